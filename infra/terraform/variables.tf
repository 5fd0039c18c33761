# Written by `npm run docs` from the tables of options and of rule parameters.
locals {
  organization = length(var.organizational_unit_ids) > 0
  iam_regions  = ["us-east-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "eusc-de-east-1"]
  # The parameters of the template, as texts.
  parameters = { for name, text in {
    RequiredMfa               = var.required_mfa
    GracePeriodHours          = tostring(var.grace_period_hours)
    ExemptTagKey              = var.exempt_tag_key
    MaxExemptDays             = tostring(var.max_exempt_days)
    ExemptPaths               = join(",", var.exempt_paths)
    ExemptUserNames           = join(",", var.exempt_user_names)
    OwnerTagKey               = var.owner_tag_key
    RankPrivileges            = tostring(var.rank_privileges)
    MaximumExecutionFrequency = var.maximum_execution_frequency
    Reevaluation              = tostring(var.reevaluation)
    NotificationEmail         = var.notification_email
    NotificationTopicArn      = var.notification_topic_arn
    ComplianceNotice          = tostring(var.compliance_notice)
    SecurityHubFindings       = tostring(var.security_hub_findings)
    SecurityHubInsight        = tostring(var.security_hub_insight)
    CriticalFindingNotice     = tostring(var.critical_finding_notice)
    Remediation               = var.remediation
    RemediationAction         = var.remediation_action
    RemoveConsoleAccess       = tostring(var.remove_console_access)
    AllowFirstPasswordChange  = tostring(var.allow_first_password_change)
    AuditRetentionDays        = tostring(var.audit_retention_days)
    Alarms                    = var.alarms
    Metrics                   = var.metrics
    Dashboard                 = tostring(var.dashboard)
    SavedQuery                = tostring(var.saved_query)
    MemoryMiB                 = tostring(var.memory_mib)
    TimeoutSeconds            = tostring(var.timeout_seconds)
    ReservedConcurrency       = var.reserved_concurrency == null ? "" : tostring(var.reserved_concurrency)
    PermissionsBoundary       = replace(var.permissions_boundary, "/^/(.)/", "$1")
    RolePath                  = var.role_path
    KmsKeyArn                 = var.kms_key_arn
    Architecture              = var.architecture
    Runtime                   = var.runtime
    LogRetentionDays          = tostring(var.log_retention_days)
    AllowAnyRegion            = tostring(var.allow_any_region)
    RuleIn                    = var.rule_in
  } : name => text if !contains(local.organization ? ["NotificationEmail", "ComplianceNotice", "SecurityHubInsight", "CriticalFindingNotice", "Dashboard", "SavedQuery"] : ["RuleIn"], name) }
  # Values that each variable allows and all of them together do not.
  contradictions = compact([
    (local.organization && var.notification_email != "") ? "notification_email: got ${jsonencode(var.notification_email)}, allowed: notification_topic_arn, one topic for all accounts." : "",
    (local.organization && var.compliance_notice) ? "compliance_notice: got ${jsonencode(var.compliance_notice)}, allowed: false in an organization: iam-user-mfa org-report and the aggregator show who has no MFA." : "",
    (local.organization && var.security_hub_insight) ? "security_hub_insight: got ${jsonencode(var.security_hub_insight)}, allowed: not in an organization: an insight would fail where Security Hub is off." : "",
    (local.organization && var.critical_finding_notice) ? "critical_finding_notice: got ${jsonencode(var.critical_finding_notice)}, allowed: not in an organization: each account would need a topic of its own." : "",
    (local.organization && var.saved_query) ? "saved_query: got ${jsonencode(var.saved_query)}, allowed: false in an organization: the module makes no aggregator to ask." : "",
    (!local.organization && var.rule_in != "conformance-pack") ? "rule_in: got ${jsonencode(var.rule_in)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && var.deploy_from != "management-account") ? "deploy_from: got ${jsonencode(var.deploy_from)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && var.management_account_id != "") ? "management_account_id: got ${jsonencode(var.management_account_id)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && !var.auto_deployment) ? "auto_deployment: got ${jsonencode(var.auto_deployment)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && join(",", var.member_excluded_accounts) != "") ? "member_excluded_accounts: got ${jsonencode(var.member_excluded_accounts)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && join(",", var.excluded_accounts) != "") ? "excluded_accounts: got ${jsonencode(var.excluded_accounts)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && var.pack_name != "iam-user-mfa") ? "pack_name: got ${jsonencode(var.pack_name)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && var.root_hardware_mfa) ? "root_hardware_mfa: got ${jsonencode(var.root_hardware_mfa)}, allowed: only with organizational_unit_ids." : "",
    (!local.organization && var.alarms == "all") ? "alarms: got ${jsonencode(var.alarms)}, allowed: true or false." : "",
    (var.notification_topic_arn != "" && var.notification_email != "") ? "notification_topic_arn: got ${jsonencode(var.notification_topic_arn)}, allowed: only without notification_email, one of the two." : "",
    (var.compliance_notice && !(var.notification_email != "" || var.notification_topic_arn != "")) ? "compliance_notice: got ${jsonencode(var.compliance_notice)}, allowed: only with notification_email or notification_topic_arn, which say where notices go." : "",
    (var.security_hub_insight && !var.security_hub_findings) ? "security_hub_insight: got ${jsonencode(var.security_hub_insight)}, allowed: only with security_hub_findings, it has no effect otherwise." : "",
    (var.critical_finding_notice && !var.security_hub_findings) ? "critical_finding_notice: got ${jsonencode(var.critical_finding_notice)}, allowed: only with security_hub_findings, it has no effect otherwise." : "",
    (var.critical_finding_notice && !var.rank_privileges) ? "critical_finding_notice: got ${jsonencode(var.critical_finding_notice)}, allowed: only with rank_privileges, which alone makes a finding critical, it has no effect otherwise." : "",
    (var.critical_finding_notice && !(var.notification_email != "" || var.notification_topic_arn != "")) ? "critical_finding_notice: got ${jsonencode(var.critical_finding_notice)}, allowed: only with notification_email or notification_topic_arn, it has no effect otherwise." : "",
    (var.critical_finding_notice && var.compliance_notice) ? "critical_finding_notice: got ${jsonencode(var.critical_finding_notice)}, allowed: only without compliance_notice, which tells of the same users." : "",
    (var.remediation_action != "require-mfa" && var.remediation == "off") ? "remediation_action: got ${jsonencode(var.remediation_action)} beside remediation ${jsonencode(var.remediation)}, allowed: only with remediation manual or automatic, it has no effect otherwise." : "",
    (var.remove_console_access && var.remediation == "off") ? "remove_console_access: got ${jsonencode(var.remove_console_access)} beside remediation ${jsonencode(var.remediation)}, allowed: only with remediation manual or automatic, it has no effect otherwise." : "",
    (var.allow_first_password_change && var.remediation == "off") ? "allow_first_password_change: got ${jsonencode(var.allow_first_password_change)} beside remediation ${jsonencode(var.remediation)}, allowed: only with remediation manual or automatic, it has no effect otherwise." : "",
    (var.audit_retention_days != 400 && var.remediation == "off") ? "audit_retention_days: got ${jsonencode(var.audit_retention_days)} beside remediation ${jsonencode(var.remediation)}, allowed: only with remediation manual or automatic, it has no effect otherwise." : "",
    (var.remediation_action == "remove-console-access" && var.remediation == "automatic") ? "remediation_action: got ${jsonencode(var.remediation_action)} beside remediation ${jsonencode(var.remediation)}, allowed: require-mfa, the one step that can be undone." : "",
    ((var.remediation != "off" && var.remediation_action == "remove-console-access") && !var.remove_console_access) ? "remove_console_access: got ${jsonencode(var.remove_console_access)}, allowed: true with remediation_action \"remove-console-access\"." : "",
    (var.max_exempt_days != 366 && var.exempt_tag_key == "") ? "max_exempt_days: got ${jsonencode(var.max_exempt_days)}, allowed: only with exempt_tag_key, it has no effect otherwise." : "",
    (!local.organization && var.notification_email != "" && !(var.alarms != "false" || var.compliance_notice || var.critical_finding_notice)) ? "notification_email: got ${jsonencode(var.notification_email)}, allowed: only with alarms or a notice, it has no effect otherwise." : "",
    (!local.organization && var.notification_topic_arn != "" && !(var.alarms != "false" || var.compliance_notice || var.critical_finding_notice)) ? "notification_topic_arn: got ${jsonencode(var.notification_topic_arn)}, allowed: only with alarms or a notice, it has no effect otherwise." : "",
    (local.organization && var.notification_topic_arn != "" && !(var.alarms != "false" || var.compliance_notice || var.critical_finding_notice)) ? "notification_topic_arn: got ${jsonencode(var.notification_topic_arn)}, allowed: only with alarms or a report, it has no effect otherwise." : "",
    (local.organization && join(",", var.member_excluded_accounts) != "" && var.auto_deployment) ? "member_excluded_accounts: got ${jsonencode(var.member_excluded_accounts)}, allowed: only with auto_deployment=false, because automatic deployment ignores it; leave accounts out by their OU (organizational_unit_ids)." : "",
    (local.organization && var.management_account_id != "" && !(var.deploy_from == "delegated-administrator" || (var.remediation != "off" && var.rule_in == "conformance-pack"))) ? "management_account_id: got ${jsonencode(var.management_account_id)}, allowed: only with deploy_from=delegated-administrator, or with remediation in a conformance pack, it has no effect otherwise." : "",
    (local.organization && (var.remediation != "off" && var.rule_in == "conformance-pack" && var.deploy_from == "delegated-administrator") && var.management_account_id == "") ? "management_account_id: got ${jsonencode(var.management_account_id)}, allowed: the management account's id, which Config replaces by each member's in the remediation of a conformance pack." : "",
    (local.organization && var.alarms == "all" && var.notification_topic_arn == "") ? "alarms: got ${jsonencode(var.alarms)}, allowed: only with notification_topic_arn in an organization: an alarm that nobody hears costs as much." : "",
  ])
}

variable "required_mfa" {
  description = "Which MFA devices are enough."
  type        = string
  default     = "any"
  nullable    = false
  validation {
    condition     = contains(["any", "has-phishing-resistant", "only-phishing-resistant"], var.required_mfa)
    error_message = "required_mfa: got ${jsonencode(var.required_mfa)}, allowed: one of any, has-phishing-resistant, only-phishing-resistant."
  }
}

variable "grace_period_hours" {
  description = "Hours after the console password was made in which a user without sufficient MFA is not flagged."
  type        = number
  default     = 0
  nullable    = false
  validation {
    condition     = var.grace_period_hours >= 0 && var.grace_period_hours <= 720 && floor(var.grace_period_hours) == var.grace_period_hours
    error_message = "grace_period_hours: got ${jsonencode(var.grace_period_hours)}, allowed: a whole number 0..720."
  }
}

variable "exempt_tag_key" {
  description = "The user tag whose value \"YYYY-MM-DD reason\" exempts the user through that day (UTC)."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([A-Za-z0-9_.:/=+@-][A-Za-z0-9 _.:/=+@-]{0,127})?$", var.exempt_tag_key))
    error_message = "exempt_tag_key: got ${jsonencode(var.exempt_tag_key)}, allowed: a tag key of 1..128 ASCII letters, digits, spaces and _ . : / = + - @."
  }
}

