import { fillRegion } from '../../../ecr/fill-region';
import { registryHost } from '../../../ecr/hosts';
import { parseImage } from '../../../ecr/image-reference';
import { urlSuffixOf } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, hasHole, hole, isKnownText, readable, UNRESOLVED } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { placeOf } from '../environments';
import { membersOf } from '../list-items';

/** The types of resources that run images. */
export const CONSUMER_TYPES = [
  ResourceType.TASK_DEFINITION,
  ResourceType.FUNCTION,
  ResourceType.BUILD_PROJECT,
  ResourceType.APP_RUNNER_SERVICE,
  ResourceType.JOB_DEFINITION,
];

/** The properties with the image of each type that has one image. */
const IMAGE_PROPERTIES: Readonly<Record<string, string>> = {
  [ResourceType.FUNCTION]: 'Code.ImageUri',
  [ResourceType.BUILD_PROJECT]: 'Environment.Image',
  [ResourceType.APP_RUNNER_SERVICE]: 'SourceConfiguration.ImageRepository.ImageIdentifier',
  [ResourceType.JOB_DEFINITION]: 'ContainerProperties.Image',
};

/** An image that a resource runs. Its parts may have holes. */
export interface ConsumerImage {
  readonly at: string;
  /** The whole name, for people. */
  readonly name: string;
  readonly host: string;
  /** The name of its repository. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Its repository, if the app declares it. */
  readonly repository?: TemplateResource;
}

/** The images that a resource runs. `undefined` stands for an image that is wholly unresolved. */
export function* imagesOf(
  consumer: TemplateResource,
  app: TemplateApp,
): Iterable<ConsumerImage | { readonly at: string }> {
  for (const { at, image } of namesOf(consumer)) {
    if (typeof image !== 'string') continue;
    yield readImage(at, image, consumer, app);
  }
}

/** Whether the name of an image was read. */
export function isRead(image: ConsumerImage | { readonly at: string }): image is ConsumerImage {
  return 'host' in image;
}

/** The names of the images that a resource runs, as the template has them. */
export function namesOf(consumer: TemplateResource): { at: string; image: unknown }[] {
  if (consumer.type === ResourceType.TASK_DEFINITION) {
    return membersOf(consumer.property('ContainerDefinitions'), 'Properties/ContainerDefinitions').all.map(
      ({ at, json }) => ({ at: `${at}/Image`, image: json.Image }),
    );
  }
  const path = IMAGE_PROPERTIES[consumer.type];
  const image = consumer.property(path);
  // CodeBuild provides these images itself.
  if (isKnownText(image) && image.startsWith('aws/codebuild/')) return [];
  return [{ at: `Properties/${path.replaceAll('.', '/')}`, image }];
}

function readImage(
  at: string,
  image: string,
  consumer: TemplateResource,
  app: TemplateApp,
): ConsumerImage | { readonly at: string } {
  // A reference may contain the separators of a name.
  const references: string[] = [];
  const filled = String(fillRegion(image, consumer.stack.region));
  const numbered = fill(filled, (reference) => hole(String(references.push(reference) - 1)));
  const restore = (text: string) => fill(text, (index) => hole(references[Number(index)]));
  const own = placeOf(consumer.stack);
  const inPlace = (text: string) =>
    fill(text, (reference) => {
      if (reference === 'AWS::AccountId') return own.account;
      return reference === 'AWS::Region' ? own.region : hole(reference);
    });
  const { host, repository: name, tag, digest } = parseImage(numbered);
  const registry = inPlace(restore(host));
  const repository = repositoryOf(restore(name), registry, app);
  // Without a "/", a name with a hole may have the host in it, as the attribute `RepositoryUri` has.
  const isWhole = !numbered.includes('/') && hasHole(name);
  if (isWhole && !repository) return { at };
  return {
    at,
    name:
      repository && hasHole(image) ? `${repository.constructPath}:${readable(restore(tag ?? ''))}` : readable(image),
    host: repository && (isWhole || hasHole(registry)) ? (hostOf(repository) ?? UNRESOLVED) : registry,
    path: String(repository?.property('RepositoryName') ?? restore(name)),
    tag: tag === undefined ? undefined : restore(tag),
    digest: digest === undefined ? undefined : restore(digest),
    repository,
  };
}

/** The repository of the app with a name, by reference or in the registry with a host. */
function repositoryOf(name: string, host: string, app: TemplateApp): TemplateResource | undefined {
  const referred = app.resourceOf(name);
  if (referred) return referred.type === ResourceType.REPOSITORY ? referred : undefined;
  if (!isKnownText(name)) return undefined;
  const named = app.resourcesOf(ResourceType.REPOSITORY).filter((each) => each.property('RepositoryName') === name);
  return named.find((each) => hostOf(each) === host) ?? (hasHole(host) && named.length === 1 ? named[0] : undefined);
}

/** The standard host of the registry of a repository, if its account and region are known. */
function hostOf({ stack: { account, region } }: TemplateResource): string | undefined {
  if (account === undefined || region === undefined) return undefined;
  return registryHost({ account, region, urlSuffix: urlSuffixOf(region) });
}
