import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PullThroughCacheCredentials } from 'cdk-ecr';

/**
 * The credentials of caches, deployed before these: Amazon ECR refuses a cache whose secret it does not find, and a secret
 * that was created in the same second may not be found yet.
 */
export class CredentialsStack extends Stack {
  public readonly dockerHub: PullThroughCacheCredentials;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { description: 'Credentials of pull-through caches', ...props });
    this.dockerHub = new PullThroughCacheCredentials(this, 'DockerHub', { name: 'docker-hub' });
  }
}
