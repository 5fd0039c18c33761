# cannot see: alice, bob

resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

resource "terraform_data" "day" {
  input = "monday"
}

resource "aws_iam_user_policy" "mfa" {
  user   = terraform_data.day.output == "monday" ? aws_iam_user.people["alice"].name : aws_iam_user.people["bob"].name
  policy = data.aws_iam_policy_document.mfa.json
}
