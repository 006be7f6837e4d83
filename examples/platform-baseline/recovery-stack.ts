import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ImageTagMutability, NotificationTopic, Registry, RegistryMonitoring, RegistryScanning } from 'cdk-ecr';
import type { RepositorySettings } from 'cdk-ecr';

/** How replicas look. The groups of the mirror differ, so that replicas are what suits all of them. */
export const REPLICA_SETTINGS: RepositorySettings = {
  // Where tags of a source can move, those of its replica have to.
  tagMutability: ImageTagMutability.mutable(),
  tags: { 'image-group': 'replicas' },
};

/** The registry of a second region, from which images are pulled when the first one is down. */
export class RecoveryStack extends Stack {
  public readonly registry: Registry;
  public readonly monitoring: RegistryMonitoring;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { terminationProtection: true, ...props });
    this.registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
    Validations.of(this.registry).acknowledge({
      id: 'cdk-ecr::tagImmutability',
      reason: 'Where tags of a source can move, those of its replica have to',
    });

    // Here, and not at the source, Amazon ECR tells that an image could not be replicated. What scans find in replicas is
    // reported where their sources are.
    const pager = new NotificationTopic(this, 'Pager', { displayName: 'Recovery registry' });
    this.monitoring = new RegistryMonitoring(this, 'Monitoring', {
      registry: this.registry,
      actions: { critical: [pager], warning: [pager] },
      retention: RetentionDays.ONE_YEAR,
    });
    new CfnOutput(this, 'PagerTopic', { value: pager.topic.topicArn });
  }
}
