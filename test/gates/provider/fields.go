package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A field is one attribute of a table.
type field struct {
	attribute *tfprotov6.SchemaAttribute
	replaces  bool
	form      string
	initial   string
}

type table struct {
	fields      map[string]field
	notBoth     [][]string
	atLeastOne  [][]string
	schema      *tfprotov6.Schema
	objectsType tftypes.Type
}

var types = map[string]tftypes.Type{
	"": tftypes.String, "json": tftypes.String, "arn": tftypes.String, "bool": tftypes.Bool, "number": tftypes.Number,
	"set": tftypes.Set{ElementType: tftypes.String}, "list": tftypes.List{ElementType: tftypes.String},
	"map": tftypes.Map{ElementType: tftypes.String},
}

func newTable(text string, blocks ...*tfprotov6.SchemaNestedBlock) table {
	made := table{fields: map[string]field{}}
	block := &tfprotov6.SchemaBlock{BlockTypes: blocks}
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var word string
		if strings.HasPrefix(text, "{") {
			word, text, _ = strings.Cut(text[1:], "}")
			attribute := objects(word)
			made.fields[attribute.Name] = field{attribute: attribute}
			block.Attributes = append(block.Attributes, attribute)
			continue
		}
		word, text, _ = strings.Cut(text, " ")
		if names := strings.Split(word, "|"); len(names) > 1 {
			made.notBoth = append(made.notBoth, names)
			continue
		}
		if names := strings.Split(word, "/"); len(names) > 1 && !strings.Contains(word, "=") {
			made.atLeastOne = append(made.atLeastOne, names)
			continue
		}
		one := newField(word)
		made.fields[one.attribute.Name] = one
		block.Attributes = append(block.Attributes, one.attribute)
	}
	made.schema = &tfprotov6.Schema{Block: block}
	made.objectsType = made.schema.ValueType()
	return made
}

func newField(word string) field {
	word, initial, _ := strings.Cut(word, "=")
	marks := strings.TrimLeft(word, "abcdefghijklmnopqrstuvwxyz0123456789_:")
	name, form, _ := strings.Cut(strings.TrimRight(word, "!^~+"), ":")
	attribute := &tfprotov6.SchemaAttribute{Name: name, Type: types[form]}
	attribute.Required = strings.Contains(marks, "!")
	attribute.Computed = strings.ContainsAny(marks, "~+") || initial != ""
	attribute.Optional = !attribute.Required && !strings.Contains(marks, "~")
	attribute.Sensitive = name == "password"
	return field{attribute, strings.Contains(marks, "^"), form, initial}
}

// `policies policy_name!,policy_document!` is a list of objects, `login_profile?password!` one object.
func objects(text string) *tfprotov6.SchemaAttribute {
	nesting := tfprotov6.SchemaObjectNestingModeList
	name, inner, isList := strings.Cut(text, " ")
	if !isList {
		nesting = tfprotov6.SchemaObjectNestingModeSingle
		name, inner, _ = strings.Cut(text, "?")
	}
	object := &tfprotov6.SchemaObject{Nesting: nesting}
	for _, word := range strings.Split(inner, ",") {
		object.Attributes = append(object.Attributes, newField(word).attribute)
	}
	return &tfprotov6.SchemaAttribute{Name: name, NestedType: object, Optional: true}
}

func nested(name string, mode tfprotov6.SchemaNestedBlockNestingMode, text string, blocks ...*tfprotov6.SchemaNestedBlock) *tfprotov6.SchemaNestedBlock {
	return &tfprotov6.SchemaNestedBlock{TypeName: name, Nesting: mode, Block: newTable(text, blocks...).schema.Block}
}

const listed = tfprotov6.SchemaNestedBlockNestingModeList

var timeouts = nested("timeouts", tfprotov6.SchemaNestedBlockNestingModeSingle, "create update delete")

var configuration = newTable("region profile access_key secret_key allowed_account_ids:set skip_credentials_validation:bool skip_requesting_account_id:bool",
	nested("assume_role", listed, "role_arn! session_name"),
	nested("default_tags", listed, "tags:map"))

var statements = []*tfprotov6.SchemaNestedBlock{nested("statement", listed,
	"sid effect actions:set not_actions:set resources:set not_resources:set",
	nested("condition", listed, "test! variable! values:list!"),
	nested("principals", listed, "type! identifiers:set!"))}
