# cannot see: aws_iam_user_login_profile.people["alice"], aws_iam_user_login_profile.people["bob"]
# source settles: aws_iam_user_login_profile.people["alice"], aws_iam_user_login_profile.people["bob"]

resource "terraform_data" "name" {
  for_each = toset(["alice", "bob"])
  input    = each.key
}

resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = terraform_data.name[each.key].output
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = aws_iam_user.people[each.key].name
}

resource "aws_iam_user_policy_attachment" "people" {
  for_each   = toset(["alice"])
  user       = aws_iam_user.people[each.key].name
  policy_arn = aws_iam_policy.mfa.arn
}
