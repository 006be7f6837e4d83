import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ImagePushRole, PrivateRepository, WorkloadIdentity, WorkloadIdentityProvider } from 'cdk-ecr';

/** All images, and the role that GitHub uses to push them. */
export class ImagesStack extends Stack {
  public readonly api = new PrivateRepository(this, 'Api', { repositoryName: 'shop/api' });
  public readonly thumbnails = new PrivateRepository(this, 'Thumbnails', { repositoryName: 'shop/thumbnails' });
  public readonly tools = new PrivateRepository(this, 'Tools', { repositoryName: 'shop/tools' });
  public readonly agent = new PrivateRepository(this, 'Agent', { repositoryName: 'shop/agent' });

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const releases = new ImagePushRole(this, 'Releases', {
      // By the id of the repository on GitHub, which no other one ever gets.
      identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'shop', repositoryId: '456789', branch: 'main' }),
      identityProvider: WorkloadIdentityProvider.create(),
      roleName: 'shop-releases',
      repositories: [this.api, this.thumbnails, this.tools, this.agent],
    });
    new CfnOutput(this, 'ReleaseRole', { value: releases.role.roleArn });
  }
}