variable "max_exempt_days" {
  description = "How many days ahead an exemption tag may reach; a later date exempts no user."
  type        = number
  default     = 366
  nullable    = false
  validation {
    condition     = var.max_exempt_days >= 1 && var.max_exempt_days <= 3650 && floor(var.max_exempt_days) == var.max_exempt_days
    error_message = "max_exempt_days: got ${jsonencode(var.max_exempt_days)}, allowed: a whole number 1..3650."
  }
}

variable "exempt_paths" {
  description = "Users under these IAM paths are exempt; whole segments, with case."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = can(regex("^( */[!-+.-~-]+/ *(, */[!-+.-~-]+/ *)*)?$", join(",", var.exempt_paths))) && length(join(",", var.exempt_paths)) <= 288
    error_message = "exempt_paths: got ${jsonencode(var.exempt_paths)}, allowed: comma-separated IAM path prefixes, each starting and ending with a slash, like /service/; at most 288 characters in all."
  }
}

variable "exempt_user_names" {
  description = "These users are exempt; names compare with case."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = can(regex("^( *[A-Za-z0-9_+=.@-]{1,64} *(, *[A-Za-z0-9_+=.@-]{1,64} *)*)?$", join(",", var.exempt_user_names))) && length(join(",", var.exempt_user_names)) <= 288
    error_message = "exempt_user_names: got ${jsonencode(var.exempt_user_names)}, allowed: comma-separated user names of 1..64 letters, digits and _ + = . @ -; at most 288 characters in all."
  }
}

