resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
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

module "team" {
  source   = "./modules/team"
  members  = [aws_iam_user.people["alice"].name]
  policies = { mfa = aws_iam_policy.mfa.arn, read = aws_iam_policy.read.arn }
}
