# cannot see: alice
# source settles: alice

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

resource "aws_iam_policy" "c" {
  count  = 2
  name   = "c${count.index}"
  policy = count.index == 0 ? data.aws_iam_policy_document.mfa.json : data.aws_iam_policy_document.read.json
}
resource "aws_iam_user_policy_attachment" "a" {
  user       = aws_iam_user.a.name
  policy_arn = element(aws_iam_policy.c[*].arn, 3)
}
resource "aws_iam_user_policy_attachment" "b" {
  user       = aws_iam_user.b.name
  policy_arn = try(aws_iam_policy.c[5].arn, aws_iam_policy.c[1].arn)
}
