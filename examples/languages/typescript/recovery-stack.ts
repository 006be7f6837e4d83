import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Registry, RegistryScanning } from 'cdk-ecr';

/** The registry of the second region. It declares no repository: the first image of each creates it. */
export class RecoveryStack extends Stack {
  public readonly registry: Registry;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.registry = new Registry(this, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
  }
}
