import { CONSUMER_TYPES, imagesOf, isRead, namesOf } from './consumer-images';
import { cacheOf } from './image-registry-place';
import { EcrRule } from '../../../ecr/ecr-rule';
import { fillRegion } from '../../../ecr/fill-region';
import { mistakesInOfficialImage, mistakesInUpstreamRepository } from '../../../ecr/mistakes/caches';
import { mistakesInImage } from '../../../ecr/mistakes/images';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { startOfNames } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, hole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule, UnknownNames } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { upstreamOf } from '../registry/caches';

export const IMAGE_REFERENCE: Rule = {
  id: EcrRule.IMAGE_REFERENCE,
  types: CONSUMER_TYPES,
  check: checkImages,
};

/** Regions and hosts of images that the library does not know. */
export const IMAGE_NAMES: UnknownNames = {
  types: CONSUMER_TYPES,
  *check(consumer) {
    for (const { at, image } of namesOf(consumer)) {
      if (typeof image !== 'string') continue;
      yield* problemsOf(EcrRule.UNKNOWN_NAME, at, 'a part of the image', mistakesIn(image, consumer));
    }
  },
};

function* checkImages(consumer: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  let mistaken = false;
  for (const { at, image } of namesOf(consumer)) {
    if (typeof image !== 'string') continue;
    const found = [...checkReferences(at, image, app)];
    if (found.length === 0) {
      const mistakes = [...mistakesIn(image, consumer)].map((each) => ({ ...each, found: readable(image) }));
      found.push(...problemsOf(EcrRule.IMAGE_REFERENCE, at, 'the image', mistakes));
    }
    mistaken ||= found.length > 0;
    yield* found;
  }
  if (!mistaken) yield* checkCached(consumer, app);
}

/** The mistakes in a name, whose holes are numbered, because a reference may contain the separators of a name. */
function mistakesIn(image: string, { stack: { account, region } }: TemplateResource): Iterable<Mistake> {
  let count = 0;
  const numbered = fill(String(fillRegion(image, region)), (reference) => {
    if (reference === 'AWS::AccountId' && account !== undefined) return account;
    if (reference === 'AWS::Region' && region !== undefined) return region;
    return hole(String(count++));
  });
  return mistakesInImage(numbered);
}

/** A repository of the app by its name or ARN, where its URI is meant, or the other way round. */
function* checkReferences(at: string, image: string, app: TemplateApp): Iterable<Problem> {
  const references: string[] = [];
  const text = fill(image, (reference) => hole(String(references.push(reference) - 1)));
  // A scheme is a mistake of its own.
  if (text.includes('://')) return;
  for (const [index, reference] of references.entries()) {
    const repository = app.resourceOf(hole(reference));
    if (repository?.type !== ResourceType.REPOSITORY) continue;
    const before = text.slice(0, text.indexOf(hole(String(index))));
    const [, attribute] = reference.slice(reference.lastIndexOf('|') + 1).split('.');
    const { constructPath } = repository;
    if (before === '' && attribute !== 'RepositoryUri') {
      const what = attribute === 'Arn' ? 'the ARN' : 'only the name';
      yield {
        at,
        text: `the image starts with ${what} of ${constructPath} but must start with its URI`,
        remedy: 'take the RepositoryUri of the repository',
      };
    } else if (before.includes('/') && attribute !== undefined) {
      yield {
        at,
        text: `the image has the ${attribute} of ${constructPath} where only the name can be`,
        remedy: 'take the RepositoryUri of the repository, with nothing before it',
      };
    }
  }
}

/** The name of an image below the prefix of a cache, which is the name in the upstream registry. */
function* checkCached(consumer: TemplateResource, app: TemplateApp): Iterable<Problem> {
  for (const image of imagesOf(consumer, app)) {
    const served = isRead(image) && !image.repository ? cacheOf(consumer, image, app) : undefined;
    if (!isRead(image) || !served || served.cache.condition !== undefined) continue;
    const { cache, prefix } = served;
    const upstreamPrefix = cache.property('UpstreamRepositoryPrefix');
    const { upstream } = upstreamOf(cache);
    if (!upstream || (!isMissing(upstreamPrefix) && upstreamPrefix !== 'ROOT')) continue;
    const name = image.path.slice(startOfNames(prefix).length);
    const mistakes = [
      ...mistakesInUpstreamRepository(name, prefix, upstream),
      ...mistakesInOfficialImage(name, upstream),
    ].filter(({ id }) => id === EcrRule.REPOSITORY_NAME);
    const property = `the part after ${prefix}/, the prefix of ${cache.constructPath},`;
    yield* problemsOf(EcrRule.REPOSITORY_NAME, image.at, property, mistakes);
  }
}
