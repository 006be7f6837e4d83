import type { ConsumerImage } from './consumer-images';
import { covers, nearestPrefix, ROOT } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { Place } from '../environments';
import { isSamePlace, placeOf, resourcesIn } from '../environments';
import { known } from '../list-items';

/** A host of a private registry, at any of its endpoints. Its account and region may be holes. */
const HOST = /^([^.]+)\.dkr[.-]ecr(?:-fips)?\.([^.]+)\./;

/** The account and region of the private registry of an image; `undefined` for any other registry. */
export function registryOf({ host, repository }: ConsumerImage): Place | undefined {
  if (repository) return placeOf(repository.stack);
  const [, account, region] = HOST.exec(host) ?? [];
  return account === undefined ? undefined : { account, region };
}

/** The resources of a type in the registry of an image. */
export function resourcesBeside(
  consumer: TemplateResource,
  image: ConsumerImage,
  type: string,
  app: TemplateApp,
): readonly TemplateResource[] {
  const registry = registryOf(image);
  if (registry === undefined) return [];
  return isSamePlace(registry, placeOf(consumer.stack))
    ? app.sameEnvironment(consumer, type)
    : resourcesIn(app, type, registry);
}

/** The cache of the app through which an image comes. A cache without a prefix may cover any repository, so it is none. */
export function cacheOf(
  consumer: TemplateResource,
  image: ConsumerImage,
  app: TemplateApp,
): { readonly cache: TemplateResource; readonly prefix: string } | undefined {
  if (hasHole(image.path)) return undefined;
  const caches = resourcesBeside(consumer, image, ResourceType.PULL_THROUGH_CACHE_RULE, app).flatMap((cache) => {
    const prefix = known(cache.property('EcrRepositoryPrefix'));
    return prefix === undefined || prefix === ROOT || !covers(prefix, image.path) ? [] : [{ cache, prefix }];
  });
  const nearest = nearestPrefix(
    caches.map(({ prefix }) => prefix),
    image.path,
  );
  return caches.find(({ prefix }) => prefix === nearest);
}
