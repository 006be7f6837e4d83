import * as events from 'aws-cdk-lib/aws-events';
import type {
  EventRuleOptions,
  FindingOptions,
  ImageEventOptions,
  ReferrerEventOptions,
  ReplicationEventOptions,
  RepositoryChangedOptions,
  ScanCompletedOptions,
  ScanFrequencyChangedOptions,
} from './event-options';
import type { EventSource } from './event-source';
import { changePattern } from './patterns/change-pattern';
import {
  cachePattern,
  frequencyPattern,
  imagePattern,
  referrerPattern,
  replicationPattern,
} from './patterns/image-patterns';
import type { ImageAction } from './patterns/image-patterns';
import { checkDeployedBeside } from '../core/environment';
import { checkEnhanced, findingPattern, scanPattern } from './patterns/scan-patterns';
import { EventResult } from '../ecr/events/event-enums';
import { REPOSITORY_OPERATIONS } from '../ecr/events/operations';

/**
 * EventBridge rules for the events of Amazon ECR and Amazon Inspector. Base of `RepositoryEvents` and `RegistryEvents`.
 *
 * Events arrive on the default event bus of the registry's account and region. Delivery is best effort: an event may
 * arrive twice or not at all.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export abstract class EcrEvents {
  /** @internal */
  protected abstract readonly _source: EventSource;

  /**
   * Creates a rule for images that were pushed.
   *
   * A multi-architecture image sends an event for each of its manifests, mostly without a tag.
   */
  public onImagePushed(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImagePushed', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['PUSH'] }, options),
    );
  }

  /** Creates a rule for images that were deleted, by an API call or by the lifecycle policy. */
  public onImageDeleted(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageDeleted', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['DELETE'] }, options),
    );
  }

  /** Creates a rule for images that were archived. An archived image cannot be pulled. */
  public onImageArchived(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageArchived', options, (source, method) =>
      imagePattern(source, method, storageClass('ARCHIVE'), options),
    );
  }

  /** Creates a rule for images that were restored from the archive. */
  public onImageRestored(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageRestored', options, (source, method) =>
      imagePattern(source, method, storageClass('STANDARD'), options),
    );
  }

  /**
   * Creates a rule for referrers that were pushed.
   *
   * A referrer is a signature, a bill of materials, or another artifact that refers to an image.
   */
  public onReferrerPushed(id: string, options: ReferrerEventOptions = {}): events.Rule {
    return this._rule(id, 'onReferrerPushed', options, (source, method) => referrerPattern(source, method, options));
  }

  /**
   * Creates a rule for completed scans.
   *
   * Under basic scanning, every completed scan sends an event. Under enhanced scanning, only the first scan of an image
   * does. Amazon Inspector scans the image again when new vulnerabilities become known: use `onFinding` for what these
   * scans find.
   *
   * @throws if the type of scanning is unknown
   */
  public onScanCompleted(id: string, options: ScanCompletedOptions = {}): events.Rule {
    return this._rule(id, 'onScanCompleted', options, (source, method) => scanPattern(source, method, options));
  }

  /**
   * Creates a rule for findings that Amazon Inspector reports or changes.
   *
   * Each finding sends an event of its own, so the first scan of an image may send hundreds. Amazon Inspector sends a
   * finding again when a vendor changes the data of the vulnerability. Let a pager alert only once for each finding.
   *
   * @throws unless the registry has enhanced scanning
   */
  public onFinding(id: string, options: FindingOptions = {}): events.Rule {
    return this._rule(id, 'onFinding', options, (source, method) => findingPattern(source, method, options));
  }

  /**
   * Creates a rule for changes of how often the images of a repository are scanned.
   *
   * @throws unless the registry has enhanced scanning
   */
  public onScanFrequencyChanged(id: string, options: ScanFrequencyChangedOptions = {}): events.Rule {
    return this._rule(id, 'onScanFrequencyChanged', options, (source, method) => {
      checkEnhanced(source, method);
      return frequencyPattern(source, method, options.frequencies);
    });
  }

  /**
   * Creates a rule for images that a pull-through cache copied from its upstream registry.
   *
   * With `EventResult.FAILURE`, the rule matches images that the cache could not copy.
   */
  public onPullThroughCacheSynced(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onPullThroughCacheSynced', options, (source, method) =>
      cachePattern(source, method, options),
    );
  }

  /**
   * Creates a rule for images that arrived by replication.
   *
   * Amazon ECR sends these events to the destination registry, not to the source registry.
   *
   * @throws if `source` is the destination registry itself
   */
  public onReplicated(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicated', options, (source, method) =>
      replicationPattern(source, method, EventResult.SUCCESS, options),
    );
  }

  /**
   * Creates a rule for images whose replication to this registry failed.
   *
   * Amazon ECR sends these events to the destination registry, not to the source registry.
   *
   * @throws if `source` is the destination registry itself
   */
  public onReplicationFailed(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicationFailed', options, (source, method) =>
      replicationPattern(source, method, 'FAILED', options),
    );
  }

  /**
   * Creates a rule for changes to repositories, such as their creation, deletion or a new policy.
   *
   * The rule needs an AWS CloudTrail trail that logs management events in the registry's region.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
   */
  public onRepositoryChanged(id: string, options: RepositoryChangedOptions = {}): events.Rule {
    return this._rule(id, 'onRepositoryChanged', options, (source, method) =>
      changePattern(source, method, REPOSITORY_OPERATIONS, options.changes, source.repositories.names()),
    );
  }

  /** @internal */
  protected _rule(
    id: string,
    method: string,
    options: EventRuleOptions,
    patternOf: (source: EventSource, method: string) => events.EventPattern,
  ): events.Rule {
    const source = this._source;
    const scope = options.crossStackScope ?? source.scope;
    checkDeployedBeside(`${source.api}.${method}`, scope, source.env);
    return new events.Rule(scope, id, {
      ruleName: options.ruleName,
      description: options.description,
      eventPattern: patternOf(source, method),
      targets: options.target && [options.target],
    });
  }
}

function storageClass(target: 'ARCHIVE' | 'STANDARD'): ImageAction {
  return { 'action-type': ['UPDATE_STORAGE_CLASS'], 'target-storage-class': [target] };
}
