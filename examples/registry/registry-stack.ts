import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  ImageSigningProfile,
  InspectorPullRescanMode,
  InspectorScanning,
  LifecyclePolicy,
  LifecycleRule,
  Registry,
  RegistryAccountSettings,
  RegistryPolicyScope,
  RegistryPolicyStatement,
  RegistryScanning,
  RepositoryAccess,
  RepositoryEncryption,
  TagSelection,
  UpstreamRegistry,
} from 'cdk-ecr';
import type { PullThroughCache, PullThroughCacheCredentials, RepositorySettings } from 'cdk-ecr';

interface RegistryStackProps extends StackProps {
  readonly credentials: PullThroughCacheCredentials;
}

/** Another account of the company, which uses the caches and replicates its releases here. */
const SISTER_ACCOUNT = '444455556666';

/** The registry of an account and region, with everything that Amazon ECR configures there. */
export class RegistryStack extends Stack {
  /** The cache of Docker Hub. */
  public readonly dockerHub: PullThroughCache;
  /** The settings of all repositories of the account, both declared ones and those that a push creates. */
  public readonly settings: RepositorySettings;
  private readonly registry: Registry;
  private readonly encryption: RepositoryEncryption;

  public constructor(scope: Construct, id: string, { credentials, ...props }: RegistryStackProps) {
    super(scope, id, { description: 'The registry of the account', terminationProtection: true, ...props });
    this.registry = new Registry(this, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
      requireScanning: true,
      policyScope: RegistryPolicyScope.V2,
    });
    // One key for all, so that repositories can share layers.
    this.encryption = RepositoryEncryption.customerManaged(this.registry.repositoryKey());
    this.settings = {
      encryption: this.encryption,
      // No rule for untagged images, because signatures are untagged. Amazon ECR expires them with the signed image.
      lifecycle: LifecyclePolicy.of(
        LifecycleRule.keepNewest(50, { description: 'builds', tags: TagSelection.prefix('ci-') }),
      ),
    };
    this.setAccountSettings();
    this.dockerHub = this.addCaches(credentials);
    this.addCreation();
    this.addPolicy();
    this.sign();
    this.excludeScanner();
  }

  /** What CloudFormation has no resource for. */
  private setAccountSettings(): void {
    const settings = new RegistryAccountSettings(this, 'AccountSettings', {
      blobMounting: true,
      policyScope: RegistryPolicyScope.V2,
      inspector: InspectorScanning.rescanning({
        rescanDuration: Duration.days(30),
        pullDateRescanDuration: Duration.days(90),
        pullDateRescanMode: InspectorPullRescanMode.LAST_PULL_DATE,
      }),
    });
    // The registry's policy has a statement that only V2 enforces.
    this.registry.node.addDependency(settings);
  }

  private addCaches(credentials: PullThroughCacheCredentials): PullThroughCache {
    const { registry, encryption } = this;
    // Caches have defaults of their own for the rest: tags that can move, and images that are archived by their last pull.
    const settings = { encryption };
    registry.addPullThroughCache('EcrPublic', { upstream: UpstreamRegistry.ecrPublic(), settings });
    // Pulls need not create repositories: these are all.
    registry.addPullThroughCache('Kubernetes', {
      upstream: UpstreamRegistry.kubernetes(),
      precreate: ['pause', 'metrics-server/metrics-server'],
      settings,
    });
    registry.addPullThroughCache('Shared', {
      upstream: UpstreamRegistry.ecr({
        account: SISTER_ACCOUNT,
        region: 'us-east-1',
        upstreamRepositoryPrefix: 'base-images',
      }),
      repositoryPrefix: 'shared',
      settings,
    });
    const dockerHub = registry.addPullThroughCache('DockerHub', {
      upstream: UpstreamRegistry.dockerHub({ credentials }),
      settings,
    });
    // What it returns is the policy that the pulling roles of the other account need.
    dockerHub.allowPullFrom(RepositoryAccess.pullFromAccounts([SISTER_ACCOUNT]));
    return dockerHub;
  }

  /** A push creates the repository that it goes to, under one prefix, for those who deploy. */
  private addCreation(): void {
    Validations.of(this.registry).acknowledge({
      id: 'cdk-ecr::indexImagesStay',
      reason: 'A rule for untagged images would take signatures, which Amazon ECR expires with what they sign.',
    });
    this.registry.addCreateOnPush('Teams', { prefix: 'team/', settings: this.settings });
    this.registry.addToPolicy(
      RegistryPolicyStatement.allowCreateOnPush({
        principals: [new iam.ArnPrincipal(`arn:aws:iam::${SISTER_ACCOUNT}:role/build`)],
        repositoryPrefixes: ['team/'],
      }),
    );
  }

  private addPolicy(): void {
    this.registry.addToPolicy(
      RegistryPolicyStatement.allowReplicationFrom({ account: SISTER_ACCOUNT, repositoryPrefixes: ['releases/'] }),
    );
    this.registry.addToPolicy(
      RegistryPolicyStatement.of(
        new iam.PolicyStatement({
          sid: 'NobodyDeletesReleases',
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: ['ecr:BatchDeleteImage', 'ecr:DeleteRepository'],
          resources: [this.formatArn({ service: 'ecr', resource: 'repository', resourceName: 'releases/*' })],
        }),
      ),
    );
  }

  private sign(): void {
    const profile = new ImageSigningProfile(this, 'SigningProfile', { signingProfileName: 'production_images' });
    this.registry.addSigningRule({ profile, repositoryFilters: ['prod/*'] });
  }

  /** Its pulls would make every image look used. */
  private excludeScanner(): void {
    this.registry.excludeFromPullTime(
      iam.Role.fromRoleArn(this, 'Scanner', `arn:aws:iam::${this.account}:role/image-scanner`),
    );
  }
}
