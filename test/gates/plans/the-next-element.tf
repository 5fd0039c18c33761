# cannot see: alice
# source settles: alice

resource "aws_iam_user" "alice" {
  name = "alice"
}

resource "aws_iam_user_login_profile" "alice" {
  user = aws_iam_user.alice.name
}

resource "aws_iam_policy" "of" {
  count  = 2
  name   = "of-${count.index}"
  policy = count.index == 0 ? data.aws_iam_policy_document.mfa.json : data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "alice" {
  count      = 1
  user       = aws_iam_user.alice.name
  policy_arn = element(aws_iam_policy.of[*].arn, count.index + 1)
}
