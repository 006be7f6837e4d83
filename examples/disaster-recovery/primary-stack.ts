import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PrivateRepository, Registry, RegistryScanning } from 'cdk-ecr';
import { IMAGE_GROUPS } from './image-groups';

/** The registry that images are pushed to, and its repositories. */
export class PrimaryStack extends Stack {
  public readonly registry: Registry;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.registry = new Registry(this, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
      requireScanning: true,
    });
    for (const { prefix, images, settings } of IMAGE_GROUPS) {
      for (const image of images) {
        const repositoryName = `${prefix}${image}`;
        new PrivateRepository(this, repositoryName.replace(/\//g, '-'), { repositoryName, ...settings });
      }
    }
  }
}
