// A stand-in for the Terraform providers aws and awscc: the arguments of the resources that the gates follow, and no AWS.
// It refuses unknown, missing and conflicting arguments, and leaves for apply what the real ones leave for apply.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// One binary under two names: terraform-provider-aws and terraform-provider-awscc.
func main() {
	// A mirror has the version in the name, too.
	name, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-"), "_")
	serve := func() tfprotov6.ProviderServer { return newProvider(name) }
	if err := tf6server.Serve("registry.terraform.io/hashicorp/"+name, serve); err != nil {
		log.Fatal(err)
	}
}
