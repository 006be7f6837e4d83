package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-ecr/cdk-ecr-go/cdkecr"
)

// NewToolsStack declares the smallest stack: one repository.
func NewToolsStack(scope constructs.Construct, id string, env *awscdk.Environment) awscdk.Stack {
	stack := awscdk.NewStack(scope, jsii.String(id), &awscdk.StackProps{Env: env})
	cdkecr.NewPrivateRepository(stack, jsii.String("Builder"), &cdkecr.PrivateRepositoryProps{
		RepositoryName: jsii.String("tools/builder"),
	})
	return stack
}
