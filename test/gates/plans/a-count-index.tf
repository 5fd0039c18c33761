# cannot see: alice, bob
# source settles: alice, bob

resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

resource "aws_iam_policy" "of" {
  count  = 2
  name   = "of-${count.index}"
  policy = count.index == 0 ? data.aws_iam_policy_document.mfa.json : data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "each" {
  count      = 2
  user       = ["alice", "bob"][count.index]
  policy_arn = aws_iam_policy.of[count.index].arn
}
