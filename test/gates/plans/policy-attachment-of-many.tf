resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob", "carol"])
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

resource "aws_iam_group" "people" {
  name = "people"
}

resource "aws_iam_user_group_membership" "bob" {
  user   = aws_iam_user.people["bob"].name
  groups = [aws_iam_group.people.name]
}

resource "aws_iam_policy_attachment" "mfa" {
  name       = "mfa"
  policy_arn = aws_iam_policy.mfa.arn
  users      = [aws_iam_user.people["alice"].name]
  groups     = [aws_iam_group.people.name]
}
