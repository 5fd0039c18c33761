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
  base = { alice = aws_iam_policy.mfa.arn, bob = aws_iam_policy.mfa.arn }
  over = { bob = aws_iam_policy.read.arn }
  all  = merge(local.base, local.over)
}
resource "aws_iam_user_policy_attachment" "a" {
  for_each   = local.all
  user       = each.key
  policy_arn = each.value
}
