from aws_cdk import Environment, Stack
from cdk_ecr import Registry, RegistryScanning
from constructs import Construct


class RecoveryStack(Stack):
    """The registry of the second region. It declares no repository: the first image of each creates it."""

    def __init__(self, scope: Construct, construct_id: str, *, env: Environment) -> None:
        super().__init__(scope, construct_id, env=env)
        self.registry = Registry(self, "Registry", scanning=RegistryScanning.basic(on_push=["*"]))
