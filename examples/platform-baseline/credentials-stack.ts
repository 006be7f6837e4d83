import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PullThroughCacheCredentials } from 'cdk-ecr';

/**
 * The credentials for Docker Hub. In a stack of their own, so that the secret is there for some time when the cache that
 * needs it is deployed.
 */
export class CredentialsStack extends Stack {
  public readonly dockerHub: PullThroughCacheCredentials;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    this.dockerHub = new PullThroughCacheCredentials(this, 'DockerHub', { name: 'docker-hub' });
  }
}
