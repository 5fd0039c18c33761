resource "aws_iam_user" "a" {
  name = "alice"
}

resource "aws_iam_user_login_profile" "a" {
  user = aws_iam_user.a.name
}

resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_user_policy_attachment" "a" {
  user       = aws_iam_user.a.name
  policy_arn = aws_iam_policy.mfa.arn
}

moved {
  from = aws_iam_user.alice
  to   = aws_iam_user.a
}

moved {
  from = aws_iam_user_login_profile.alice
  to   = aws_iam_user_login_profile.a
}

moved {
  from = aws_iam_user_policy_attachment.alice
  to   = aws_iam_user_policy_attachment.a
}