variable "owner_tag_key" {
  description = "The user tag whose value names who is to act; it is shown and decides nothing."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([A-Za-z0-9_.:/=+@-][A-Za-z0-9 _.:/=+@-]{0,127})?$", var.owner_tag_key))
    error_message = "owner_tag_key: got ${jsonencode(var.owner_tag_key)}, allowed: a tag key of 1..128 ASCII letters, digits, spaces and _ . : / = + - @."
  }
}

variable "rank_privileges" {
  description = "Whether scans read what each user may do and show administrators; it decides nothing."
  type        = bool
  default     = false
  nullable    = false
}

variable "maximum_execution_frequency" {
  description = "How often all users are scanned: One_Hour, Three_Hours, Six_Hours, Twelve_Hours or TwentyFour_Hours."
  type        = string
  default     = "Six_Hours"
  nullable    = false
  validation {
    condition     = contains(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"], var.maximum_execution_frequency)
    error_message = "maximum_execution_frequency: got ${jsonencode(var.maximum_execution_frequency)}, allowed: one of One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours."
  }
}

variable "reevaluation" {
  description = "Starts the rule within minutes of IAM activity that would change a result. Needs a CloudTrail trail with management write events."
  type        = bool
  default     = true
  nullable    = false
}

variable "notification_email" {
  description = "An e-mail address that gets alarms and notices by a new, encrypted SNS topic; the owner has to confirm the subscription."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([^\\s@,]+@[^\\s@,]+)?$", var.notification_email))
    error_message = "notification_email: got ${jsonencode(var.notification_email)}, allowed: an e-mail address."
  }
}

