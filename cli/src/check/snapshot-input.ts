import { InputKind } from './checked-input';
import type { CheckedInput, FilePlace } from './checked-input';
import { LEFT_OUT } from './declared-only-rules';
import { isJudged, registryResources, repositoryResource, unknownResources } from './deployed-resources';
import type { DeployedResource } from './deployed-resources';
import type { TemplateInput } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';
import { addTo } from '../../../src/text/lists';
import type { RepositoryLine, Unread } from '../snapshot/format';
import { REGISTRY_FILE, REPOSITORIES_FILE } from '../snapshot/format';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';

/** A registry of a snapshot as a stack, with what its resources do not tell. */
interface RegistryStack {
  readonly stack: TemplateInput;
  readonly places: ReadonlyMap<string, FilePlace>;
  readonly owners: ReadonlyMap<string, string>;
  readonly unread: readonly string[];
}

/** The id of a repository among the resources of its registry. A public one may have the name of a private one. */
export function repositoryId({
  repositoryName,
  isPublic,
}: Pick<RepositoryLine, 'repositoryName' | 'isPublic'>): string {
  return isPublic ? `public repository ${repositoryName}` : repositoryName;
}

/** What is deployed, as snapshots have it: each registry is a stack, and each setting a resource. */
export async function inputOfSnapshots(path: string, snapshots: readonly SnapshotDirectory[]): Promise<CheckedInput> {
  const registries: RegistryStack[] = [];
  for (const snapshot of snapshots) registries.push(await registryStack(snapshot));
  const byPath = new Map(registries.map((registry) => [registry.stack.path, registry]));
  return {
    kind: InputKind.SNAPSHOT,
    name: path,
    app: TemplateApp.fromTemplates(registries.map(({ stack }) => stack)),
    acknowledgements: [],
    leftOut: LEFT_OUT,
    unread: registries.flatMap(({ unread }) => unread),
    placeOf: ({ stack, logicalId }) => byPath.get(stack.path)!.places.get(logicalId)!,
    ownerOf: ({ stack, logicalId }) => byPath.get(stack.path)!.owners.get(logicalId),
  };
}

async function registryStack(snapshot: SnapshotDirectory): Promise<RegistryStack> {
  const { registry } = snapshot;
  const { account, region } = registry;
  const unread = registry.unread.filter(isJudged);
  const path = `${account}/${region}`;
  // A name may be one that objects have by themselves, such as `__proto__`.
  const resources = new Map<string, DeployedResource>();
  const places = new Map<string, FilePlace>();
  const owners = new Map<string, string>();
  const unreadOf = new Map<string, Unread[]>();
  for (const each of unread) addTo(unreadOf, each.of ?? '', each);
  const unreadOfAll = unreadOf.get('') ?? [];
  const registryPlace = { file: snapshot.nameOf(REGISTRY_FILE) };
  const ofRegistry = { ...registryResources(registry), ...unknownResources(unreadOfAll) };
  for (const [id, resource] of Object.entries(ofRegistry)) {
    resources.set(id, resource);
    places.set(id, registryPlace);
  }
  let line = 0;
  for await (const repository of snapshot.repositories()) {
    line += 1;
    const { repositoryName: name, stack } = repository;
    const id = repositoryId(repository);
    resources.set(id, repositoryResource(repository, [...unreadOfAll, ...(unreadOf.get(name) ?? [])]));
    places.set(id, { file: snapshot.nameOf(REPOSITORIES_FILE), line });
    if (stack) owners.set(id, stack.stackName);
  }
  return {
    stack: {
      path,
      account,
      region,
      template: { Resources: Object.fromEntries(resources) },
      templatePath: registryPlace.file,
      constructPathOf: (id) => `${path}/${id}`,
    },
    places,
    owners,
    unread: unread.map(({ action, of, code }) => `${action}${of === undefined ? '' : ` of ${of}`} in ${path}: ${code}`),
  };
}
