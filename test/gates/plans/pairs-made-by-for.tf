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
  pairs = { for p in setproduct(["alice", "bob"], ["mfa", "read"]) : "${p[0]}-${p[1]}" => { user = p[0], policy = p[1] } }
  arns  = { mfa = aws_iam_policy.mfa.arn, read = aws_iam_policy.read.arn }
}
resource "aws_iam_user_policy_attachment" "a" {
  for_each   = local.pairs
  user       = each.value.user
  policy_arn = local.arns[each.value.policy]
}
