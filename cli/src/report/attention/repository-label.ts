import { shortRegistryNames } from '../model/short-registry-names';
import type { RegistryParts } from '../registries/registry-parts';

/** The name of the repository at a place, with its registry if there are several. */
export function repositoryLabel(parts: RegistryParts, place: number): string {
  const { name, registry } = parts.repositories[place];
  const isOnly = parts.registries.filter(({ isOutside }) => !isOutside).length <= 1;
  return isOnly ? name : `${name} in ${registryLabel(parts, registry)}`;
}

/** The registry at a place. */
export function registryLabel({ registries }: RegistryParts, place: number): string {
  return shortRegistryNames(registries)[place];
}
