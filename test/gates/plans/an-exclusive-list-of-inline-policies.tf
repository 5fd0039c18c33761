resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

resource "aws_iam_user_policy" "each" {
  for_each = aws_iam_user.people
  name     = "mfa"
  user     = each.value.name
  policy   = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_user_policies_exclusive" "alice" {
  user_name    = aws_iam_user.people["alice"].name
  policy_names = ["mfa"]
}

resource "aws_iam_user_policies_exclusive" "bob" {
  user_name    = aws_iam_user.people["bob"].name
  policy_names = ["other"]
}
