from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_iam as iam
from cdk_ecr import (
    FindingMetrics,
    ImagePushRole,
    MonitoringActions,
    NotificationTopic,
    PrivateRepository,
    Registry,
    RegistryMonitoring,
    RegistryScanning,
    RepositorySettings,
    UpstreamRegistry,
    WorkloadIdentity,
    WorkloadIdentityProvider,
)
from constructs import Construct


class ImagesStack(Stack):
    """The registry that images are pushed to, who pushes and pulls them, and who is told when something is wrong."""

    def __init__(self, scope: Construct, construct_id: str, *, recovery: Registry, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        # One owner of what Amazon ECR keeps for a whole account and region.
        registry = Registry(
            self,
            "Registry",
            scanning=RegistryScanning.enhanced(continuous=["prod/*"], on_push=["*"]),
            require_scanning=True,
        )

        # Images of Amazon ECR Public, pulled through the registry.
        cache = registry.add_pull_through_cache(
            "EcrPublic",
            upstream=UpstreamRegistry.ecr_public(),
            settings=RepositorySettings(tags={"team": "platform"}),
        )

        # Production images are copied to the second region, into repositories like these.
        registry.replicate_to(recovery, repository_prefixes=["prod/"])

        # Has the settings of the baseline. The task may pull its images, and those of the cache.
        api = PrivateRepository(self, "Api", repository_name="prod/api")
        task = iam.Role(self, "TaskExecution", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        api.grants.pull(task)
        cache.grants.pull(task)

        # Jobs of GitHub Actions on the branch main push without a static key.
        ci = ImagePushRole(
            self,
            "Ci",
            identity=WorkloadIdentity.git_hub(
                owner="acme", repository="api", repository_id="456789", branch="main"
            ),
            identity_provider=WorkloadIdentityProvider.create(),
            repositories=[api],
        )
        CfnOutput(self, "CiRole", value=ci.role.role_arn)

        # Critical findings, images that were not replicated, quotas that are nearly used up, and more.
        pager = NotificationTopic(self, "Pager")
        RegistryMonitoring(
            self,
            "Monitoring",
            registry=registry,
            findings=FindingMetrics(self, "Findings", registry=registry),
            actions=MonitoringActions(critical=[pager], warning=[pager]),
        )
