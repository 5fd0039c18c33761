# cannot see: alice
# source settles: alice

resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_user_login_profile" "alice" {
  user = aws_iam_user.alice.name
}

resource "aws_iam_policy" "of" {
  for_each = { alice = data.aws_iam_policy_document.mfa.json, bob = data.aws_iam_policy_document.read.json }
  name     = each.key
  policy   = each.value
}

resource "aws_iam_user_policy_attachment" "each" {
  for_each   = { for key in ["x", "y"] : key => values(aws_iam_policy.of)[1].arn }
  user       = aws_iam_user.alice.name
  policy_arn = each.value
}
