import type { ReportedRegistry } from './registry-report';

/** The names of registries where there is little room: the region of one, if all with content are of its account. */
export function shortRegistryNames(registries: readonly ReportedRegistry[]): string[] {
  const accounts = new Set(registries.filter(({ isOutside }) => !isOutside).map(({ account }) => account));
  return registries.map(({ name, account, region }) =>
    accounts.size === 1 && accounts.has(account) && region ? region : name,
  );
}
