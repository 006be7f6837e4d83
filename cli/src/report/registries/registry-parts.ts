import { Access } from './access';
import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { Gathering } from './gathering';
import { Lifecycles } from './lifecycles';
import { RegistryWords } from './registry-words';
import { Replications } from './replications';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { byText } from '../../../../src/text/lists';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';
import type { RegistryReport, ReportedRegistry } from '../model/registry-report';
import type { ReportedRepository } from '../model/reported-repository';
import type { ReportInputs } from '../report-inputs';

/** The parts of a report that the resources tell. */
export interface RegistryParts extends Pick<
  RegistryReport,
  'registries' | 'repositories' | 'lifecycles' | 'principals' | 'grants' | 'statements'
> {
  /** The places of repositories by the resources that declare them. */
  readonly placeOf: ReadonlyMap<TemplateResource, number>;
  /** The repositories that snapshots have, by their places. */
  readonly inSnapshots: ReadonlyMap<number, SnapshotRepository>;
}

/** Reads registries and repositories from apps, templates and snapshots. */
export async function registryParts(inputs: ReportInputs): Promise<RegistryParts> {
  const gathering = await Gathering.of(inputs);
  const replications = new Replications(gathering);
  const gathered = gathering.registries.sort((one, other) => byText(one.name, other.name));
  const placeOfRegistry = new Map(gathered.map((registry, place) => [registry, place]));
  const placesOf = (registries: readonly GatheredRegistry[]) =>
    registries.map((each) => placeOfRegistry.get(each)!).sort((one, other) => one - other);
  const shared = {
    lifecycles: new Lifecycles(),
    access: new Access(
      new Set(gathered.flatMap(({ isOutside, place: { account } }) => (isOutside ? [] : (account ?? [])))),
    ),
  };
  const registries: ReportedRegistry[] = [];
  const repositories: ReportedRepository[] = [];
  const placeOf = new Map<TemplateResource, number>();
  const inSnapshots = new Map<number, SnapshotRepository>();
  for (const registry of gathered) {
    const words = new RegistryWords(registry, replications, shared);
    registries.push(words.registry((to) => placesOf([to])[0]));
    for (const repository of inOrder(registry)) {
      const place = repositories.length;
      repositories.push({
        registry: placeOfRegistry.get(registry)!,
        ...words.repository(repository, inputs.ownerTag),
        replicas: placesOf(replications.replicasOf(registry, repository)),
      });
      for (const { resource } of repository.all) placeOf.set(resource, place);
      if (repository.inSnapshot) inSnapshots.set(place, repository.inSnapshot);
    }
  }
  return { registries, repositories, lifecycles: shared.lifecycles.all, ...shared.access.all, placeOf, inSnapshots };
}

/** The repositories of a registry by name, the private one of a name first. */
function inOrder({ repositories }: GatheredRegistry): GatheredRepository[] {
  return [...repositories.values()].sort(
    (one, other) => byText(one.name, other.name) || Number(one.isPublic) - Number(other.isPublic),
  );
}
