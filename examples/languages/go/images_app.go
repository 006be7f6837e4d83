package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-ecr/cdk-ecr-go/cdkecr"
)

// Put in yours.
const account = "111122223333"

// ImagesApp is the images of a company, and their copies in a second region.
type ImagesApp struct {
	awscdk.App
	Images   *ImagesStack
	Recovery *RecoveryStack
}

// NewImagesApp declares both stacks, and what is checked in them.
func NewImagesApp() *ImagesApp {
	// The baseline: every repository of the app has these settings, unless it says otherwise.
	baseline := cdkecr.RepositoryDefaults_OfPrivateRepositories(&cdkecr.RepositoryDefaultsOptions{
		TagMutability: cdkecr.ImageTagMutability_Immutable(nil),
		Lifecycle: cdkecr.LifecyclePolicy_Of(
			cdkecr.LifecycleRule_Keep(&cdkecr.LifecycleSelectionOptions{
				Description: jsii.String("releases"),
				Tags:        cdkecr.TagSelection_Pattern(jsii.String("v*")),
			}),
			cdkecr.LifecycleRule_KeepNewest(jsii.Number(50), &cdkecr.LifecycleSelectionOptions{
				Description: jsii.String("builds"),
				Tags:        cdkecr.TagSelection_Prefix(jsii.String("ci-")),
			}),
			cdkecr.LifecycleRule_ExpireUntagged(awscdk.Duration_Days(jsii.Number(14)), nil),
		),
		Access: &[]cdkecr.RepositoryAccess{
			cdkecr.RepositoryAccess_PullFromOrganization(jsii.String("o-a1b2c3d4e5")),
		},
		Tags: &map[string]*string{"team": jsii.String("platform")},
	})
	app := awscdk.NewApp(&awscdk.AppProps{PropertyInjectors: baseline})

	recovery := NewRecoveryStack(app, "Recovery", in("eu-central-1"))
	images := NewImagesStack(app, "Images", in("eu-west-1"), recovery.Registry)
	NewToolsStack(app, "Tools", in("eu-west-1"))

	// No lifecycle policy of the app may delete a release, and nobody may forget whose a repository is.
	awscdk.Validations_Of(app).AddPlugins(cdkecr.NewEcrChecks(app, &cdkecr.EcrChecksProps{
		Protect:      jsii.Strings("v*"),
		RequiredTags: jsii.Strings("team"),
	}))

	return &ImagesApp{App: app, Images: images, Recovery: recovery}
}

func in(region string) *awscdk.Environment {
	return &awscdk.Environment{Account: jsii.String(account), Region: jsii.String(region)}
}