variable "notification_topic_arn" {
  description = "An existing SNS topic for alarms and notices instead; its policy and its key must allow CloudWatch and EventBridge to publish."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^(arn:(?:aws:sns:(?:[abd-z][a-z]|c[a-mo-z])-(?:central|(?:north|south)(?:east|west)?|east|west)-[0-9]|aws-cn:sns:cn-[a-z]+-[0-9]|aws-us-gov:sns:us-gov-[a-z]+-[0-9]|aws-eusc:sns:eusc-[a-z]+-[a-z]+-[0-9]|aws-iso(?:-[bef])?:sns:(?:us|eu)-iso[bef]?-[a-z]+-[0-9]):\\d{12}:[A-Za-z0-9_-]{1,256})?$", var.notification_topic_arn))
    error_message = "notification_topic_arn: got ${jsonencode(var.notification_topic_arn)}, allowed: the ARN of an SNS topic."
  }
}

variable "compliance_notice" {
  description = "Notices to the topic, in words, of users who become NON_COMPLIANT and who no longer are."
  type        = bool
  default     = false
  nullable    = false
}

variable "security_hub_findings" {
  description = "The rule sends findings of its own to Security Hub CSPM, with severity, owner and control ids; it opens and closes them. Security Hub CSPM has to be on, or each run warns."
  type        = bool
  default     = false
  nullable    = false
}

variable "security_hub_insight" {
  description = "A Security Hub insight that counts the users without MFA by account. The deployment fails where Security Hub CSPM is off."
  type        = bool
  default     = false
  nullable    = false
}

variable "critical_finding_notice" {
  description = "A notice to the topic when a finding about an administrator opens in Security Hub CSPM; needs security_hub_findings, rank_privileges and a topic."
  type        = bool
  default     = false
  nullable    = false
}

variable "remediation" {
  description = "off; manual: a person starts the remediation in the AWS Config console; automatic: Config starts it for every NON_COMPLIANT user. It evaluates the user again first and never touches exempt users or users in grace."
  type        = string
  default     = "off"
  nullable    = false
  validation {
    condition     = contains(["off", "manual", "automatic"], var.remediation)
    error_message = "remediation: got ${jsonencode(var.remediation)}, allowed: one of off, manual, automatic."
  }
}

variable "remediation_action" {
  description = "The action of remediation: require-mfa, which can be undone, or remove-console-access, which deletes the login profile and can only be manual."
  type        = string
  default     = "require-mfa"
  nullable    = false
  validation {
    condition     = contains(["require-mfa", "remove-console-access"], var.remediation_action)
    error_message = "remediation_action: got ${jsonencode(var.remediation_action)}, allowed: one of require-mfa, remove-console-access."
  }
}

variable "remove_console_access" {
  description = "Makes the runbook that deletes login profiles, with the permission for it."
  type        = bool
  default     = false
  nullable    = false
}

variable "allow_first_password_change" {
  description = "Users in the group of require-mfa whose password must be reset may change it before they have MFA; so may a thief who has the password."
  type        = bool
  default     = false
  nullable    = false
}

