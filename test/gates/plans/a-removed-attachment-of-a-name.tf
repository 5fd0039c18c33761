resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_login_profile" "alice" {
  user = "alice"
}
resource "aws_iam_user_login_profile" "bob" {
  user = "bob"
}
resource "aws_iam_user_policy_attachment" "alice" {
  user       = "alice"
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_policy_attachment" "bob" {
  user       = "bob"
  policy_arn = aws_iam_policy.mfa.arn
}
