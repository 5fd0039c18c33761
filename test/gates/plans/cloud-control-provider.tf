resource "awscc_iam_managed_policy" "mfa" {
  managed_policy_name = "mfa"
  policy_document     = data.aws_iam_policy_document.mfa.json
}

resource "awscc_iam_group" "people" {
  group_name          = "people"
  managed_policy_arns = [awscc_iam_managed_policy.mfa.policy_arn]
}

resource "awscc_iam_user" "alice" {
  user_name           = "alice"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [awscc_iam_managed_policy.mfa.policy_arn]
}

resource "awscc_iam_user" "bob" {
  user_name     = "bob"
  login_profile = { password = "made by somebody" }
  groups        = [awscc_iam_group.people.group_name]
}

resource "awscc_iam_user" "carol" {
  user_name     = "carol"
  login_profile = { password = "made by somebody" }
  policies      = [{ policy_name = "read", policy_document = data.aws_iam_policy_document.read.json }]
}
