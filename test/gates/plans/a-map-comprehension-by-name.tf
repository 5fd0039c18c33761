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
  name     = each.key == "alice" ? "bob" : "alice"
  policy   = each.value
}

resource "aws_iam_user_policy_attachment" "each" {
  for_each   = aws_iam_user.people
  user       = each.value.name
  policy_arn = { for policy in aws_iam_policy.of : policy.name => policy.arn }[each.key]
}
