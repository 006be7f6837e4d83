from aws_cdk import App, Duration, Environment, Validations
from cdk_ecr import (
    EcrChecks,
    ImageTagMutability,
    LifecyclePolicy,
    LifecycleRule,
    RepositoryAccess,
    RepositoryDefaults,
    TagSelection,
)

from images.images_stack import ImagesStack
from images.recovery_stack import RecoveryStack
from images.tools_stack import ToolsStack

# Put in yours.
ACCOUNT = "111122223333"


class ImagesApp(App):
    """The images of a company, and their copies in a second region."""

    def __init__(self) -> None:
        # The baseline: every repository of the app has these settings, unless it says otherwise.
        super().__init__(
            property_injectors=RepositoryDefaults.of_private_repositories(
                tag_mutability=ImageTagMutability.immutable(),
                lifecycle=LifecyclePolicy.of(
                    LifecycleRule.keep(description="releases", tags=TagSelection.pattern("v*")),
                    LifecycleRule.keep_newest(50, description="builds", tags=TagSelection.prefix("ci-")),
                    LifecycleRule.expire_untagged(Duration.days(14)),
                ),
                access=[RepositoryAccess.pull_from_organization("o-a1b2c3d4e5")],
                tags={"team": "platform"},
            ),
        )

        self.recovery = RecoveryStack(self, "Recovery", env=Environment(account=ACCOUNT, region="eu-central-1"))
        self.images = ImagesStack(
            self,
            "Images",
            recovery=self.recovery.registry,
            env=Environment(account=ACCOUNT, region="eu-west-1"),
        )
        ToolsStack(self, "Tools", env=Environment(account=ACCOUNT, region="eu-west-1"))

        # No lifecycle policy of the app may delete a release, and nobody may forget whose a repository is.
        Validations.of(self).add_plugins(EcrChecks(self, protect=["v*"], required_tags=["team"]))
