package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Policies that are in the account already.
var existing = map[string]string{
	"arn:aws:iam::aws:policy/ReadOnlyAccess": `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}`,
	"arn:aws:iam::111122223333:policy/existing-require-mfa": `{"Version":"2012-10-17","Statement":{"Effect":"Deny",` +
		`"NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:ListMFADevices"],"Resource":"*",` +
		`"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}}`,
}

func (p *provider) ReadDataSource(_ context.Context, request *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	kind := p.data[request.TypeName]
	values, err := read(request.Config, kind.objectsType)
	if err != nil {
		return nil, err
	}
	set := func(words ...string) {
		for i := 0; i < len(words); i += 2 {
			values[words[i]] = ofText(words[i+1])
		}
	}
	arn := func(rest string) string { return fmt.Sprintf("arn:aws:iam::%s:%s", p.account, rest) }
	switch request.TypeName {
	case "aws_caller_identity":
		set("account_id", p.account, "arn", arn("root"), "user_id", p.account, "id", p.account)
	case "aws_region":
		set("region", p.region, "name", p.region, "id", p.region)
	case "aws_partition":
		partition, suffix := "aws", "amazonaws.com"
		if strings.HasPrefix(p.region, "cn-") {
			partition, suffix = "aws-cn", "amazonaws.com.cn"
		} else if strings.HasPrefix(p.region, "us-gov-") {
			partition = "aws-us-gov"
		}
		set("partition", partition, "dns_suffix", suffix, "id", partition)
	case "aws_iam_user":
		name := text(values["user_name"])
		set("path", "/", "arn", arn("user/"+name), "user_id", "id-of-"+name, "permissions_boundary", "", "id", name)
	case "aws_iam_group":
		name := text(values["group_name"])
		set("path", "/", "arn", arn("group/"+name), "group_id", "id-of-"+name, "id", name)
	case "aws_iam_policy":
		found := ""
		for one := range existing {
			if one == text(values["arn"]) || strings.HasSuffix(one, "/"+text(values["name"])) {
				found = one
			}
		}
		if found == "" {
			return &tfprotov6.ReadDataSourceResponse{Diagnostics: []*tfprotov6.Diagnostic{
				{Severity: tfprotov6.DiagnosticSeverityError, Summary: "No IAM policy of that name or ARN"}}}, nil
		}
		set("arn", found, "name", found[strings.LastIndex(found, "/")+1:], "policy", existing[found], "path", "/", "policy_id", "id", "id", found)
	case "aws_iam_policy_document":
		document, err := render(values)
		if err != nil {
			return nil, err
		}
		if values["version"].IsNull() {
			set("version", "2012-10-17")
		}
		set("json", document, "minified_json", document, "id", "document")
	}
	state, err := write(kind.objectsType, values)
	return &tfprotov6.ReadDataSourceResponse{State: state}, err
}

// Statements of sources come first; a statement that overrides takes the place of the one of its Sid.
func render(values map[string]tftypes.Value) (string, error) {
	var all []map[string]any
	add := func(statement map[string]any, overrides bool) {
		for i, one := range all {
			if overrides && statement["Sid"] != nil && one["Sid"] == statement["Sid"] {
				all[i] = statement
				return
			}
		}
		all = append(all, statement)
	}
	parse := func(documents tftypes.Value, overrides bool) error {
		for _, document := range texts(documents) {
			var parsed struct{ Statement []map[string]any }
			if err := json.Unmarshal([]byte(document), &parsed); err != nil {
				return err
			}
			for _, statement := range parsed.Statement {
				add(statement, overrides)
			}
		}
		return nil
	}
	if err := parse(values["source_policy_documents"], false); err != nil {
		return "", err
	}
	for _, block := range elements(values["statement"]) {
		add(statementOf(object(block)), false)
	}
	if err := parse(values["override_policy_documents"], true); err != nil {
		return "", err
	}
	made, err := json.MarshalIndent(map[string]any{"Version": "2012-10-17", "Statement": all}, "", "  ")
	return string(made), err
}

func statementOf(block map[string]tftypes.Value) map[string]any {
	made := map[string]any{"Effect": "Allow"}
	if effect := text(block["effect"]); effect != "" {
		made["Effect"] = effect
	}
	if sid := text(block["sid"]); sid != "" {
		made["Sid"] = sid
	}
	for name, element := range map[string]string{"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"} {
		if list := texts(block[name]); len(list) == 1 {
			made[element] = list[0]
		} else if len(list) > 1 {
			made[element] = list
		}
	}
	conditions := map[string]map[string]any{}
	for _, one := range elements(block["condition"]) {
		condition := object(one)
		test := text(condition["test"])
		if conditions[test] == nil {
			conditions[test] = map[string]any{}
		}
		if list := texts(condition["values"]); len(list) == 1 {
			conditions[test][text(condition["variable"])] = list[0]
		} else {
			conditions[test][text(condition["variable"])] = list
		}
	}
	if len(conditions) > 0 {
		made["Condition"] = conditions
	}
	return made
}
