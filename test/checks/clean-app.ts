import { Duration, Stack } from 'aws-cdk-lib';
import type { App, CfnResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ACCOUNT, quickApp, REGION } from './support';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RegistryOperation } from '../../src/ecr/registry-operation';
import { RegistryMetrics } from '../../src/facades/registry-metrics';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { ScanFindingNotifications } from '../../src/monitoring/scan-finding-notifications';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import { PublicRepository } from '../../src/repository/public-repository';

/** Something of everything that the rules look at, with nothing to find: mistakes are seeded into it one at a time. */
export class CleanApp {
  public readonly app: App = quickApp();
  /** Repository, registry with a cache, a template and signing, notifications and an alarm. */
  public readonly primary = this.stack('Primary', REGION);
  /** The destination of the replication of `prod/`. */
  public readonly recovery = this.stack('Recovery', 'eu-central-1');
  /** The public repository. */
  public readonly gallery = this.stack('Gallery', 'us-east-1');

  public constructor() {
    const registry = new Registry(this.primary, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
    });
    const recovery = new Registry(this.recovery, 'Registry', {
      scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
    });
    registry.replicateTo(recovery, { repositoryPrefixes: ['prod/'] });
    const secret = secretsmanager.Secret.fromSecretCompleteArn(
      this.primary,
      'Credentials',
      `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-a1b2c3`,
    );
    registry.addPullThroughCache('DockerHub', { upstream: UpstreamRegistry.dockerHub({ credentials: secret }) });
    registry.addCreateOnPush('Teams', { prefix: 'team/' });
    const profile = new ImageSigningProfile(this.primary, 'Profile', { signingProfileName: 'prod' });
    registry.addSigningRule({ profile, repositoryFilters: ['signed/*'] });

    new PrivateRepository(this.primary, 'Api', {
      repositoryName: 'prod/api',
      lifecycle: LifecyclePolicy.of(
        LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
        LifecycleRule.keepNewest(20, { tags: TagSelection.prefix('ci-') }),
        LifecycleRule.expireUntagged(Duration.days(14)),
      ),
      access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
      tags: { team: 'payments' },
    });
    new PublicRepository(this.gallery, 'Tool', { repositoryName: 'tool', tags: { team: 'payments' } });

    const { topic } = new NotificationTopic(this.primary, 'Topic');
    new ScanFindingNotifications(this.primary, 'Findings', { registry, topic });
    new cloudwatch.Alarm(this.primary, 'Usage', {
      metric: RegistryMetrics.fromRegistry(registry).apiCalls(RegistryOperation.BATCH_GET_IMAGE),
      threshold: 1000,
      evaluationPeriods: 3,
    });
  }

  /** The only L1 of a type, or the one whose path has a part. */
  public l1(type: string, part = '', stack: Stack = this.primary): CfnResource {
    const found = stack.node
      .findAll()
      .filter((construct): construct is CfnResource => (construct as CfnResource).cfnResourceType === type)
      .filter(({ node }) => node.path.includes(part));
    if (found.length !== 1) throw new Error(`${found.length} resources of ${type}: ${found.map((f) => f.node.path)}`);
    return found[0];
  }

  /** A stack beside the others, for what a mistake adds. */
  public stack(id: string, region: string, account = ACCOUNT): Stack {
    return new Stack(this.app, id, { env: { account, region } });
  }
}
