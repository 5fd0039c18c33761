# One account, or with organizational_unit_ids an organization: the same templates as by every other road.
terraform {
  required_version = ">= 1.5"
  required_providers {
    # Before 6.29 auto_deployment showed a difference at every plan.
    aws = { source = "hashicorp/aws", version = ">= 6.29" }
  }
}

variable "template_bucket" {
  description = "A bucket in the provider's region that the template is put into: CloudFormation takes no text of that length."
  type        = string
  nullable    = false
}

variable "template_folder" {
  description = "The folder with the templates that `npm run template` writes; as a release or `npm pack` has them, they are beside the module."
  type        = string
  default     = null
}

variable "tags" {
  description = "The tags of the stacks and of the StackSet, which CloudFormation puts on what they make."
  type        = map(string)
  default     = {}
  nullable    = false
}

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  region    = data.aws_region.current.region
  partition = data.aws_partition.current.partition
  folder    = coalesce(var.template_folder, "${path.module}/../../dist/templates")
  file      = "${local.folder}/${local.organization ? "member" : "iam-user-mfa"}.template.json"
  # CloudFormation answers **** for a parameter with NoEcho: each plan would change it back, and roll out the StackSet again.
  template  = fileexists(local.file) ? replace(file(local.file), "/,\\s*\"NoEcho\": true|\"NoEcho\": true,\\s*/", "") : ""
  key       = "iam-user-mfa/${sha256(local.template)}.template.json"
  url       = "https://s3.${local.region}.${data.aws_partition.current.dns_suffix}/${var.template_bucket}/${local.key}"
  call_as   = var.deploy_from == "delegated-administrator" ? "DELEGATED_ADMIN" : "SELF"
  pack_file = "${local.folder}/conformance-pack.yaml"
  in_pack   = var.rule_in == "conformance-pack"
  # Neither root rule is in China or GovCloud.
  root_rules = !contains(["aws-cn", "aws-us-gov"], local.partition)
  # The file shows as comments what is optional, and what has to be literal there.
  pack_text = replace(replace(replace(replace(fileexists(local.pack_file) ? file(local.pack_file) : "{ Parameters: {}, Resources: {} }",
    "/(?m)^  #([A-Z]|  )/", "  $1"),
    "arn:aws:iam::111122223333:role/", "arn:${local.partition}:iam::${coalesce(var.management_account_id, data.aws_caller_identity.current.account_id)}:role${var.role_path}"),
    "iam-user-mfa-require-mfa", "iam-user-mfa-${var.remediation_action}"),
  "Automatic: false", "Automatic: ${var.remediation == "automatic"}")
  pack = yamldecode(local.pack_text)
  pack_resources = { for name, resource in local.pack.Resources : name => resource if {
    IamUserMfa             = local.in_pack
    IamUserMfaRemediation  = local.in_pack && var.remediation != "off"
    RootAccountMfa         = local.root_rules
    RootAccountHardwareMfa = local.root_rules && var.root_hardware_mfa
  }[name] }
  # Where AWS has no root rules, a pack holds the rule or there is none.
  without_pack = local.organization && !local.root_rules && !local.in_pack ? compact([
    var.root_hardware_mfa ? "root_hardware_mfa: got true, allowed: only with rule_in=conformance-pack in ${local.region}: there is no pack otherwise." : "",
    length(var.excluded_accounts) > 0 ? "excluded_accounts: got ${jsonencode(var.excluded_accounts)}, allowed: only with rule_in=conformance-pack in ${local.region}: there is no pack otherwise." : "",
    var.pack_name != "iam-user-mfa" ? "pack_name: got ${jsonencode(var.pack_name)}, allowed: only with rule_in=conformance-pack in ${local.region}: there is no pack otherwise." : "",
  ]) : []
  wrong_arns = [for name, arn in { notification_topic_arn = var.notification_topic_arn, kms_key_arn = var.kms_key_arn } :
  "${name}: got ${jsonencode(arn)}, allowed: one in ${local.region}, the region of the stack: AWS takes none of another region or partition." if !contains(["", local.region], try(split(":", arn)[3], ""))]
}

