# cannot see: alice, bob
# source settles: alice, bob

variable "own" {
  default = "mfa"
}

resource "aws_iam_user" "people" {
  for_each = toset(["alice", "bob"])
  name     = each.key
}

resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}

resource "aws_iam_policy" "of" {
  for_each = { mfa = data.aws_iam_policy_document.mfa.json, read = data.aws_iam_policy_document.read.json }
  name     = each.key
  policy   = each.value
}

/*
resource "aws_iam_user_policy_attachment" "bob" {
  policy_arn = aws_iam_policy.of[var.own].arn
}
*/
resource "aws_iam_user_policy_attachment" "alice" {
  user       = aws_iam_user.people["alice"].name
  policy_arn = aws_iam_policy.of[var.own].arn
}

resource "aws_iam_user_policy_attachment" "bob" {
  user       = aws_iam_user.people["bob"].name
  policy_arn = aws_iam_policy.of[var.own == "mfa" ? "read" : "mfa"].arn
}
