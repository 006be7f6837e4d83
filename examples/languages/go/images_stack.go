package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-ecr/cdk-ecr-go/cdkecr"
)

// ImagesStack is the registry that images are pushed to, who pushes and pulls them, and who is told when something is
// wrong.
type ImagesStack struct {
	awscdk.Stack
}

// NewImagesStack declares the registry. Images are replicated to the one of recovery.
func NewImagesStack(
	scope constructs.Construct, id string, env *awscdk.Environment, recovery cdkecr.Registry,
) *ImagesStack {
	stack := awscdk.NewStack(scope, jsii.String(id), &awscdk.StackProps{Env: env})
	// One owner of what Amazon ECR keeps for a whole account and region.
	registry := cdkecr.NewRegistry(stack, jsii.String("Registry"), &cdkecr.RegistryProps{
		Scanning: cdkecr.RegistryScanning_Enhanced(&cdkecr.EnhancedScanningOptions{
			Continuous: jsii.Strings("prod/*"),
			OnPush:     jsii.Strings("*"),
		}),
		RequireScanning: jsii.Bool(true),
	})

	// Images of Amazon ECR Public, pulled through the registry.
	cache := registry.AddPullThroughCache(jsii.String("EcrPublic"), &cdkecr.PullThroughCacheOptions{
		Upstream: cdkecr.UpstreamRegistry_EcrPublic(),
		Settings: &cdkecr.RepositorySettings{Tags: &map[string]*string{"team": jsii.String("platform")}},
	})

	// Production images are copied to the second region, into repositories like these.
	registry.ReplicateTo(recovery, &cdkecr.ReplicationOptions{RepositoryPrefixes: jsii.Strings("prod/")})

	// Has the settings of the baseline. The task may pull its images, and those of the cache.
	api := cdkecr.NewPrivateRepository(stack, jsii.String("Api"), &cdkecr.PrivateRepositoryProps{
		RepositoryName: jsii.String("prod/api"),
	})
	task := awsiam.NewRole(stack, jsii.String("TaskExecution"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), nil),
	})
	api.Grants().Pull(task)
	cache.Grants().Pull(task)

	// Jobs of GitHub Actions on the branch main push without a static key.
	ci := cdkecr.NewImagePushRole(stack, jsii.String("Ci"), &cdkecr.ImagePushRoleProps{
		Identity: cdkecr.WorkloadIdentity_GitHub(&cdkecr.GitHubIdentityOptions{
			Owner:        jsii.String("acme"),
			Repository:   jsii.String("api"),
			RepositoryId: jsii.String("456789"),
			Branch:       jsii.String("main"),
		}),
		IdentityProvider: cdkecr.WorkloadIdentityProvider_Create(nil),
		Repositories:     &[]awsecr.IRepository{api},
	})
	awscdk.NewCfnOutput(stack, jsii.String("CiRole"), &awscdk.CfnOutputProps{Value: ci.Role().RoleArn()})

	// Critical findings, images that were not replicated, quotas that are nearly used up, and more.
	pager := cdkecr.NewNotificationTopic(stack, jsii.String("Pager"), nil)
	actions := []awscloudwatch.IAlarmAction{pager}
	cdkecr.NewRegistryMonitoring(stack, jsii.String("Monitoring"), &cdkecr.RegistryMonitoringProps{
		Registry: registry,
		Findings: cdkecr.NewFindingMetrics(stack, jsii.String("Findings"), &cdkecr.FindingMetricsProps{
			Registry: registry,
		}),
		Actions: &cdkecr.MonitoringActions{Critical: &actions, Warning: &actions},
	})

	return &ImagesStack{Stack: stack}
}
