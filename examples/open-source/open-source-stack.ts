import { join } from 'node:path';
import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogText, ImagePushRole, PublicRepository, WorkloadIdentity, WorkloadIdentityProvider } from 'cdk-ecr';

/** Alias of the public registry, which `aws ecr-public describe-registries --region us-east-1` prints. */
const REGISTRY_ALIAS = 'acme';

/** A public repository, and the role that releases of the project on GitHub use to push to it. */
export class OpenSourceStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);

    const repository = new PublicRepository(this, 'Weather', {
      repositoryName: 'weather/server',
      catalog: {
        description: 'Forecasts for your own weather station',
        about: CatalogText.fromFile(join(__dirname, 'about.md')),
        usage: CatalogText.fromFile(join(__dirname, 'usage.md')),
        architectures: ['x86-64', 'ARM 64'],
        operatingSystems: ['Linux'],
      },
      tags: { project: 'weather' },
    });

    const releases = new ImagePushRole(this, 'Releases', {
      identity: WorkloadIdentity.gitHub({
        owner: 'acme',
        repository: 'weather',
        repositoryId: '456789012',
        // In GitHub, the environment is restricted to tags like v*, and asks a maintainer.
        environment: 'release',
      }),
      // The first role of the account that trusts GitHub creates the provider; others leave this out.
      identityProvider: WorkloadIdentityProvider.create(),
      roleName: 'weather-releases',
      publicRepositories: [repository],
    });
    Validations.of(releases).acknowledge({
      id: 'cdk-ecr::pullRequestPush',
      reason: 'GitHub admits only tags like v* to the environment, and no pull requests.',
    });

    new CfnOutput(this, 'Image', { value: repository.galleryUri(REGISTRY_ALIAS, 'latest') });
    new CfnOutput(this, 'ReleaseRole', { value: releases.role.roleArn });
  }
}
