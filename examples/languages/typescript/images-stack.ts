import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  FindingMetrics,
  ImagePushRole,
  NotificationTopic,
  PrivateRepository,
  Registry,
  RegistryMonitoring,
  RegistryScanning,
  UpstreamRegistry,
  WorkloadIdentity,
  WorkloadIdentityProvider,
} from 'cdk-ecr';

interface ImagesStackProps extends StackProps {
  /** The registry that images are replicated to. */
  readonly recovery: Registry;
}

/** The registry that images are pushed to, who pushes and pulls them, and who is told when something is wrong. */
export class ImagesStack extends Stack {
  public constructor(scope: Construct, id: string, props: ImagesStackProps) {
    super(scope, id, props);
    // One owner of what Amazon ECR keeps for a whole account and region.
    const registry = new Registry(this, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
      requireScanning: true,
    });

    // Images of Amazon ECR Public, pulled through the registry.
    const cache = registry.addPullThroughCache('EcrPublic', {
      upstream: UpstreamRegistry.ecrPublic(),
      settings: { tags: { team: 'platform' } },
    });

    // Production images are copied to the second region, into repositories like these.
    registry.replicateTo(props.recovery, { repositoryPrefixes: ['prod/'] });

    // Has the settings of the baseline. The task may pull its images, and those of the cache.
    const api = new PrivateRepository(this, 'Api', { repositoryName: 'prod/api' });
    const task = new iam.Role(this, 'TaskExecution', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    api.grants.pull(task);
    cache.grants.pull(task);

    // Jobs of GitHub Actions on the branch main push without a static key.
    const ci = new ImagePushRole(this, 'Ci', {
      identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
      identityProvider: WorkloadIdentityProvider.create(),
      repositories: [api],
    });
    new CfnOutput(this, 'CiRole', { value: ci.role.roleArn });

    // Critical findings, images that were not replicated, quotas that are nearly used up, and more.
    const pager = new NotificationTopic(this, 'Pager');
    new RegistryMonitoring(this, 'Monitoring', {
      registry,
      findings: new FindingMetrics(this, 'Findings', { registry }),
      actions: { critical: [pager], warning: [pager] },
    });
  }
}
