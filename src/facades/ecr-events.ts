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
 * Rules for the events of Amazon ECR and Amazon Inspector: the base of `RepositoryEvents` and `RegistryEvents`.
 *
 * Events arrive on the default bus of the registry's account and region, best effort: now and then twice or not at all.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export abstract class EcrEvents {
  /** @internal */
  protected abstract readonly _source: EventSource;

  /** An image was pushed. A multi-architecture image sends an event for each of its manifests, mostly without a tag. */
  public onImagePushed(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImagePushed', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['PUSH'] }, options),
    );
  }

  /** An image was deleted, by a call or by the lifecycle policy. */
  public onImageDeleted(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageDeleted', options, (source, method) =>
      imagePattern(source, method, { 'action-type': ['DELETE'] }, options),
    );
  }

  /** An image went to the archive, where it cannot be pulled. */
  public onImageArchived(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageArchived', options, (source, method) =>
      imagePattern(source, method, storageClass('ARCHIVE'), options),
    );
  }

  /** An image came back from the archive. */
  public onImageRestored(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onImageRestored', options, (source, method) =>
      imagePattern(source, method, storageClass('STANDARD'), options),
    );
  }

  /** A referrer was pushed: a signature, a bill of materials, or another artifact that refers to an image. */
  public onReferrerPushed(id: string, options: ReferrerEventOptions = {}): events.Rule {
    return this._rule(id, 'onReferrerPushed', options, (source, method) => referrerPattern(source, method, options));
  }

  /**
   * A scan is complete: each scan under basic scanning, the first scan of an image under enhanced scanning. What Amazon
   * Inspector finds later in the same image, when new vulnerabilities become known, is for `onFinding` only.
   *
   * @throws if it is not known who scans
   */
  public onScanCompleted(id: string, options: ScanCompletedOptions = {}): events.Rule {
    return this._rule(id, 'onScanCompleted', options, (source, method) => scanPattern(source, method, options));
  }

  /**
   * Amazon Inspector reports a finding or changes one: an event for each, hundreds for a first scan. It sends one again
   * when a vendor changes the data of a vulnerability: page once for each finding.
   *
   * @throws unless the registry has enhanced scanning
   */
  public onFinding(id: string, options: FindingOptions = {}): events.Rule {
    return this._rule(id, 'onFinding', options, (source, method) => findingPattern(source, method, options));
  }

  /**
   * Another frequency applies to the images of a repository.
   *
   * @throws unless the registry has enhanced scanning
   */
  public onScanFrequencyChanged(id: string, options: ScanFrequencyChangedOptions = {}): events.Rule {
    return this._rule(id, 'onScanFrequencyChanged', options, (source, method) => {
      checkEnhanced(source, method);
      return frequencyPattern(source, method, options.frequencies);
    });
  }

  /** A pull-through cache has copied an image from its upstream; with `EventResult.FAILURE`, it could not. */
  public onPullThroughCacheSynced(id: string, options: ImageEventOptions = {}): events.Rule {
    return this._rule(id, 'onPullThroughCacheSynced', options, (source, method) =>
      cachePattern(source, method, options),
    );
  }

  /**
   * An image has arrived here by replication. The events are sent to the destination, not to the source.
   *
   * @throws if the source is this registry itself
   */
  public onReplicated(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicated', options, (source, method) =>
      replicationPattern(source, method, EventResult.SUCCESS, options),
    );
  }

  /**
   * An image could not be replicated to here. The events are sent to the destination, not to the source.
   *
   * @throws if the source is this registry itself
   */
  public onReplicationFailed(id: string, options: ReplicationEventOptions = {}): events.Rule {
    return this._rule(id, 'onReplicationFailed', options, (source, method) =>
      replicationPattern(source, method, 'FAILED', options),
    );
  }

  /**
   * A repository was changed. Needs a trail of AWS CloudTrail that logs management events in this region.
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
