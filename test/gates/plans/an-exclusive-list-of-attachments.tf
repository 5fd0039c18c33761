# cannot see: carol
# source settles: carol

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

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "alice" {
  user       = aws_iam_user.people["alice"].name
  policy_arn = aws_iam_policy.mfa.arn
}

resource "aws_iam_user_policy_attachments_exclusive" "alice" {
  user_name   = aws_iam_user.people["alice"].name
  policy_arns = [aws_iam_policy.read.arn]
  depends_on  = [aws_iam_user_policy_attachment.alice]
}

resource "aws_iam_user_policy_attachments_exclusive" "bob" {
  user_name   = aws_iam_user.people["bob"].name
  policy_arns = [aws_iam_policy.mfa.arn, aws_iam_policy.read.arn]
}

resource "aws_iam_user_policy_attachments_exclusive" "carol" {
  user_name   = aws_iam_user.people["carol"].name
  policy_arns = slice([aws_iam_policy.mfa.arn, aws_iam_policy.read.arn], 1, 2)
}
