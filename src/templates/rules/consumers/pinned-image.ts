import { CONSUMER_TYPES, imagesOf, isRead } from './consumer-images';
import type { ConsumerImage } from './consumer-images';
import { EcrRule } from '../../../ecr/ecr-rule';
import { hasHole } from '../../../text/holes';
import { matchesWildcard } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { membersOf } from '../list-items';

export const PINNED_IMAGE: Rule = {
  id: EcrRule.PINNED_IMAGE,
  types: CONSUMER_TYPES,
  isAsked: ({ requirePinnedImages }) => requirePinnedImages === true,
  check: checkImages,
};

/** The tag of an asset of the CDK is the hash of its content, after a prefix that an app may choose. */
const CONTENT_HASH = /[0-9a-f]{64}$/;
/** The host of a private registry, at any of its endpoints. Its account and region may be unresolved. */
const PRIVATE_HOST = /\.dkr[.-]ecr(-fips)?\./;

function* checkImages(consumer: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  if (props.requirePinnedImages !== true) return;
  for (const image of imagesOf(consumer, app)) {
    const { at } = image;
    const movable = isRead(image) ? movableTag(image) : undefined;
    if (movable === false) continue;
    if (movable === undefined) {
      yield { at, text: 'whether the tag of the image can move is known only at deployment', unresolved: true };
    } else {
      yield { at, text: movable };
    }
  }
}

/** The reason why the tag of an image can move; `false` if it cannot, and `undefined` if that is unresolved. */
function movableTag({ name, host, tag, digest, repository }: ConsumerImage): string | false | undefined {
  if (digest !== undefined || tag === undefined || CONTENT_HASH.test(tag)) return false;
  if (repository) {
    const moves = movesIn(repository, tag);
    return moves === true ? `${name} has a tag that can be moved in ${repository.constructPath}` : moves;
  }
  if (tag === 'latest') return `${name} names no version, so each start may run another image`;
  if (hasHole(tag) || PRIVATE_HOST.test(host) || hasHole(host)) return undefined;
  return `${name} has a tag that its registry lets move`;
}

/** Whether a tag can move in a repository; `undefined` if it is unresolved. */
function movesIn(repository: TemplateResource, tag: string): boolean | undefined {
  const mode = repository.property('ImageTagMutability') ?? 'MUTABLE';
  if (hasHole(mode)) return undefined;
  if (mode === 'IMMUTABLE') return false;
  if (mode !== 'IMMUTABLE_WITH_EXCLUSION' && mode !== 'MUTABLE_WITH_EXCLUSION') return true;
  const filters = repository.property('ImageTagMutabilityExclusionFilters');
  if (hasHole(filters) || hasHole(tag)) return undefined;
  const isExcluded = membersOf(filters, '').all.some(({ json }) =>
    matchesWildcard(String(json.ImageTagMutabilityExclusionFilterValue), tag),
  );
  return isExcluded === (mode === 'IMMUTABLE_WITH_EXCLUSION');
}
