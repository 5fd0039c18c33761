# cannot see: alice

resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_user_login_profile" "alice" {
  user = aws_iam_user.alice.name
}

resource "terraform_data" "day" {
  input = "monday"
}

resource "aws_iam_user_policy" "mfa" {
  user   = aws_iam_user.alice.name
  policy = terraform_data.day.id == "" ? data.aws_iam_policy_document.read.json : data.aws_iam_policy_document.mfa.json
}
