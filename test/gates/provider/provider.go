package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The embedded interface is nil: Terraform calls nothing else of a provider that offers resources and data sources alone.
type provider struct {
	tfprotov6.ProviderServer
	resources, data map[string]table
	account, region string
	defaultTags     map[string]tftypes.Value
}

func newProvider(name string) *provider {
	made := &provider{resources: map[string]table{}, data: map[string]table{}, account: "111122223333", region: "us-east-1"}
	for kind, text := range resourceTables {
		if strings.HasPrefix(kind, name+"_") {
			made.resources[kind] = newTable(text, resourceBlocks[kind]...)
		}
	}
	for kind, text := range dataTables {
		if !strings.HasPrefix(kind, name+"_") {
			continue
		}
		made.data[kind] = newTable(text)
		if kind == "aws_iam_policy_document" {
			made.data[kind] = newTable(text, statements...)
		}
	}
	return made
}

func schemas(tables map[string]table) map[string]*tfprotov6.Schema {
	made := map[string]*tfprotov6.Schema{}
	for kind, one := range tables {
		made[kind] = one.schema
	}
	return made
}

func (p *provider) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	return &tfprotov6.GetMetadataResponse{}, nil
}

func (p *provider) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider: configuration.schema, ResourceSchemas: schemas(p.resources), DataSourceSchemas: schemas(p.data),
	}, nil
}

func (p *provider) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (p *provider) ValidateProviderConfig(_ context.Context, request *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: request.Config}, nil
}

// The account is that of the role to assume, so that two configurations can be two accounts.
func (p *provider) ConfigureProvider(_ context.Context, request *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	config, err := read(request.Config, configuration.objectsType)
	if err != nil {
		return nil, err
	}
	for _, role := range elements(config["assume_role"]) {
		if parts := strings.Split(text(object(role)["role_arn"]), ":"); len(parts) > 4 {
			p.account = parts[4]
		}
	}
	if region := text(config["region"]); region != "" {
		p.region = region
	}
	for _, tags := range elements(config["default_tags"]) {
		p.defaultTags = object(object(tags)["tags"])
	}
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (p *provider) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (p *provider) ValidateResourceConfig(_ context.Context, request *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	problems, err := p.resources[request.TypeName].problems(request.Config)
	return &tfprotov6.ValidateResourceConfigResponse{Diagnostics: problems}, err
}

func (p *provider) ValidateDataResourceConfig(_ context.Context, request *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	problems, err := p.data[request.TypeName].problems(request.Config)
	return &tfprotov6.ValidateDataResourceConfigResponse{Diagnostics: problems}, err
}

// Unknown and missing arguments are Terraform's own to refuse, by the schema; the rest is refused here.
func (t table) problems(config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
	given, err := read(config, t.objectsType)
	if err != nil {
		return nil, err
	}
	var found []*tfprotov6.Diagnostic
	refuse := func(format string, words ...any) {
		found = append(found, &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: fmt.Sprintf(format, words...)})
	}
	count := func(names []string) (set int) {
		for _, name := range names {
			if !given[name].IsNull() {
				set++
			}
		}
		return set
	}
	for _, names := range t.notBoth {
		if count(names) > 1 {
			refuse("Conflicting arguments: only one of %s", strings.Join(names, ", "))
		}
	}
	for _, names := range t.atLeastOne {
		if count(names) == 0 {
			refuse("Missing argument: one of %s", strings.Join(names, ", "))
		}
	}
	for name, one := range t.fields {
		value := given[name]
		if value.IsNull() || !value.IsFullyKnown() {
			continue
		}
		if one.form == "json" && !json.Valid([]byte(text(value))) {
			refuse("%s is no JSON", name)
		}
		if one.form == "arn" && !strings.HasPrefix(text(value), "arn:") {
			refuse("%s is no ARN", name)
		}
	}
	return found, nil
}
