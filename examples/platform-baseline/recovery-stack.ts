import { Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ImageTagMutability, LifecyclePolicy, LifecycleRule, Registry, RegistryScanning, TagSelection } from 'cdk-ecr';
import type { RepositorySettings } from 'cdk-ecr';

/** How replicas look. The groups of the mirror differ, so that replicas are what suits all of them. */
export const REPLICA_SETTINGS: RepositorySettings = {
  // Where tags of a source can move, those of its replica have to.
  tagMutability: ImageTagMutability.mutable(),
  // Whatever the source keeps, the replica keeps: only images without a tag go, and later than there.
  lifecycle: LifecyclePolicy.of(
    LifecycleRule.archiveNotPulledFor(Duration.days(180), { tags: TagSelection.untagged() }),
    LifecycleRule.expireArchivedAfter(Duration.days(365), { tags: TagSelection.untagged() }),
  ),
  tags: { 'image-group': 'replicas' },
};

/** The registry of a second region, from which images are pulled when the first one is down. */
export class RecoveryStack extends Stack {
  public readonly registry: Registry;

  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    this.registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
  }
}
