from aws_cdk import Environment, Stack
from cdk_ecr import PrivateRepository
from constructs import Construct


class ToolsStack(Stack):
    """The smallest stack: one repository."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        PrivateRepository(self, "Builder", repository_name="tools/builder")
