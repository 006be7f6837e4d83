import { Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  ImageSigningProfile,
  LifecyclePolicy,
  LifecycleRule,
  Registry,
  RegistryScanning,
  TagSelection,
  UpstreamRegistry,
} from 'cdk-ecr';
import type { PullThroughCacheCredentials } from 'cdk-ecr';

interface RegistryStackProps extends StackProps {
  readonly dockerHubCredentials: PullThroughCacheCredentials;
}

/** What the account has once in the region: how images are scanned and signed, and which repositories appear by themselves. */
export class RegistryStack extends Stack {
  public readonly registry: Registry;

  public constructor(scope: Construct, id: string, { dockerHubCredentials, ...props }: RegistryStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.registry = new Registry(this, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['apps/*'], onPush: ['*'] }),
      requireScanning: true,
    });

    // All of Docker Hub that the mirror has not: docker-hub/grafana/grafana is grafana/grafana.
    this.registry.addPullThroughCache('DockerHub', {
      upstream: UpstreamRegistry.dockerHub({ credentials: dockerHubCredentials }),
    });

    // The first push to apps/payments creates it.
    Validations.of(this.registry).acknowledge({
      id: 'cdk-ecr::indexImagesStay',
      reason: 'A rule for untagged images would take signatures, which Amazon ECR expires with what they sign.',
    });
    this.registry.addCreateOnPush('Applications', {
      prefix: 'apps/',
      settings: {
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keepNewest(50, { description: 'builds', tags: TagSelection.prefix('ci-') }),
        ),
        tags: { 'image-group': 'applications' },
      },
    });

    // Only what this company builds; the mirror holds the work of others.
    const profile = new ImageSigningProfile(this, 'SigningProfile', { signingProfileName: 'applications' });
    this.registry.addSigningRule({ profile, repositoryFilters: ['apps/*'] });
  }
}
