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

resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

locals {
  policies = { alice = aws_iam_policy.mfa.arn, bob = aws_iam_policy.read.arn }
}

resource "aws_iam_user_policy_attachment" "each" {
  for_each   = aws_iam_user.people
  user       = each.value.name
  policy_arn = local.policies[each.key]
}