# Sensitive to Terraform, so that a plan does not print 450 KB; `iam-user-mfa check` reads it in the JSON of a plan.
resource "aws_s3_object" "template" {
  bucket       = var.template_bucket
  key          = local.key
  content      = sensitive(local.template)
  content_type = "application/json"
  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = length(local.contradictions) + length(local.wrong_arns) + length(local.without_pack) == 0
      error_message = join("\n", concat(local.contradictions, local.wrong_arns, local.without_pack))
    }
    precondition {
      condition     = local.template != ""
      error_message = "template_folder: got ${jsonencode(local.folder)}, which has no ${basename(local.file)}: npm run template writes it."
    }
    precondition {
      condition     = !local.organization || fileexists(local.pack_file)
      error_message = "template_folder: got ${jsonencode(local.folder)}, which has no ${basename(local.pack_file)}: npm run template writes it."
    }
    precondition {
      condition     = var.allow_any_region || contains(local.iam_regions, local.region)
      error_message = "region: got ${jsonencode(local.region)}, allowed: ${join(", ", local.iam_regions)} (AWS Config records IAM users, and IAM's events come, in the partition's IAM region only), or any with allow_any_region, scheduled scans only."
    }
  }
}

# The account's stack; in an organization the management account's, which no StackSet reaches.
resource "aws_cloudformation_stack" "this" {
  count        = local.organization && local.call_as == "DELEGATED_ADMIN" ? 0 : 1
  name         = local.organization ? "IamUserMfaManagement" : "IamUserMfa"
  template_url = local.url
  parameters   = local.parameters
  capabilities = ["CAPABILITY_NAMED_IAM"]
  tags         = var.tags
  depends_on   = [aws_s3_object.template]
}

resource "aws_cloudformation_stack_set" "members" {
  count            = local.organization ? 1 : 0
  name             = "iam-user-mfa-members"
  description      = "The functions, roles and alarms of iam-user-mfa in each account."
  permission_model = "SERVICE_MANAGED"
  call_as          = local.call_as
  template_url     = local.url
  parameters       = local.parameters
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  tags             = var.tags
  depends_on       = [aws_s3_object.template]
  auto_deployment {
    enabled                          = var.auto_deployment
    retain_stacks_on_account_removal = false
  }
  managed_execution {
    active = true
  }
  # Over its tolerance CloudFormation takes back all that went well; doctor names what failed.
  operation_preferences {
    concurrency_mode             = "SOFT_FAILURE_TOLERANCE"
    max_concurrent_percentage    = 10
    failure_tolerance_percentage = 100
  }
  timeouts {
    update = "8h"
  }
}

resource "aws_cloudformation_stack_instances" "members" {
  count          = local.organization ? 1 : 0
  stack_set_name = aws_cloudformation_stack_set.members[0].name
  call_as        = local.call_as
  regions        = [local.region]
  deployment_targets {
    organizational_unit_ids = var.organizational_unit_ids
    accounts                = length(var.member_excluded_accounts) == 0 ? null : var.member_excluded_accounts
    account_filter_type     = length(var.member_excluded_accounts) == 0 ? null : "DIFFERENCE"
  }
  operation_preferences {
    concurrency_mode             = "SOFT_FAILURE_TOLERANCE"
    max_concurrent_percentage    = 10
    failure_tolerance_percentage = 100
  }
  timeouts {
    create = "8h"
    update = "8h"
    delete = "8h"
  }
}

# Fails where the function is not there, so it comes last.
resource "aws_config_organization_conformance_pack" "pack" {
  # Nested, as a module that waits for something does not know the partition yet.
  count             = !local.organization ? 0 : local.in_pack ? 1 : local.root_rules ? 1 : 0
  name              = var.pack_name
  excluded_accounts = var.excluded_accounts
  template_body     = yamlencode({ for section, body in merge(local.pack, { Resources = local.pack_resources }) : section => body if section == "Resources" || local.in_pack })
  dynamic "input_parameter" {
    for_each = { for name in local.in_pack ? keys(local.pack.Parameters) : [] : name => local.parameters[name] if local.parameters[name] != "" }
    content {
      parameter_name  = input_parameter.key
      parameter_value = input_parameter.value
    }
  }
  timeouts {
    create = "8h"
    update = "8h"
    delete = "8h"
  }
  depends_on = [aws_cloudformation_stack.this, aws_cloudformation_stack_instances.members]
}

output "stack" {
  description = "The outputs of the stack: names of the function and of its log group."
  value       = one(aws_cloudformation_stack.this[*].outputs)
}
