import type { RegistryParts } from '../registries/registry-parts';

/** The name of the repository at a place, with its registry if there are several. */
export function repositoryLabel({ registries, repositories }: RegistryParts, place: number): string {
  const { name, registry } = repositories[place];
  const isOnly = registries.filter(({ isOutside }) => !isOutside).length <= 1;
  return isOnly ? name : `${registries[registry].name}/${name}`;
}
