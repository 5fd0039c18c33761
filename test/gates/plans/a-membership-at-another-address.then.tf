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

resource "aws_iam_group" "g" { name = "g" }
resource "aws_iam_group_policy_attachment" "g" {
  group      = aws_iam_group.g.name
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_group_membership" "a" {
  for_each = toset(["x"])
  user     = aws_iam_user.a.name
  groups   = [aws_iam_group.g.name]
}
