package main

import "github.com/hashicorp/terraform-plugin-go/tfprotov6"

// Attributes of one resource, in the words of fields.go: `name` is optional, `!` required, `^` replaces the resource, `~` is
// computed alone, `+` optional and else computed, `=value` a default; `:set`, `:list`, `:map`, `:bool`, `:number`, `:json`,
// `:arn` are its type. `a|b` as a word of its own: not both; `a/b/c`: at least one; `{name ...}` a list of objects.
const named = "name+^ name_prefix+^ name|name_prefix "
const tagged = "tags:map tags_all:map~ "

var resourceTables = map[string]string{
	"aws_iam_user":               tagged + "name! path=/ permissions_boundary:arn force_destroy:bool=false arn~ unique_id~ id~",
	"aws_iam_user_login_profile": "user!^ pgp_key^ password_reset_required:bool+^ password_length:number=20 password~ encrypted_password~ key_fingerprint~ id~",
	"aws_iam_access_key":         "user!^ pgp_key^ status=Active id~",
	"aws_iam_virtual_mfa_device": tagged + "virtual_mfa_device_name!^ path=/ arn~ user_name~ enable_date~ base_32_string_seed~ qr_code_png~ id~",
	"aws_iam_group":              "name! path=/ arn~ unique_id~ id~",
	"aws_iam_role":               named + tagged + "assume_role_policy:json! path=/ permissions_boundary:arn description arn~ unique_id~ id~",

	"aws_iam_group_membership":      "name!^ users:set! group!^ id~",
	"aws_iam_user_group_membership": "user!^ groups:set! id~",

	"aws_iam_policy":                  named + tagged + "policy:json! path=/ description^ arn~ policy_id~ attachment_count:number~ id~",
	"aws_iam_user_policy":             named + "user!^ policy:json! id~",
	"aws_iam_group_policy":            named + "group!^ policy:json! id~",
	"aws_iam_user_policy_attachment":  "user!^ policy_arn:arn!^ id~",
	"aws_iam_group_policy_attachment": "group!^ policy_arn:arn!^ id~",
	"aws_iam_role_policy_attachment":  "role!^ policy_arn:arn!^ id~",
	"aws_iam_policy_attachment":       "name!^ policy_arn:arn!^ users:set groups:set roles:set users/groups/roles id~",

	"aws_iam_user_policies_exclusive":            "user_name!^ policy_names:set!",
	"aws_iam_group_policies_exclusive":           "group_name!^ policy_names:set!",
	"aws_iam_user_policy_attachments_exclusive":  "user_name!^ policy_arns:set!",
	"aws_iam_group_policy_attachments_exclusive": "group_name!^ policy_arns:set!",

	"aws_cloudformation_stack":                 tagged + "name!^ template_body+ template_url template_body|template_url parameters:map+ capabilities:set outputs:map~ id~",
	"aws_cloudformation_stack_set":             tagged + "name!^ description template_body+ template_url template_body|template_url parameters:map capabilities:set permission_model call_as=SELF administration_role_arn:arn arn~ stack_set_id~ id~",
	"aws_cloudformation_stack_instances":       "stack_set_name!^ accounts:set+ regions:set+ call_as=SELF parameter_overrides:map retain_stacks:bool=false stack_set_id~ id~",
	"aws_cloudcontrolapi_resource":             "type_name!^ desired_state:json! properties~ id~",
	"aws_s3_bucket":                            tagged + "bucket+^ force_destroy:bool=false arn~ bucket_domain_name~ id~",
	"aws_s3_object":                            tagged + "bucket!^ key!^ content content_base64 source content|source|content_base64 content_type+ etag+ arn~ id~",
	"aws_config_organization_conformance_pack": "name!^ template_body template_s3_uri template_body|template_s3_uri delivery_s3_bucket delivery_s3_key_prefix excluded_accounts:set arn~ id~",

	"awscc_iam_user":                 "user_name+^ path=/ groups:list+ managed_policy_arns:list+ permissions_boundary:arn {login_profile?password!,password_reset_required:bool} {policies policy_name!,policy_document!} {tags key!,value!} arn~ id~",
	"awscc_iam_group":                "group_name+^ path=/ managed_policy_arns:list+ {policies policy_name!,policy_document!} arn~ id~",
	"awscc_iam_managed_policy":       "managed_policy_name+^ policy_document:json! path=/ users:list+ groups:list+ roles:list+ description policy_arn~ id~",
	"awscc_iam_user_policy":          "user_name!^ policy_name!^ policy_document:json id~",
	"awscc_iam_group_policy":         "group_name!^ policy_name!^ policy_document:json id~",
	"awscc_cloudformation_stack":     "stack_name!^ template_body+ template_url id~",
	"awscc_cloudformation_stack_set": "stack_set_name!^ permission_model! template_body+ template_url id~",
}

const preferences = "concurrency_mode failure_tolerance_count:number failure_tolerance_percentage:number max_concurrent_count:number max_concurrent_percentage:number region_concurrency_type region_order:list"

var resourceBlocks = map[string][]*tfprotov6.SchemaNestedBlock{
	"aws_cloudformation_stack_set": {
		nested("auto_deployment", listed, "enabled:bool retain_stacks_on_account_removal:bool"),
		nested("managed_execution", listed, "active:bool"),
		nested("operation_preferences", listed, preferences), timeouts},
	"aws_cloudformation_stack_instances": {
		nested("deployment_targets", listed, "organizational_unit_ids:set accounts:set accounts_url account_filter_type"),
		nested("operation_preferences", listed, preferences), timeouts},
	"aws_config_organization_conformance_pack": {
		nested("input_parameter", tfprotov6.SchemaNestedBlockNestingModeSet, "parameter_name! parameter_value!"), timeouts},
}

var dataTables = map[string]string{
	"aws_caller_identity":     "account_id~ arn~ user_id~ id~",
	"aws_region":              "region+ name~ description~ id~",
	"aws_partition":           "partition~ dns_suffix~ id~",
	"aws_iam_user":            "user_name! path~ arn~ user_id~ permissions_boundary~ id~",
	"aws_iam_group":           "group_name! path~ arn~ group_id~ id~",
	"aws_iam_policy":          "name+ arn+ path_prefix name|arn name/arn policy~ path~ policy_id~ id~",
	"aws_iam_policy_document": "policy_id version=2012-10-17 source_policy_documents:list override_policy_documents:list json~ minified_json~ id~",
}
