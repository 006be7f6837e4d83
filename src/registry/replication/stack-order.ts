import { deployAfter } from '../../core/stack-order';
import type { RegistryCore, ReplicationRequest } from '../registry-core';

/**
 * Deploys destinations before their sources, within a stage and where nothing leads back: images that are pushed before
 * the destination is ready would be missed.
 */
export function linkStacks(source: RegistryCore, requests: readonly ReplicationRequest[]): void {
  for (const { registry } of requests) {
    if (!registry || leadsTo(registry, source, new Set())) continue;
    deployAfter(source, registry, 'replication needs its destination first');
  }
}

/** Whether a registry replicates to another one, directly or by way of others. */
function leadsTo(from: RegistryCore, to: RegistryCore, seen: Set<RegistryCore>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return from._replication.requests.some(
    ({ registry }) => registry !== undefined && (registry === to || leadsTo(registry, to, seen)),
  );
}
