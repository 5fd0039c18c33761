package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (p *provider) UpgradeResourceState(_ context.Context, request *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	kind := p.resources[request.TypeName].objectsType
	value, err := request.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// Nothing changes outside of Terraform here.
func (p *provider) ReadResource(_ context.Context, request *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}, nil
}

func (p *provider) PlanResourceChange(_ context.Context, request *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	response := &tfprotov6.PlanResourceChangeResponse{PlannedState: request.ProposedNewState}
	if gone, err := request.ProposedNewState.IsNull(); gone || err != nil {
		return response, err
	}
	kind := p.resources[request.TypeName]
	prior, err := read(request.PriorState, kind.objectsType)
	if err != nil {
		return nil, err
	}
	planned, err := read(request.ProposedNewState, kind.objectsType)
	if err != nil {
		return nil, err
	}
	config, err := read(request.Config, kind.objectsType)
	if err != nil {
		return nil, err
	}
	isNew := len(prior) == 0
	for name, one := range kind.fields {
		if one.attribute.Computed && config[name].IsNull() && (isNew || one.initial != "") {
			planned[name] = one.unset()
		}
		if one.replaces && !isNew && !planned[name].Equal(prior[name]) {
			response.RequiresReplace = append(response.RequiresReplace, tftypes.NewAttributePath().WithAttributeName(name))
		}
	}
	if _, has := kind.fields["tags_all"]; has {
		planned["tags_all"] = p.allTags(config["tags"])
	}
	response.PlannedState, err = write(kind.objectsType, planned)
	return response, err
}

func (f field) unset() tftypes.Value {
	switch {
	case f.initial == "":
		return unknown(f.attribute.ValueType())
	case f.form == "number":
		number, _ := strconv.Atoi(f.initial)
		return tftypes.NewValue(tftypes.Number, number)
	case f.form == "bool":
		return tftypes.NewValue(tftypes.Bool, f.initial == "true")
	}
	return ofText(f.initial)
}

func (p *provider) allTags(own tftypes.Value) tftypes.Value {
	if !own.IsKnown() {
		return unknown(types["map"])
	}
	all := map[string]tftypes.Value{}
	for _, tags := range []map[string]tftypes.Value{p.defaultTags, object(own)} {
		for key, value := range tags {
			all[key] = value
		}
	}
	return tftypes.NewValue(types["map"], all)
}

func (p *provider) ApplyResourceChange(_ context.Context, request *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if gone, err := request.PlannedState.IsNull(); gone || err != nil {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: request.PlannedState}, err
	}
	kind := p.resources[request.TypeName]
	values, err := read(request.PlannedState, kind.objectsType)
	if err != nil {
		return nil, err
	}
	if problem := unapplied(kind, values); problem != "" {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: request.PriorState, Diagnostics: []*tfprotov6.Diagnostic{
			{Severity: tfprotov6.DiagnosticSeverityError, Summary: problem}}}, nil
	}
	if _, has := values["tags_all"]; has {
		values["tags_all"] = p.allTags(values["tags"])
	}
	name := p.fill(request.TypeName, kind, values)
	if value, has := values["id"]; has && !value.IsKnown() {
		// Of a user and a group the id is the name; of others it says in which account they are.
		if !strings.HasPrefix(name, "arn:") && !strings.HasSuffix(request.TypeName, "_user") && !strings.HasSuffix(request.TypeName, "_group") {
			name = p.account + ":" + name
		}
		values["id"] = ofText(name)
	}
	state, err := write(kind.objectsType, values)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state}, err
}

// By apply the arguments are known, so the rules for their text hold again.
func unapplied(kind table, values map[string]tftypes.Value) string {
	for name, one := range kind.fields {
		if one.form == "arn" && !values[name].IsNull() && values[name].IsKnown() && !strings.HasPrefix(text(values[name]), "arn:") {
			return name + " is no ARN"
		}
	}
	return ""
}

// fill gives what AWS would give, all but the id, and returns what the id is.
func (p *provider) fill(kind string, of table, values map[string]tftypes.Value) string {
	var name string
	for _, one := range []string{"name", "user_name", "group_name", "managed_policy_name", "virtual_mfa_device_name", "stack_name", "stack_set_name", "key", "bucket", "user"} {
		value, has := values[one]
		if !has || value.IsNull() {
			continue
		}
		if !value.IsKnown() && of.fields[one].attribute.Optional {
			values[one] = ofText(text(values["name_prefix"]) + "made-by-apply")
		}
		if name = text(values[one]); name != "" {
			break
		}
	}
	resource := strings.NewReplacer("aws_iam_", "", "awscc_iam_", "", "managed_", "", "virtual_mfa_device", "mfa").Replace(kind)
	arn := fmt.Sprintf("arn:aws:iam::%s:%s%s%s", p.account, resource, text(values["path"]), name)
	for attribute, one := range of.fields {
		if values[attribute].IsKnown() || attribute == "id" {
			continue
		}
		switch {
		case attribute == "arn" || attribute == "policy_arn":
			values[attribute] = ofText(arn)
		case attribute == "user_name" && resource == "mfa":
			// Somebody enables the device by hand: the user of its name.
			values[attribute] = ofText(name)
		case attribute == "password":
			values[attribute] = ofText("made by apply")
		case attribute == "unique_id" || attribute == "policy_id":
			values[attribute] = ofText("id-of-" + name)
		default:
			values[attribute] = tftypes.NewValue(one.attribute.ValueType(), nil)
		}
	}
	if resource == "policy" || resource == "mfa" {
		return arn
	}
	return name
}

func (p *provider) ImportResourceState(_ context.Context, request *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return nil, fmt.Errorf("%s cannot be imported from an account that is none", request.TypeName)
}