variable "audit_retention_days" {
  description = "How many days the log of remediation is kept. It is the audit trail and stays when the stack is deleted."
  type        = number
  default     = 400
  nullable    = false
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.audit_retention_days)
    error_message = "audit_retention_days: got ${jsonencode(var.audit_retention_days)}, allowed: one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "alarms" {
  description = "Alarms for when the rule cannot do its work. In an organization only where there is a topic: true means dead letters, failing functions and, where the rule is in the member stack, missing scans; all means every alarm of the account stack."
  type        = string
  default     = "true"
  nullable    = false
  validation {
    condition     = contains(["true", "false", "all"], var.alarms)
    error_message = "alarms: got ${jsonencode(var.alarms)}, allowed: one of true, false, all."
  }
}

variable "metrics" {
  description = "Custom metrics, which CloudWatch bills: scans, the one that the alarm on missing scans looks at, where there is that alarm; all, with people, calls and times; none."
  type        = string
  default     = "scans"
  nullable    = false
  validation {
    condition     = contains(["scans", "all", "none"], var.metrics)
    error_message = "metrics: got ${jsonencode(var.metrics)}, allowed: one of scans, all, none."
  }
}

variable "dashboard" {
  description = "A CloudWatch dashboard: run time, failures and dead letters; with metrics=all console users without MFA over time and calls, too."
  type        = bool
  default     = true
  nullable    = false
}

variable "saved_query" {
  description = "A saved advanced query in the AWS Config console that lists the users without MFA; it finds them only where the recorder records AWS::Config::ResourceCompliance."
  type        = bool
  default     = false
  nullable    = false
}

variable "memory_mib" {
  description = "The memory of the functions in MiB, 128..10240."
  type        = number
  default     = 512
  nullable    = false
  validation {
    condition     = var.memory_mib >= 128 && var.memory_mib <= 10240 && floor(var.memory_mib) == var.memory_mib
    error_message = "memory_mib: got ${jsonencode(var.memory_mib)}, allowed: a whole number 128..10240."
  }
}

variable "timeout_seconds" {
  description = "How long one scan may take, 30..900 seconds; users not read by then are reported as unreadable."
  type        = number
  default     = 900
  nullable    = false
  validation {
    condition     = var.timeout_seconds >= 30 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds: got ${jsonencode(var.timeout_seconds)}, allowed: a whole number 30..900."
  }
}

variable "reserved_concurrency" {
  description = "How many runs of the rule there may be at a time, 1..1000, taken from what the account has; making the rule may start one for each recorded user."
  type        = number
  default     = null
  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 1 && var.reserved_concurrency <= 1000 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency: got ${jsonencode(var.reserved_concurrency)}, allowed: a whole number 1..1000."
  }
}

variable "permissions_boundary" {
  description = "The managed policy that bounds every role, by its name with path; each account has to have it."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^((?:[A-Za-z0-9_+=.@-]+/)*[A-Za-z0-9_+=.@-]{1,128})?$", replace(var.permissions_boundary, "/^/(.)/", "$1")))
    error_message = "permissions_boundary: got ${jsonencode(var.permissions_boundary)}, allowed: the name of a managed policy, with its path, like company/Boundary."
  }
}

variable "role_path" {
  description = "The path of every role."
  type        = string
  default     = "/"
  nullable    = false
  validation {
    condition     = can(regex("^(/(?:[A-Za-z0-9_-]{1,50}/){0,10})$", var.role_path))
    error_message = "role_path: got ${jsonencode(var.role_path)}, allowed: a path of IAM that begins and ends with a slash, like /security/, with at most 10 parts of 50 characters."
  }
}

variable "kms_key_arn" {
  description = "The key that encrypts logs, queues and reports; its policy has to let logs, events, sqs and cloudwatch of each account use it."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^(arn:(?:aws:kms:(?:[abd-z][a-z]|c[a-mo-z])-(?:central|(?:north|south)(?:east|west)?|east|west)-[0-9]|aws-cn:kms:cn-[a-z]+-[0-9]|aws-us-gov:kms:us-gov-[a-z]+-[0-9]|aws-eusc:kms:eusc-[a-z]+-[a-z]+-[0-9]|aws-iso(?:-[bef])?:kms:(?:us|eu)-iso[bef]?-[a-z]+-[0-9]):\\d{12}:key/[A-Za-z0-9-]{1,64})?$", var.kms_key_arn))
    error_message = "kms_key_arn: got ${jsonencode(var.kms_key_arn)}, allowed: the ARN of a KMS key, not of an alias."
  }
}

