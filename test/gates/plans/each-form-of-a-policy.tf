# cannot see: choice-of-apply-boundary, local-map-boundary, made-by-apply-boundary, all-of-a-module, choice, choice-of-apply, choice-of-apply-exclusive, choice-of-apply-exclusive-group, choice-of-apply-group, choice-of-apply-list, choice-of-apply-of-two, count-by-variable, element, for, for-map, key-by-variable, local, local-deep, local-list, local-list-by-variable, local-map, local-map-by-variable, local-map-exclusive, local-map-exclusive-group, local-map-group, local-map-list, local-map-name, local-of-local, lookup, made-by-apply, made-by-apply-exclusive, made-by-apply-exclusive-group, made-by-apply-group, made-by-apply-list, module-key-by-variable, no-op-choice, path, reverse, sort, splat-of-a-module, text-around, try, values, workspace, written-outside, choice-of-apply-own, local-map-own, made-by-apply-own
# source settles: local-map-boundary, all-of-a-module, choice, choice-of-apply-of-two, count-by-variable, element, for, for-map, key-by-variable, local, local-deep, local-list, local-list-by-variable, local-map, local-map-by-variable, local-map-exclusive, local-map-exclusive-group, local-map-group, local-map-list, local-map-name, local-of-local, lookup, module-key-by-variable, no-op-choice, splat-of-a-module, text-around, try, values, local-map-own
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
resource "aws_iam_policy" "of" {
  for_each = { mfa = data.aws_iam_policy_document.mfa.json, read = data.aws_iam_policy_document.read.json }
  name     = "of-${each.key}"
  policy   = each.value
}
resource "aws_iam_policy" "nth" {
  count  = 2
  name   = "nth-${count.index}"
  policy = [data.aws_iam_policy_document.mfa.json, data.aws_iam_policy_document.read.json][count.index]
}
resource "awscc_iam_managed_policy" "cc" {
  managed_policy_name = "cc"
  policy_document     = data.aws_iam_policy_document.mfa.json
}
module "mfa" {
  source = "./modules/policy"
  name   = "module-mfa"
  policy = data.aws_iam_policy_document.mfa.json
}
module "by" {
  source   = "./modules/policy"
  for_each = { mfa = data.aws_iam_policy_document.mfa.json, read = data.aws_iam_policy_document.read.json }
  name     = "by-${each.key}"
  policy   = each.value
}
module "nth" {
  source = "./modules/policy"
  count  = 2
  name   = "module-nth-${count.index}"
  policy = [data.aws_iam_policy_document.mfa.json, data.aws_iam_policy_document.read.json][count.index]
}
data "aws_iam_policy" "existing" {
  name = "existing-require-mfa"
}
resource "terraform_data" "day" {
  input = "monday"
}
resource "terraform_data" "arn" {
  input = aws_iam_policy.mfa.arn
}
variable "strict" {
  default = true
}
variable "n" {
  default = 0
}
variable "key" {
  default = "mfa"
}
variable "nothing" {
  default = null
}
locals {
  one   = aws_iam_policy.mfa.arn
  two   = local.one
  map   = { mfa = aws_iam_policy.mfa.arn, read = aws_iam_policy.read.arn }
  deep  = { people = { policy = aws_iam_policy.mfa.arn, tags = ["x"] } }
  list  = [aws_iam_policy.read.arn, aws_iam_policy.mfa.arn]
  never = null
}
resource "aws_iam_user_policy_attachment" "arn" {
  user       = aws_iam_user.people["arn"].name
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_policy_attachment" "id" {
  user       = aws_iam_user.people["id"].name
  policy_arn = aws_iam_policy.mfa.id
}
resource "aws_iam_user_policy_attachment" "read" {
  user       = aws_iam_user.people["read"].name
  policy_arn = aws_iam_policy.read.arn
}
resource "aws_iam_user_policy_attachment" "key" {
  user       = aws_iam_user.people["key"].name
  policy_arn = aws_iam_policy.of["mfa"].arn
}
resource "aws_iam_user_policy_attachment" "key-read" {
  user       = aws_iam_user.people["key-read"].name
  policy_arn = aws_iam_policy.of["read"].arn
}
resource "aws_iam_user_policy_attachment" "key-by-variable" {
  user       = aws_iam_user.people["key-by-variable"].name
  policy_arn = aws_iam_policy.of[var.key].arn
}
resource "aws_iam_user_policy_attachment" "count" {
  user       = aws_iam_user.people["count"].name
  policy_arn = aws_iam_policy.nth[0].arn
}
resource "aws_iam_user_policy_attachment" "count-by-variable" {
  user       = aws_iam_user.people["count-by-variable"].name
  policy_arn = aws_iam_policy.nth[var.n].arn
}
resource "aws_iam_user_policy_attachment" "count-read" {
  user       = aws_iam_user.people["count-read"].name
  policy_arn = aws_iam_policy.nth[1].arn
}
resource "aws_iam_user_policy_attachment" "local" {
  user       = aws_iam_user.people["local"].name
  policy_arn = local.one
}
resource "aws_iam_user_policy_attachment" "local-of-local" {
  user       = aws_iam_user.people["local-of-local"].name
  policy_arn = local.two
}
resource "aws_iam_user_policy_attachment" "local-map" {
  user       = aws_iam_user.people["local-map"].name
  policy_arn = local.map["mfa"]
}
resource "aws_iam_user_policy_attachment" "local-map-name" {
  user       = aws_iam_user.people["local-map-name"].name
  policy_arn = local.map.read
}
resource "aws_iam_user_policy_attachment" "local-map-by-variable" {
  user       = aws_iam_user.people["local-map-by-variable"].name
  policy_arn = local.map[var.key]
}
resource "aws_iam_user_policy_attachment" "local-deep" {
  user       = aws_iam_user.people["local-deep"].name
  policy_arn = local.deep.people.policy
}
resource "aws_iam_user_policy_attachment" "local-list" {
  user       = aws_iam_user.people["local-list"].name
  policy_arn = local.list[1]
}
resource "aws_iam_user_policy_attachment" "local-list-by-variable" {
  user       = aws_iam_user.people["local-list-by-variable"].name
  policy_arn = local.list[var.n]
}
resource "aws_iam_user_policy_attachment" "module" {
  user       = aws_iam_user.people["module"].name
  policy_arn = module.mfa.arn
}
resource "aws_iam_user_policy_attachment" "module-key" {
  user       = aws_iam_user.people["module-key"].name
  policy_arn = module.by["mfa"].arn
}
resource "aws_iam_user_policy_attachment" "module-key-read" {
  user       = aws_iam_user.people["module-key-read"].name
  policy_arn = module.by["read"].arn
}
resource "aws_iam_user_policy_attachment" "module-key-by-variable" {
  user       = aws_iam_user.people["module-key-by-variable"].name
  policy_arn = module.by[var.key].arn
}
resource "aws_iam_user_policy_attachment" "module-count" {
  user       = aws_iam_user.people["module-count"].name
  policy_arn = module.nth[0].arn
}
resource "aws_iam_user_policy_attachment" "module-count-read" {
  user       = aws_iam_user.people["module-count-read"].name
  policy_arn = module.nth[1].arn
}
resource "aws_iam_user_policy_attachment" "all-of-a-module" {
  user       = aws_iam_user.people["all-of-a-module"].name
  policy_arn = values(module.by)[0].arn
}
resource "aws_iam_user_policy_attachment" "splat-of-a-module" {
  user       = aws_iam_user.people["splat-of-a-module"].name
  policy_arn = element(module.nth[*].arn, 1)
}
resource "aws_iam_user_policy_attachment" "text" {
  user       = aws_iam_user.people["text"].name
  policy_arn = "${aws_iam_policy.mfa.arn}"
}
resource "aws_iam_user_policy_attachment" "text-around" {
  user       = aws_iam_user.people["text-around"].name
  policy_arn = "${local.one}"
}
resource "aws_iam_user_policy_attachment" "written" {
  user       = aws_iam_user.people["written"].name
  policy_arn = "arn:aws:iam::111122223333:policy/mfa"
}
resource "aws_iam_user_policy_attachment" "written-outside" {
  user       = aws_iam_user.people["written-outside"].name
  policy_arn = "arn:aws:iam::111122223333:policy/outside"
}
resource "aws_iam_user_policy_attachment" "of-aws" {
  user       = aws_iam_user.people["of-aws"].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_user_policy_attachment" "existing" {
  user       = aws_iam_user.people["existing"].name
  policy_arn = data.aws_iam_policy.existing.arn
}
resource "aws_iam_user_policy_attachment" "cloud-control" {
  user       = aws_iam_user.people["cloud-control"].name
  policy_arn = awscc_iam_managed_policy.cc.policy_arn
}
resource "aws_iam_user_policy_attachment" "choice" {
  user       = aws_iam_user.people["choice"].name
  policy_arn = var.strict ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_user_policy_attachment" "choice-of-apply" {
  user       = aws_iam_user.people["choice-of-apply"].name
  policy_arn = terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_user_policy_attachment" "choice-of-apply-of-two" {
  user       = aws_iam_user.people["choice-of-apply-of-two"].name
  policy_arn = terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.again.arn
}
resource "aws_iam_user_policy_attachment" "made-by-apply" {
  user       = aws_iam_user.people["made-by-apply"].name
  policy_arn = terraform_data.arn.output
}
resource "aws_iam_user_policy_attachment" "coalesce" {
  user       = aws_iam_user.people["coalesce"].name
  policy_arn = coalesce(var.nothing, aws_iam_policy.mfa.arn)
}
resource "aws_iam_user_policy_attachment" "try" {
  user       = aws_iam_user.people["try"].name
  policy_arn = try(local.map["none"], local.map["mfa"])
}
resource "aws_iam_user_policy_attachment" "one" {
  user       = aws_iam_user.people["one"].name
  policy_arn = one(aws_iam_policy.mfa[*].arn)
}
resource "aws_iam_user_policy_attachment" "element" {
  user       = aws_iam_user.people["element"].name
  policy_arn = element(aws_iam_policy.nth[*].arn, 3)
}
resource "aws_iam_user_policy_attachment" "values" {
  user       = aws_iam_user.people["values"].name
  policy_arn = values(aws_iam_policy.of)[0].arn
}
resource "aws_iam_user_policy_attachment" "lookup" {
  user       = aws_iam_user.people["lookup"].name
  policy_arn = lookup(local.map, "none", aws_iam_policy.read.arn)
}
resource "aws_iam_user_policy_attachment" "for" {
  user       = aws_iam_user.people["for"].name
  policy_arn = [for k, p in aws_iam_policy.of : p.arn if k == "mfa"][0]
}
resource "aws_iam_user_policy_attachment" "for-map" {
  user       = aws_iam_user.people["for-map"].name
  policy_arn = { for k, p in aws_iam_policy.of : p.name => p.arn }["of-mfa"]
}
resource "aws_iam_user_policy_attachment" "reverse" {
  user       = aws_iam_user.people["reverse"].name
  policy_arn = reverse(local.list)[0]
}
resource "aws_iam_user_policy_attachment" "sort" {
  user       = aws_iam_user.people["sort"].name
  policy_arn = sort([for p in aws_iam_policy.nth : p.arn])[0]
}
resource "aws_iam_user_policy_attachment" "no-op-choice" {
  user       = aws_iam_user.people["no-op-choice"].name
  policy_arn = local.never == null ? aws_iam_policy.mfa.arn : local.never
}
resource "aws_iam_user_policy_attachment" "workspace" {
  user       = aws_iam_user.people["workspace"].name
  policy_arn = terraform.workspace == "default" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_user_policy_attachment" "path" {
  user       = aws_iam_user.people["path"].name
  policy_arn = path.module == "." ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_group_policy_attachment" "arn-group" {
  group      = aws_iam_group.of["arn-group"].name
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_group_policy_attachment" "key-group" {
  group      = aws_iam_group.of["key-group"].name
  policy_arn = aws_iam_policy.of["mfa"].arn
}
resource "aws_iam_group_policy_attachment" "module-group" {
  group      = aws_iam_group.of["module-group"].name
  policy_arn = module.mfa.arn
}
resource "aws_iam_group_policy_attachment" "local-map-group" {
  group      = aws_iam_group.of["local-map-group"].name
  policy_arn = local.map["mfa"]
}
resource "aws_iam_group_policy_attachment" "choice-of-apply-group" {
  group      = aws_iam_group.of["choice-of-apply-group"].name
  policy_arn = terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_group_policy_attachment" "made-by-apply-group" {
  group      = aws_iam_group.of["made-by-apply-group"].name
  policy_arn = terraform_data.arn.output
}
resource "aws_iam_group_policy_attachment" "written-group" {
  group      = aws_iam_group.of["written-group"].name
  policy_arn = "arn:aws:iam::111122223333:policy/mfa"
}
resource "aws_iam_group_policy_attachment" "existing-group" {
  group      = aws_iam_group.of["existing-group"].name
  policy_arn = data.aws_iam_policy.existing.arn
}
resource "aws_iam_policy_attachment" "arn-list" {
  name       = "arn-list"
  users      = [aws_iam_user.people["arn-list"].name]
  policy_arn = aws_iam_policy.mfa.arn
}
resource "aws_iam_policy_attachment" "key-list" {
  name       = "key-list"
  users      = [aws_iam_user.people["key-list"].name]
  policy_arn = aws_iam_policy.of["mfa"].arn
}
resource "aws_iam_policy_attachment" "module-list" {
  name       = "module-list"
  users      = [aws_iam_user.people["module-list"].name]
  policy_arn = module.mfa.arn
}
resource "aws_iam_policy_attachment" "local-map-list" {
  name       = "local-map-list"
  users      = [aws_iam_user.people["local-map-list"].name]
  policy_arn = local.map["mfa"]
}
resource "aws_iam_policy_attachment" "choice-of-apply-list" {
  name       = "choice-of-apply-list"
  users      = [aws_iam_user.people["choice-of-apply-list"].name]
  policy_arn = terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_policy_attachment" "made-by-apply-list" {
  name       = "made-by-apply-list"
  users      = [aws_iam_user.people["made-by-apply-list"].name]
  policy_arn = terraform_data.arn.output
}
resource "aws_iam_policy_attachment" "written-list" {
  name       = "written-list"
  users      = [aws_iam_user.people["written-list"].name]
  policy_arn = "arn:aws:iam::111122223333:policy/mfa"
}
resource "aws_iam_policy_attachment" "existing-list" {
  name       = "existing-list"
  users      = [aws_iam_user.people["existing-list"].name]
  policy_arn = data.aws_iam_policy.existing.arn
}
resource "aws_iam_user_policy_attachments_exclusive" "arn-exclusive" {
  user_name   = aws_iam_user.people["arn-exclusive"].name
  policy_arns = [aws_iam_policy.mfa.arn]
}
resource "aws_iam_user_policy_attachments_exclusive" "key-exclusive" {
  user_name   = aws_iam_user.people["key-exclusive"].name
  policy_arns = [aws_iam_policy.of["mfa"].arn]
}
resource "aws_iam_user_policy_attachments_exclusive" "module-exclusive" {
  user_name   = aws_iam_user.people["module-exclusive"].name
  policy_arns = [module.mfa.arn]
}
resource "aws_iam_user_policy_attachments_exclusive" "local-map-exclusive" {
  user_name   = aws_iam_user.people["local-map-exclusive"].name
  policy_arns = [local.map["mfa"]]
}
resource "aws_iam_user_policy_attachments_exclusive" "choice-of-apply-exclusive" {
  user_name   = aws_iam_user.people["choice-of-apply-exclusive"].name
  policy_arns = [terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn]
}
resource "aws_iam_user_policy_attachments_exclusive" "made-by-apply-exclusive" {
  user_name   = aws_iam_user.people["made-by-apply-exclusive"].name
  policy_arns = [terraform_data.arn.output]
}
resource "aws_iam_user_policy_attachments_exclusive" "written-exclusive" {
  user_name   = aws_iam_user.people["written-exclusive"].name
  policy_arns = ["arn:aws:iam::111122223333:policy/mfa"]
}
resource "aws_iam_user_policy_attachments_exclusive" "existing-exclusive" {
  user_name   = aws_iam_user.people["existing-exclusive"].name
  policy_arns = [data.aws_iam_policy.existing.arn]
}
resource "aws_iam_group_policy_attachments_exclusive" "arn-exclusive-group" {
  group_name  = aws_iam_group.of["arn-exclusive-group"].name
  policy_arns = [aws_iam_policy.mfa.arn]
}
resource "aws_iam_group_policy_attachments_exclusive" "key-exclusive-group" {
  group_name  = aws_iam_group.of["key-exclusive-group"].name
  policy_arns = [aws_iam_policy.of["mfa"].arn]
}
resource "aws_iam_group_policy_attachments_exclusive" "module-exclusive-group" {
  group_name  = aws_iam_group.of["module-exclusive-group"].name
  policy_arns = [module.mfa.arn]
}
resource "aws_iam_group_policy_attachments_exclusive" "local-map-exclusive-group" {
  group_name  = aws_iam_group.of["local-map-exclusive-group"].name
  policy_arns = [local.map["mfa"]]
}
resource "aws_iam_group_policy_attachments_exclusive" "choice-of-apply-exclusive-group" {
  group_name  = aws_iam_group.of["choice-of-apply-exclusive-group"].name
  policy_arns = [terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn]
}
resource "aws_iam_group_policy_attachments_exclusive" "made-by-apply-exclusive-group" {
  group_name  = aws_iam_group.of["made-by-apply-exclusive-group"].name
  policy_arns = [terraform_data.arn.output]
}
resource "aws_iam_group_policy_attachments_exclusive" "written-exclusive-group" {
  group_name  = aws_iam_group.of["written-exclusive-group"].name
  policy_arns = ["arn:aws:iam::111122223333:policy/mfa"]
}
resource "aws_iam_group_policy_attachments_exclusive" "existing-exclusive-group" {
  group_name  = aws_iam_group.of["existing-exclusive-group"].name
  policy_arns = [data.aws_iam_policy.existing.arn]
}
resource "aws_iam_user" "arn-boundary" {
  name                 = "arn-boundary"
  permissions_boundary = aws_iam_policy.mfa.arn
}
resource "aws_iam_user_login_profile" "arn-boundary" {
  user = aws_iam_user.arn-boundary.name
}
resource "awscc_iam_user" "arn" {
  user_name           = "arn-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [aws_iam_policy.mfa.arn]
}
resource "aws_iam_user" "key-boundary" {
  name                 = "key-boundary"
  permissions_boundary = aws_iam_policy.of["mfa"].arn
}
resource "aws_iam_user_login_profile" "key-boundary" {
  user = aws_iam_user.key-boundary.name
}
resource "awscc_iam_user" "key" {
  user_name           = "key-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [aws_iam_policy.of["mfa"].arn]
}
resource "aws_iam_user" "module-boundary" {
  name                 = "module-boundary"
  permissions_boundary = module.mfa.arn
}
resource "aws_iam_user_login_profile" "module-boundary" {
  user = aws_iam_user.module-boundary.name
}
resource "awscc_iam_user" "module" {
  user_name           = "module-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [module.mfa.arn]
}
resource "aws_iam_user" "local-map-boundary" {
  name                 = "local-map-boundary"
  permissions_boundary = local.map["mfa"]
}
resource "aws_iam_user_login_profile" "local-map-boundary" {
  user = aws_iam_user.local-map-boundary.name
}
resource "awscc_iam_user" "local-map" {
  user_name           = "local-map-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [local.map["mfa"]]
}
resource "aws_iam_user" "choice-of-apply-boundary" {
  name                 = "choice-of-apply-boundary"
  permissions_boundary = terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn
}
resource "aws_iam_user_login_profile" "choice-of-apply-boundary" {
  user = aws_iam_user.choice-of-apply-boundary.name
}
resource "awscc_iam_user" "choice-of-apply" {
  user_name           = "choice-of-apply-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [terraform_data.day.output == "monday" ? aws_iam_policy.mfa.arn : aws_iam_policy.read.arn]
}
resource "aws_iam_user" "made-by-apply-boundary" {
  name                 = "made-by-apply-boundary"
  permissions_boundary = terraform_data.arn.output
}
resource "aws_iam_user_login_profile" "made-by-apply-boundary" {
  user = aws_iam_user.made-by-apply-boundary.name
}
resource "awscc_iam_user" "made-by-apply" {
  user_name           = "made-by-apply-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [terraform_data.arn.output]
}
resource "aws_iam_user" "written-boundary" {
  name                 = "written-boundary"
  permissions_boundary = "arn:aws:iam::111122223333:policy/mfa"
}
resource "aws_iam_user_login_profile" "written-boundary" {
  user = aws_iam_user.written-boundary.name
}
resource "awscc_iam_user" "written" {
  user_name           = "written-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = ["arn:aws:iam::111122223333:policy/mfa"]
}
resource "aws_iam_user" "existing-boundary" {
  name                 = "existing-boundary"
  permissions_boundary = data.aws_iam_policy.existing.arn
}
resource "aws_iam_user_login_profile" "existing-boundary" {
  user = aws_iam_user.existing-boundary.name
}
resource "awscc_iam_user" "existing" {
  user_name           = "existing-own"
  login_profile       = { password = "made by somebody" }
  managed_policy_arns = [data.aws_iam_policy.existing.arn]
}
resource "aws_iam_user" "people" {
  for_each = toset([
    "arn",
    "id",
    "read",
    "key",
    "key-read",
    "key-by-variable",
    "count",
    "count-by-variable",
    "count-read",
    "local",
    "local-of-local",
    "local-map",
    "local-map-name",
    "local-map-by-variable",
    "local-deep",
    "local-list",
    "local-list-by-variable",
    "module",
    "module-key",
    "module-key-read",
    "module-key-by-variable",
    "module-count",
    "module-count-read",
    "all-of-a-module",
    "splat-of-a-module",
    "text",
    "text-around",
    "written",
    "written-outside",
    "of-aws",
    "existing",
    "cloud-control",
    "choice",
    "choice-of-apply",
    "choice-of-apply-of-two",
    "made-by-apply",
    "coalesce",
    "try",
    "one",
    "element",
    "values",
    "lookup",
    "for",
    "for-map",
    "reverse",
    "sort",
    "no-op-choice",
    "workspace",
    "path",
    "arn-group",
    "key-group",
    "module-group",
    "local-map-group",
    "choice-of-apply-group",
    "made-by-apply-group",
    "written-group",
    "existing-group",
    "arn-list",
    "key-list",
    "module-list",
    "local-map-list",
    "choice-of-apply-list",
    "made-by-apply-list",
    "written-list",
    "existing-list",
    "arn-exclusive",
    "key-exclusive",
    "module-exclusive",
    "local-map-exclusive",
    "choice-of-apply-exclusive",
    "made-by-apply-exclusive",
    "written-exclusive",
    "existing-exclusive",
    "arn-exclusive-group",
    "key-exclusive-group",
    "module-exclusive-group",
    "local-map-exclusive-group",
    "choice-of-apply-exclusive-group",
    "made-by-apply-exclusive-group",
    "written-exclusive-group",
    "existing-exclusive-group",
  ])
  name     = each.key
}
resource "aws_iam_user_login_profile" "people" {
  for_each = aws_iam_user.people
  user     = each.value.name
}
resource "aws_iam_group" "of" {
  for_each = toset([
    "arn-group",
    "key-group",
    "module-group",
    "local-map-group",
    "choice-of-apply-group",
    "made-by-apply-group",
    "written-group",
    "existing-group",
    "arn-exclusive-group",
    "key-exclusive-group",
    "module-exclusive-group",
    "local-map-exclusive-group",
    "choice-of-apply-exclusive-group",
    "made-by-apply-exclusive-group",
    "written-exclusive-group",
    "existing-exclusive-group",
  ])
  name     = each.key
}
resource "aws_iam_group_membership" "of" {
  for_each = aws_iam_group.of
  name     = each.key
  group    = each.value.name
  users    = [aws_iam_user.people[each.key].name]
}
