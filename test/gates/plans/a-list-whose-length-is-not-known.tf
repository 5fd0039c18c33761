# cannot see: alice, bob
# source settles: bob

resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

resource "aws_iam_group" "people" {
  name = "people"
}

resource "terraform_data" "day" {
  input = "monday"
}

resource "aws_iam_group_policy" "mfa" {
  group  = aws_iam_group.people.name
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_group_membership" "people" {
  name  = "people"
  group = aws_iam_group.people.name
  users = terraform_data.day.output == "monday" ? [aws_iam_user.people["alice"].name] : []
}
