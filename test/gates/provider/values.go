package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func read(value *tfprotov6.DynamicValue, kind tftypes.Type) (map[string]tftypes.Value, error) {
	got, err := value.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	return object(got), nil
}

func write(kind tftypes.Type, values map[string]tftypes.Value) (*tfprotov6.DynamicValue, error) {
	made, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, values))
	return &made, err
}

func object(value tftypes.Value) map[string]tftypes.Value {
	made := map[string]tftypes.Value{}
	if value.IsKnown() && !value.IsNull() {
		_ = value.As(&made)
	}
	return made
}

func elements(value tftypes.Value) (made []tftypes.Value) {
	if value.IsKnown() && !value.IsNull() {
		_ = value.As(&made)
	}
	return made
}

func text(value tftypes.Value) (made string) {
	if value.IsKnown() && !value.IsNull() {
		_ = value.As(&made)
	}
	return made
}

func texts(value tftypes.Value) (made []string) {
	for _, one := range elements(value) {
		made = append(made, text(one))
	}
	return made
}

func ofText(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }

func unknown(kind tftypes.Type) tftypes.Value { return tftypes.NewValue(kind, tftypes.UnknownValue) }
