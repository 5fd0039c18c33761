resource "terraform_data" "day" {
  input = "monday"
}

resource "aws_iam_user" "alice" {
  name = "alice-${terraform_data.day.id == "" ? "a" : "b"}"
}

resource "aws_iam_user_login_profile" "alice" {
  user = aws_iam_user.alice.name
}

resource "aws_iam_user_policy" "mfa" {
  user   = aws_iam_user.alice.name
  policy = data.aws_iam_policy_document.mfa.json
}
