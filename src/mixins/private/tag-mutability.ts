import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { maySet, redeclare } from './mixin-owner';
import { followCache } from '../../repository/cached-tags';
import type { ImageTagMutability } from '../../repository/image-tag-mutability';
import { MixinStrategy } from '../mixin-strategy';

/** The mode and its filters are one choice: they go together. */
export function applyTagMutability(
  resource: ecr.CfnRepository,
  tagMutability: ImageTagMutability,
  strategy?: MixinStrategy,
): void {
  const said = resource.imageTagMutability !== undefined || resource.imageTagMutabilityExclusionFilters !== undefined;
  if (!maySet(resource, 'ImageTagMutability', strategy, said)) return;
  const { imageTagMutability, imageTagMutabilityExclusionFilters } = tagMutability._render();
  resource.imageTagMutability = imageTagMutability;
  resource.imageTagMutabilityExclusionFilters = imageTagMutabilityExclusionFilters;
  redeclare(resource, { tagMutability });
  followCache(resource, strategy === MixinStrategy.OVERRIDE ? tagMutability : tagMutability._asDefault());
}
