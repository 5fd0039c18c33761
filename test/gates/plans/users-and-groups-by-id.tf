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
resource "aws_iam_user_policy" "inline" {
  user   = aws_iam_user.people["inline"].id
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_policy_attachment" "attachment" {
  user       = aws_iam_user.people["attachment"].id
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_policy_attachment" "list" {
  name       = "list"
  users      = [aws_iam_user.people["list"].id]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_policy_attachments_exclusive" "exclusive" {
  user_name   = aws_iam_user.people["exclusive"].id
  policy_arns = [aws_iam_policy.mfa.arn]
}
resource "aws_iam_group_membership" "members" {
  name  = "members"
  group = aws_iam_group.safe.name
  users = [aws_iam_user.people["members"].id]
}
resource "aws_iam_user_group_membership" "member" {
  user   = aws_iam_user.people["member"].id
  groups = [aws_iam_group.safe.name]
}
resource "awscc_iam_managed_policy" "attached-to" {
  managed_policy_name = "attached-to"
  policy_document     = data.aws_iam_policy_document.mfa.json
  users               = [aws_iam_user.people["attached-to"].id]
}
resource "awscc_iam_user_policy" "cloud-control" {
  user_name       = aws_iam_user.people["cloud-control"].id
  policy_name     = "cloud-control"
  policy_document = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_group_policy" "g-inline" {
  group  = aws_iam_group.of["g-inline"].id
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_group_membership" "g-inline" {
  user   = aws_iam_user.people["g-inline"].name
  groups = [aws_iam_group.of["g-inline"].name]
}
resource "aws_iam_group_policy_attachment" "g-attachment" {
  group      = aws_iam_group.of["g-attachment"].id
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_group_membership" "g-attachment" {
  user   = aws_iam_user.people["g-attachment"].name
  groups = [aws_iam_group.of["g-attachment"].name]
}
resource "aws_iam_policy_attachment" "g-list" {
  name       = "g-list"
  groups     = [aws_iam_group.of["g-list"].id]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_group_membership" "g-list" {
  user   = aws_iam_user.people["g-list"].name
  groups = [aws_iam_group.of["g-list"].name]
}
resource "aws_iam_group_policy_attachments_exclusive" "g-exclusive" {
  group_name  = aws_iam_group.of["g-exclusive"].id
  policy_arns = [aws_iam_policy.mfa.arn]
}
resource "aws_iam_user_group_membership" "g-exclusive" {
  user   = aws_iam_user.people["g-exclusive"].name
  groups = [aws_iam_group.of["g-exclusive"].name]
}
resource "awscc_iam_managed_policy" "g-attached-to" {
  managed_policy_name = "g-attached-to"
  policy_document     = data.aws_iam_policy_document.mfa.json
  groups              = [aws_iam_group.of["g-attached-to"].id]
}
resource "aws_iam_user_group_membership" "g-attached-to" {
  user   = aws_iam_user.people["g-attached-to"].name
  groups = [aws_iam_group.of["g-attached-to"].name]
}
resource "awscc_iam_group_policy" "g-cloud-control" {
  group_name      = aws_iam_group.of["g-cloud-control"].id
  policy_name     = "g-cloud-control"
  policy_document = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_group_membership" "g-cloud-control" {
  user   = aws_iam_user.people["g-cloud-control"].name
  groups = [aws_iam_group.of["g-cloud-control"].name]
}
resource "aws_iam_group_membership" "m-members" {
  name  = "m-members"
  group = aws_iam_group.of["m-members"].id
  users = [aws_iam_user.people["m-members"].name]
}
resource "aws_iam_group_policy" "m-members-own" {
  group  = aws_iam_group.of["m-members"].name
  policy = data.aws_iam_policy_document.mfa.json
}
resource "aws_iam_user_group_membership" "m-member-x" {
  user   = aws_iam_user.people["m-member"].name
  groups = [aws_iam_group.of["m-member"].id]
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
    "exclusive",
    "members",
    "member",
    "attached-to",
    "cloud-control",
    "g-inline",
    "g-attachment",
    "g-list",
    "g-exclusive",
    "g-attached-to",
    "g-cloud-control",
    "m-members",
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
    "g-inline",
    "g-attachment",
    "g-list",
    "g-exclusive",
    "g-attached-to",
    "g-cloud-control",
    "m-members",
    "m-member",
  ])
  name     = each.key
}
