# cannot see: alice
# source settles: alice

resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_user_login_profile" "alice" {
  user = aws_iam_user.alice.name
}

module "policy" {
  source   = "./modules/policy"
  for_each = { mfa = data.aws_iam_policy_document.mfa.json, read = data.aws_iam_policy_document.read.json }
  name     = each.key
  policy   = each.value
}

resource "aws_iam_user_policy_attachments_exclusive" "alice" {
  user_name   = aws_iam_user.alice.name
  policy_arns = [module.policy["read"].arn, [for key, policy in module.policy : policy.arn][0]]
}
