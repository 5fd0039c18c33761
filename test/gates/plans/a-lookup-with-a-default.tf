# cannot see: alice, bob
# source settles: alice, bob

resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}
resource "aws_iam_user" "a" { name = "alice" }
resource "aws_iam_user" "b" { name = "bob" }
resource "aws_iam_user_login_profile" "a" { user = aws_iam_user.a.name }
resource "aws_iam_user_login_profile" "b" { user = aws_iam_user.b.name }

locals {
  by = { alice = aws_iam_policy.mfa.arn }
}
resource "aws_iam_user_policy_attachment" "a" {
  for_each   = toset(["alice", "bob"])
  user       = each.key
  policy_arn = lookup(local.by, each.key, aws_iam_policy.read.arn)
}
