import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { Gathering } from './gathering';
import { Lifecycles } from './lifecycles';
import { encryptionText, mutabilityText } from './repository-words';
import { Scanning } from './scanning';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { byText } from '../../../../src/text/lists';
import { tagOf } from '../../check/owner-tag';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';
import type { RegistryReport, ReportedRegistry } from '../model/registry-report';
import { RepositoryOrigin } from '../model/reported-repository';
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
  const lifecycles = new Lifecycles();
  const registries: ReportedRegistry[] = [];
  const repositories: ReportedRepository[] = [];
  const placeOf = new Map<TemplateResource, number>();
  const inSnapshots = new Map<number, SnapshotRepository>();
  const gathered = gathering.registries.sort((one, other) => byText(one.name, other.name));
  for (const [place, registry] of gathered.entries()) {
    const scanning = new Scanning(registry);
    for (const repository of inOrder(registry)) {
      const { name, isPublic, declared, deployed, all, inSnapshot } = repository;
      const source = (declared ?? deployed)!;
      const lifecycle = isPublic ? undefined : lifecycles.placeOf(source.properties);
      const owner = ownerOf(repository, inputs.ownerTag);
      const index = repositories.push({
        registry: place,
        name,
        ...(isPublic && { isPublic }),
        origin:
          declared && deployed
            ? RepositoryOrigin.BOTH
            : declared
              ? RepositoryOrigin.DECLARED
              : RepositoryOrigin.DEPLOYED,
        ...(declared?.path !== undefined && { path: declared.path }),
        ...(owner !== undefined && { owner }),
        encryption: isPublic ? 'AES-256' : encryptionText(source),
        mutability: mutabilityText(source.properties),
        ...(lifecycle !== undefined && { lifecycle }),
        scanning: scanning.of(repository),
        replicas: [],
        grants: [],
      });
      for (const { resource } of all) placeOf.set(resource, index - 1);
      if (inSnapshot) inSnapshots.set(index - 1, inSnapshot);
    }
    registries.push({
      name: registry.name,
      ...registry.place,
      ...(registry.isOutside && { isOutside: true }),
      ...{ settings: [], replications: [], caches: [], templates: [], signings: [], grants: [] },
    });
  }
  return {
    ...{ registries, repositories, lifecycles: lifecycles.all },
    ...{ principals: [], grants: [], statements: [] },
    ...{ placeOf, inSnapshots },
  };
}

/** The repositories of a registry by name, the private one of a name first. */
function inOrder({ repositories }: GatheredRegistry): GatheredRepository[] {
  return [...repositories.values()].sort(
    (one, other) => byText(one.name, other.name) || Number(one.isPublic) - Number(other.isPublic),
  );
}

/** Who is responsible: by the tag, or else by the stack. */
function ownerOf({ declared, deployed }: GatheredRepository, ownerTag: string | undefined): string | undefined {
  const sources = [declared, deployed].flatMap((each) => each ?? []);
  const tags = ownerTag === undefined ? [] : sources.flatMap(({ resource }) => tagOf(resource, ownerTag) ?? []);
  return tags[0] ?? sources.flatMap(({ input, resource }) => input.ownerOf(resource) ?? [])[0];
}
