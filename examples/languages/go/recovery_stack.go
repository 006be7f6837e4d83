package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-ecr/cdk-ecr-go/cdkecr"
)

// RecoveryStack is the registry of the second region. It declares no repository: the first image of each creates it.
type RecoveryStack struct {
	awscdk.Stack
	Registry cdkecr.Registry
}

// NewRecoveryStack declares the registry.
func NewRecoveryStack(scope constructs.Construct, id string, env *awscdk.Environment) *RecoveryStack {
	stack := awscdk.NewStack(scope, jsii.String(id), &awscdk.StackProps{Env: env})
	registry := cdkecr.NewRegistry(stack, jsii.String("Registry"), &cdkecr.RegistryProps{
		Scanning: cdkecr.RegistryScanning_Basic(&cdkecr.BasicScanningOptions{OnPush: jsii.Strings("*")}),
	})
	return &RecoveryStack{Stack: stack, Registry: registry}
}
