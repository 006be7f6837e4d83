import { CONSUMER_TYPES, imagesOf, isRead } from './consumer-images';
import { EcrRule } from '../../../ecr/ecr-rule';
import { hasHole } from '../../../text/holes';
import { matchesWildcard } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const IMAGE_REGISTRY: Rule = {
  id: EcrRule.IMAGE_REGISTRY,
  types: CONSUMER_TYPES,
  isAsked: ({ allowedImageRegistries }) => allowedImageRegistries !== undefined,
  check: checkImages,
};

function* checkImages(
  consumer: TemplateResource,
  { app, props: { allowedImageRegistries: allowed } }: CheckContext,
): Iterable<Problem> {
  if (allowed === undefined) return;
  for (const image of imagesOf(consumer, app)) {
    const { at } = image;
    if (!isRead(image) || hasHole(image.host)) {
      yield { at, text: 'the registry of the image is known only at deployment', unresolved: true };
    } else if (!allowed.some((pattern) => matchesWildcard(pattern, image.host))) {
      yield { at, text: `${image.name} is an image of ${image.host}, which is no allowed registry` };
    }
  }
}
