package main

import (
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
)

func TestAReleaseInTheSecondRegionCanNeitherBeMovedNorExpire(t *testing.T) {
	defer jsii.Close()
	template := assertions.Template_FromStack(NewImagesApp().Recovery.Stack, nil)
	template.HasResourceProperties(jsii.String("AWS::ECR::RepositoryCreationTemplate"), map[string]any{
		"Prefix":             "prod",
		"AppliedFor":         []string{"REPLICATION"},
		"ImageTagMutability": "IMMUTABLE",
	})
}
