resource "aws_iam_user" "people" {
  count = 2
  name  = ["alice", "bob"][count.index]
}

resource "aws_iam_user_login_profile" "people" {
  count = 2
  user  = aws_iam_user.people[count.index].name
}

resource "aws_iam_group" "people" {
  name = "people"
}

resource "aws_iam_group_policy" "mfa" {
  group  = aws_iam_group.people.name
  policy = data.aws_iam_policy_document.mfa.json
}

resource "aws_iam_group_membership" "people" {
  name  = "people"
  group = aws_iam_group.people.name
  users = slice(aws_iam_user.people[*].name, 0, 1)
}
