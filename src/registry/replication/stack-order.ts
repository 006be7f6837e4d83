import { Stage } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { outermostStack } from '../../core/environment';
import type { RegistryCore, ReplicationRequest } from '../registry-core';

/**
 * Deploys destinations before their sources, within a stage and where nothing leads back: images that are pushed before
 * the destination is ready would be missed.
 *
 * At validation all references between stacks are known, and the assembly is not written yet.
 */
export function linkStacks(source: RegistryCore, requests: readonly ReplicationRequest[]): void {
  const stack = outermostStack(source);
  for (const { registry } of requests) {
    if (!registry || Stage.of(registry) !== Stage.of(source)) continue;
    const target = outermostStack(registry);
    if (target === stack || leadsTo(registry, source, new Set()) || dependsOn(target, stack, new Set())) continue;
    addDependency(stack, target);
  }
}

/** A stack of aws-cdk-lib, whose newer releases renamed `addDependency`. */
interface RenamedDependency {
  addStackDependency?(target: Stack, reason: string): void;
}

function addDependency(stack: Stack & RenamedDependency, target: Stack): void {
  const reason = 'replication needs its destination first';
  if (stack.addStackDependency) stack.addStackDependency(target, reason);
  else stack.addDependency(target, reason);
}

/** Whether a registry replicates to another one, directly or by way of others. */
function leadsTo(from: RegistryCore, to: RegistryCore, seen: Set<RegistryCore>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return from._replication.requests.some(
    ({ registry }) => registry !== undefined && (registry === to || leadsTo(registry, to, seen)),
  );
}

function dependsOn(stack: Stack, other: Stack, seen: Set<Stack>): boolean {
  if (seen.has(stack)) return false;
  seen.add(stack);
  return stack.dependencies.some((dependency) => dependency === other || dependsOn(dependency, other, seen));
}
