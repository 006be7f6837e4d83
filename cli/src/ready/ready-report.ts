import type { Basis } from './needed-images';
import type { RepositoryReadiness } from './readiness';
import type { RegistryPair } from './registry-pair';
import type { UsedReference } from '../in-use/images-in-use';

/** What is known after all repositories. */
export interface ReadyEnd {
  readonly neededCount: number;
  readonly notReadyCount: number;
  readonly indexCount: number;
  readonly archivedCount: number;
  readonly foreignCount: number;
  /** Digests in use that are in no repository, and may be of other registries. */
  readonly unknown: readonly UsedReference[];
}

/** Writes what is ready, one repository after the other. */
export interface ReadyReport {
  begin(pair: RegistryPair, basis: Basis): Promise<void>;
  add(repository: RepositoryReadiness): Promise<void>;
  end(end: ReadyEnd): Promise<void>;
}
