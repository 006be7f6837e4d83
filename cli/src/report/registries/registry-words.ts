import type { Access } from './access';
import { Creation } from './creation';
import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import type { Lifecycles } from './lifecycles';
import type { Replications } from './replications';
import { encryptionText, mutabilityText } from './repository-words';
import { Scanning } from './scanning';
import { settingsOf } from './settings';
import { Signings } from './signings';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { withoutUndefined } from '../../../../src/text/without-undefined';
import { tagOf } from '../../check/owner-tag';
import type { ReportedRegistry } from '../model/registry-report';
import { RepositoryOrigin } from '../model/reported-repository';
import type { ReportedRepository } from '../model/reported-repository';

/** The lists that all registries share. */
export interface SharedLists {
  readonly lifecycles: Lifecycles;
  readonly access: Access;
}

/** Says of a registry and its repositories what a report needs. */
export class RegistryWords {
  private readonly scanning: Scanning;
  private readonly creation: Creation;
  private readonly signings: Signings;

  public constructor(
    private readonly gathered: GatheredRegistry,
    private readonly replications: Replications,
    private readonly shared: SharedLists,
  ) {
    this.scanning = new Scanning(gathered);
    this.creation = new Creation(gathered);
    this.signings = new Signings(gathered);
  }

  /** @param placeOf the place of a registry in the report */
  public registry(placeOf: (registry: GatheredRegistry) => number): ReportedRegistry {
    const { gathered, creation, signings } = this;
    const { name, place, isOutside } = gathered;
    const replications = this.replications.of(gathered);
    const policies = gathered.settingsOf(ResourceType.REGISTRY_POLICY);
    return {
      name,
      ...place,
      ...(isOutside && { isOutside }),
      settings: settingsOf(gathered, { replications, creation, signings }),
      replications: replications
        .map(({ to, prefixes }) => ({ to: placeOf(to), prefixes }))
        .sort((one, other) => one.to - other.to),
      caches: creation.reportedCaches,
      templates: creation.reportedTemplates,
      signings: signings.all,
      grants: policies.flatMap(({ properties, resource: { type } }) =>
        this.shared.access.grantsOf(properties.PolicyText, type, place),
      ),
    };
  }

  /** All of a repository but its place and those of its replicas. */
  public repository(
    repository: GatheredRepository,
    ownerTag: string | undefined,
  ): Omit<ReportedRepository, 'registry' | 'replicas'> {
    const { name, isPublic, declared, deployed } = repository;
    const source = (declared ?? deployed)!;
    const { properties } = source;
    const given = {
      path: declared?.path,
      owner: ownerOf(repository, ownerTag),
      lifecycle: isPublic ? undefined : this.shared.lifecycles.placeOf(properties),
      cache: this.creation.cacheOf(repository),
      template: this.creation.templateOf(repository, this.replications.isReplica(this.gathered, repository)),
      signedBy: this.signings.profileOf(repository),
    };
    return {
      name,
      ...(isPublic && { isPublic }),
      origin: originOf(repository),
      encryption: isPublic ? 'AES-256' : encryptionText(source),
      mutability: mutabilityText(properties),
      scanning: this.scanning.of(repository),
      ...withoutUndefined(given),
      grants: this.shared.access.grantsOf(properties.RepositoryPolicyText, source.resource.type, this.gathered.place),
    };
  }
}

function originOf({ declared, deployed }: GatheredRepository): RepositoryOrigin {
  if (declared && deployed) return RepositoryOrigin.BOTH;
  return declared ? RepositoryOrigin.DECLARED : RepositoryOrigin.DEPLOYED;
}

/** Who is responsible: by the tag, or else by the stack. */
function ownerOf({ declared, deployed }: GatheredRepository, ownerTag: string | undefined): string | undefined {
  const sources = [declared, deployed].flatMap((each) => each ?? []);
  const tags = ownerTag === undefined ? [] : sources.flatMap(({ resource }) => tagOf(resource, ownerTag) ?? []);
  return tags[0] ?? sources.flatMap(({ input, resource }) => input.ownerOf(resource) ?? [])[0];
}
