resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

data "aws_iam_policy" "mfa" {
  name = "existing-require-mfa"
}

resource "aws_iam_user_policy_attachment" "alice" {
  user       = aws_iam_user.people["alice"].name
  policy_arn = data.aws_iam_policy.mfa.arn
}

resource "aws_iam_user_policy_attachment" "bob" {
  user       = aws_iam_user.people["bob"].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
