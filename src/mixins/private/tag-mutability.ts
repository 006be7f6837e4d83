import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { maySet, overrideOf, redeclare } from './mixin-owner';
import type { ImageTagMutability } from '../../repository/image-tag-mutability';
import type { MixinStrategy } from '../mixin-strategy';

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
}

/** Whether at least some tags of the repository can move, as it is rendered. */
export function tagsCanMove(resource: ecr.CfnRepository): boolean {
  const override = overrideOf(resource, 'ImageTagMutability');
  return Stack.of(resource).resolve(override ? override.value : resource.imageTagMutability) !== 'IMMUTABLE';
}
