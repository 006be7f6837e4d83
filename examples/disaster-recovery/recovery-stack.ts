import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Registry, RegistryScanning } from 'cdk-ecr';

/** A registry that images are replicated to. It declares no repository: the first image of each creates it. */
export class RecoveryStack extends Stack {
  public readonly registry: Registry;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.registry = new Registry(this, 'Registry', {
      // Scanning is the one thing that a replica does not get from its template.
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
      requireScanning: true,
    });
  }
}
