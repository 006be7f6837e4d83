import type { RegistryParts } from '../registries/registry-parts';

/** The name of the repository at a place, with its registry if there are several. */
export function repositoryLabel(parts: RegistryParts, place: number): string {
  const { name, registry } = parts.repositories[place];
  return ownRegistries(parts).length <= 1 ? name : `${name} in ${registryLabel(parts, registry)}`;
}

/** A registry in a line of the first screen: its region, if all registries are of one account. */
export function registryLabel(parts: RegistryParts, place: number): string {
  const { name, account, region } = parts.registries[place];
  const accounts = new Set(ownRegistries(parts).map((each) => each.account));
  return accounts.size === 1 && accounts.has(account) && region !== undefined ? region : name;
}

function ownRegistries({ registries }: RegistryParts) {
  return registries.filter(({ isOutside }) => !isOutside);
}
