import { Duration } from 'aws-cdk-lib';
import { EcrRule, ImageTagMutability, LifecyclePolicy, LifecycleRule, TagSelection } from 'cdk-ecr';
import type { AcknowledgeOptions, RepositorySettings } from 'cdk-ecr';
import { DISTRIBUTIONS, RUNTIMES, SERVICES } from './official-images';

/** Images that are used alike, and how their repositories must look. */
export interface ImageGroup {
  readonly images: string[];
  readonly settings: RepositorySettings;
  /** The decision to fail a compliance control, with the reason; a group that fails none has no such decision. */
  readonly acceptedRisk?: AcknowledgeOptions;
}

/** Operating systems: upstream rebuilds `bookworm` and `24.04` with every round of security fixes. */
const distributions: ImageGroup = {
  images: DISTRIBUTIONS,
  settings: {
    // A dated snapshot such as bookworm-20250811 is what a reproducible build starts from.
    tagMutability: ImageTagMutability.mutable({ exceptTags: ['*-20*'] }),
    lifecycle: LifecyclePolicy.forPulledImages(),
    tags: { 'image-group': 'distributions' },
  },
  acceptedRisk: {
    rule: EcrRule.TAG_IMMUTABILITY,
    reason:
      'A distribution is rebuilt under the same tag with security fixes, and builds must get them; ' +
      'those that need a fixed image use a dated tag, which is immutable, or a digest.',
  },
};

/** Languages, build tools and application servers: teams build on a version, and move on after some months. */
const runtimes: ImageGroup = {
  images: RUNTIMES,
  settings: {
    tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'lts', 'stable', 'slim', 'alpine'] }),
    lifecycle: LifecyclePolicy.of(
      LifecycleRule.keep({ description: 'the newest version stays', tags: TagSelection.pattern('latest') }),
      LifecycleRule.archiveNotPulledFor(Duration.days(180), { description: 'nobody builds on it any more' }),
      LifecycleRule.expireArchivedAfter(Duration.days(365)),
    ),
    tags: { 'image-group': 'runtimes' },
  },
  acceptedRisk: {
    rule: EcrRule.TAG_EXCEPTIONS,
    reason:
      'Only tags that name no version can be moved, and a build that uses one asks for the newest version; ' +
      'tags that name a version are immutable.',
  },
};

/** Databases, servers and applications: what has run in production can be brought back for years. */
const services: ImageGroup = {
  images: SERVICES,
  settings: {
    tagMutability: ImageTagMutability.immutable(),
    lifecycle: LifecyclePolicy.of(
      LifecycleRule.expireUntagged(Duration.days(14)),
      LifecycleRule.archiveNotPulledFor(Duration.days(365), { description: 'no longer deployed' }),
      LifecycleRule.expireArchivedAfter(Duration.days(3 * 365), { description: 'end of the retention period' }),
    ),
    tags: { 'image-group': 'services' },
  },
};

/** All images of the mirror. */
export const IMAGE_GROUPS: ImageGroup[] = [distributions, runtimes, services];
