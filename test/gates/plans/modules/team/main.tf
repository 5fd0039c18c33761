variable "members" {}
variable "policies" {}

resource "aws_iam_group" "this" {
  name = "team"
}

resource "aws_iam_group_policy_attachment" "this" {
  for_each   = var.policies
  group      = aws_iam_group.this.name
  policy_arn = each.value
}

resource "aws_iam_group_membership" "this" {
  name  = "team"
  group = aws_iam_group.this.name
  users = var.members
}
