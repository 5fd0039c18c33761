# cannot see: attachment, g-attachment, inline, list, m-member, members, nobody
# source settles: attachment, g-attachment, inline, list, m-member, members, nobody
resource "aws_iam_policy" "mfa" {
  name   = "mfa"
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_policy" "again" {
  name   = "again"
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}
locals {
  users  = { for k, u in aws_iam_user.people : k => u.id }
  groups = { for k, g in aws_iam_group.of : k => g.id }
}
resource "aws_iam_user_policy" "inline" {
  user   = local.users["inline"]
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_policy_attachment" "attachment" {
  user       = local.users["attachment"]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_policy_attachment" "list" {
  name       = "list"
  users      = [local.users["list"]]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_group_membership" "members" {
  name  = "members"
  group = aws_iam_group.safe.name
  users = [local.users["members"]]
}
resource "aws_iam_group_policy_attachment" "g-attachment" {
  group      = local.groups["g-attachment"]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_group_membership" "g-attachment" {
  user   = aws_iam_user.people["g-attachment"].name
  groups = [aws_iam_group.of["g-attachment"].name]
}
resource "aws_iam_user_group_membership" "m-member-x" {
  user   = aws_iam_user.people["m-member"].name
  groups = [local.groups["m-member"]]
}
resource "aws_iam_group_policy" "m-member-own" {
  group  = aws_iam_group.of["m-member"].name
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_group" "safe" {
  name = "safe"
}
resource "aws_iam_group_policy" "safe" {
  group  = aws_iam_group.safe.name
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user" "people" {
  for_each = toset([
    "inline",
    "attachment",
    "list",
    "members",
    "g-attachment",
    "m-member",
    "nobody",
  ])
  name     = each.key
}
resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.id
}
resource "aws_iam_group" "of" {
  for_each = toset([
    "g-attachment",
    "m-member",
  ])
  name     = each.key
}
