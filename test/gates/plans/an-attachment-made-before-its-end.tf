# cannot see: alice

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

resource "terraform_data" "t" { input = "1" }
resource "aws_iam_user_policy_attachment" "a" {
  user       = aws_iam_user.a.name
  policy_arn = aws_iam_policy.mfa.arn
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.t]
  }
}
