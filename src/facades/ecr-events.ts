import * as events from 'aws-cdk-lib/aws-events';
import type {
  EventRuleOptions,
  FindingOptions,
  ImageEventOptions,
  ReferrerEventOptions,
  ReplicationEventOptions,
  RepositoryChangedOptions,
  ScanCompletedOptions,
  ScanFailedOptions,
  ScanFrequencyChangedOptions,
} from './event-options';
import type { EventSource } from './event-source';
import { noteTrail } from './note-trail';
import { changePattern, lifecycleRunPattern } from './patterns/change-pattern';
import {
  cachePattern,
  frequencyPattern,
  imagePattern,
  referrerPattern,
  replicationPattern,
} from './patterns/image-patterns';
import type { ImageAction } from './patterns/image-patterns';
import { checkDeployedBeside } from '../core/environment';
import { checkEnhanced, failedScanPattern, findingPattern, scanPattern } from './patterns/scan-patterns';
import { EventResult } from '../ecr/events/event-enums';
import { REPOSITORY_OPERATIONS } from '../ecr/events/operations';

/**
 * Creates EventBridge rules for events of Amazon ECR and Amazon Inspector. Base of `RepositoryEvents` and
 * `RegistryEvents`.
 *
 * Events arrive on the default event bus in the account and region of the registry. Delivery is best effort: an event
 * may arrive twice or not at all.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export abstract class EcrEvents {
  /** @internal */
  protected abstract readonly _source: EventSource;

  /**
   * Creates an EventBridge rule that matches when an image is pushed.
   *
   * A push of a multi-architecture image sends an event for each of its manifests. Most of these events have no tag.
   */
  public onImagePushed(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImagePushed', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['PUSH'] }, options),
    );
  }

  /** Creates an EventBridge rule that matches when an image is deleted, by an API call or by the lifecycle policy. */
  public onImageDeleted(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageDeleted', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['DELETE'] }, options),
    );
  }

  /** Creates an EventBridge rule that matches when an image is archived. An archived image cannot be pulled. */
  public onImageArchived(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageArchived', options, (source, method) =>
      imagePattern(source, method, storageClass('ARCHIVE'), options),
    );
  }

  /** Creates an EventBridge rule that matches when an image is restored from the archive. */
  public onImageRestored(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageRestored', options, (source, method) =>
      imagePattern(source, method, storageClass('STANDARD'), options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when a referrer is pushed.
   *
   * A referrer is an artifact that refers to an image, such as a signature or a bill of materials.
   */
  public onReferrerPushed(id: string, options: ReferrerEventOptions = {}): events.Rule {
    return this._rule(id, 'onReferrerPushed', options, (source, method) =>
      referrerPattern(source, method, 'PUSH', options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when a referrer is deleted.
   *
   * A referrer is an artifact that refers to an image, such as a signature or a bill of materials. An image whose
   * signature is deleted may no longer pass a check of signatures.
   */
  public onReferrerDeleted(id: string, options: ReferrerEventOptions = {}): events.Rule {
    return this._rule(id, 'onReferrerDeleted', options, (source, method) =>
      referrerPattern(source, method, 'DELETE', options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when a lifecycle policy has deleted or archived images.
   *
   * The event lists the images, each with the priority of the rule of the policy, and the failures. A run on many images
   * sends several events. For one event for each deleted image, without AWS CloudTrail, use `onImageDeleted`.
   *
   * The events arrive only if an AWS CloudTrail trail logs management events in this region.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
   */
  public onLifecycleRun(id: string, options: EventRuleOptions = {}): events.Rule {
    return this._rule(id, 'onLifecycleRun', options, (source) => lifecycleRunPattern(source));
  }

  /**
   * Creates an EventBridge rule that matches when an image scan is completed.
   *
   * Under basic scanning, each scan counts. Under enhanced scanning, only the first scan of an image counts. When a new
   * vulnerability becomes known later, Amazon Inspector reports it only as a finding: use `onFinding`.
   *
   * @throws if the type of scanning is not known: set `scanning` of the registry, or `scanType`
   */
  public onScanCompleted(id: string, options: ScanCompletedOptions = {}): events.Rule {
    return this._rule(id, 'onScanCompleted', options, (source, method) => scanPattern(source, method, options));
  }

  /**
   * Creates an EventBridge rule that matches when an image scan of basic scanning failed.
   *
   * The vulnerabilities of the image are then unknown. Amazon ECR fails to scan, for example, an image whose operating
   * system it does not know.
   *
   * @throws unless the registry has basic scanning: Amazon Inspector sends no events of failed scans
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-troubleshooting.html
   */
  public onScanFailed(id: string, options: ScanFailedOptions = {}): events.Rule {
    return this._rule(id, 'onScanFailed', options, (source, method) => failedScanPattern(source, method, options));
  }

  /**
   * Creates an EventBridge rule that matches when Amazon Inspector reports or changes a finding.
   *
   * Amazon Inspector sends one event for each finding. The first scan of an image may have hundreds of findings. Amazon
   * Inspector sends the event of a finding again when a vendor changes the data of the vulnerability. If you page
   * people, page them only once for each finding.
   *
   * @throws unless the registry has enhanced scanning
   */
  public onFinding(id: string, options: FindingOptions = {}): events.Rule {
    return this._rule(id, 'onFinding', options, (source, method) => findingPattern(source, method, options));
  }

  /**
   * Creates an EventBridge rule that matches when the scan frequency of a repository changes.
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
   * Creates an EventBridge rule that matches when a pull-through cache has copied an image from its upstream.
   *
   * For copies that failed, set `result` to `EventResult.FAILURE`.
   */
  public onPullThroughCacheSynced(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onPullThroughCacheSynced', options, (source, method) =>
      cachePattern(source, method, options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when replication has copied an image into this registry.
   *
   * Amazon ECR sends these events in the destination registry of the replication, not in the source registry.
   *
   * @throws if `source` is this registry itself
   */
  public onReplicated(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicated', options, (source, method) =>
      replicationPattern(source, method, EventResult.SUCCESS, options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when replication could not copy an image into this registry.
   *
   * Amazon ECR sends these events in the destination registry of the replication, not in the source registry.
   *
   * @throws if `source` is this registry itself
   */
  public onReplicationFailed(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicationFailed', options, (source, method) =>
      replicationPattern(source, method, 'FAILED', options),
    );
  }

  /**
   * Creates an EventBridge rule that matches when a repository is created, deleted or changed.
   *
   * The events arrive only if an AWS CloudTrail trail logs management events in this region.
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
    const eventPattern = patternOf(source, method);
    const rule = new events.Rule(scope, id, {
      ruleName: options.ruleName,
      description: options.description,
      eventPattern,
      targets: options.target && [options.target],
    });
    noteTrail(rule, eventPattern);
    return rule;
  }
}

function storageClass(target: 'ARCHIVE' | 'STANDARD'): ImageAction {
  return { 'action-type': ['UPDATE_STORAGE_CLASS'], 'target-storage-class': [target] };
}
