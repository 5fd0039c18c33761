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

data "aws_caller_identity" "current" {}

resource "aws_iam_user_policy_attachment" "alice" {
  user       = aws_iam_user.people["alice"].name
  policy_arn = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/mfa"
  depends_on = [aws_iam_policy.mfa]
}