variable "architecture" {
  description = "The instruction set of the functions: arm64 or x86_64."
  type        = string
  default     = "arm64"
  nullable    = false
  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture: got ${jsonencode(var.architecture)}, allowed: one of arm64, x86_64."
  }
}

variable "runtime" {
  description = "The runtime of the functions: nodejs24.x or nodejs22.x. It brings the AWS SDK, which is not in the bundle."
  type        = string
  default     = "nodejs24.x"
  nullable    = false
  validation {
    condition     = contains(["nodejs22.x", "nodejs24.x"], var.runtime)
    error_message = "runtime: got ${jsonencode(var.runtime)}, allowed: one of nodejs22.x, nodejs24.x."
  }
}

variable "log_retention_days" {
  description = "How many days the logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, ... 3653."
  type        = number
  default     = 90
  nullable    = false
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: got ${jsonencode(var.log_retention_days)}, allowed: one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "allow_any_region" {
  description = "Allows a deployment outside the partition's IAM region: scheduled scans only, as IAM's events are not seen there."
  type        = bool
  default     = false
  nullable    = false
}

variable "rule_in" {
  description = "The place of the rule: in the organization's conformance pack, or in the member-stack, with the pack holding the root rules only."
  type        = string
  default     = "conformance-pack"
  nullable    = false
  validation {
    condition     = contains(["conformance-pack", "member-stack"], var.rule_in)
    error_message = "rule_in: got ${jsonencode(var.rule_in)}, allowed: one of conformance-pack, member-stack."
  }
}

variable "organizational_unit_ids" {
  description = "The organizational units (ou-abcd-11111111) or the root (r-abcd) whose accounts get the member stack, comma-separated in the context."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = length(var.organizational_unit_ids) <= 1000 && alltrue([for one in var.organizational_unit_ids : can(regex("^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$", one))])
    error_message = "organizational_unit_ids: got ${jsonencode(var.organizational_unit_ids)}, allowed: comma-separated ids of organizational units (ou-abcd-11111111) or of the root (r-abcd)."
  }
}

variable "deploy_from" {
  description = "The account that deploys the stacks: management-account, or delegated-administrator (then without IamUserMfaManagement)."
  type        = string
  default     = "management-account"
  nullable    = false
  validation {
    condition     = contains(["management-account", "delegated-administrator"], var.deploy_from)
    error_message = "deploy_from: got ${jsonencode(var.deploy_from)}, allowed: one of management-account, delegated-administrator."
  }
}

variable "management_account_id" {
  description = "The management account's id, which the pack's remediation names and Config replaces by each member's; a delegated administrator has to name it."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^(\\d{12})?$", var.management_account_id))
    error_message = "management_account_id: got ${jsonencode(var.management_account_id)}, allowed: an account id of 12 digits."
  }
}

variable "auto_deployment" {
  description = "Accounts that join the organizational units later get the member stack by themselves."
  type        = bool
  default     = true
  nullable    = false
}

variable "member_excluded_accounts" {
  description = "Accounts below the organizational units that get no member stack; only with auto_deployment=false, as automatic deployment ignores it."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = length(var.member_excluded_accounts) <= 1000 && alltrue([for one in var.member_excluded_accounts : can(regex("^\\d{12}$", one))])
    error_message = "member_excluded_accounts: got ${jsonencode(var.member_excluded_accounts)}, allowed: at most 1000 comma-separated account ids of 12 digits."
  }
}

variable "excluded_accounts" {
  description = "Accounts that the conformance pack leaves out, 1,000 at most."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = length(var.excluded_accounts) <= 1000 && alltrue([for one in var.excluded_accounts : can(regex("^\\d{12}$", one))])
    error_message = "excluded_accounts: got ${jsonencode(var.excluded_accounts)}, allowed: at most 1000 comma-separated account ids of 12 digits."
  }
}

variable "pack_name" {
  description = "The name of the conformance pack."
  type        = string
  default     = "iam-user-mfa"
  nullable    = false
  validation {
    condition     = can(regex("^([a-zA-Z][-a-zA-Z0-9]{0,127})$", var.pack_name))
    error_message = "pack_name: got ${jsonencode(var.pack_name)}, allowed: a letter, then letters, digits and hyphens, at most 128 in all."
  }
}

variable "root_hardware_mfa" {
  description = "The pack also checks that the root user's MFA is a hardware device (root-account-hardware-mfa-enabled)."
  type        = bool
  default     = false
  nullable    = false
}
