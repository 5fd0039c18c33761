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
  for_each = { alice = data.aws_iam_policy_document.mfa.json, bob = data.aws_iam_policy_document.read.json }
  name     = each.key
  policy   = each.value
}

resource "aws_iam_user_policy_attachment" "each" {
  for_each   = { alice = "bob", bob = "bob" }
  user       = each.key
  policy_arn = aws_iam_policy.of[each.value].arn
}
