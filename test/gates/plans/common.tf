# Every scenario has these two documents and its own file. "cannot see" in a scenario names the users whom the plan does not
# settle; "source settles" those whom the .tf files then do. "misleading without the .tf files": a plan has no functions, so an ARN that one
# of them changes looks like the ARN itself.
data "aws_iam_policy_document" "mfa" {
  statement {
    effect      = "Deny"
    not_actions = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices"]
    resources   = ["*"]
    condition {
      test     = "BoolIfExists"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
