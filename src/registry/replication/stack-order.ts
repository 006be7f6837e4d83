import { Stack, Stage } from 'aws-cdk-lib';
import type { RegistryCore, ReplicationRequest } from '../registry-core';

/**
 * Deploys destinations before their sources, within a stage and where nothing leads back: images that are pushed before
 * the destination is ready would be missed.
 *
 * At validation all references between stacks are known, and the assembly is not written yet.
 */
export function linkStacks(source: RegistryCore, requests: readonly ReplicationRequest[]): void {
  const stack = deployedStackOf(source);
  for (const { registry } of requests) {
    if (!registry || Stage.of(registry) !== Stage.of(source)) continue;
    const target = deployedStackOf(registry);
    if (target === stack || leadsTo(registry, source, new Set()) || dependsOn(target, stack, new Set())) continue;
    stack.addDependency(target, 'replication needs its destination first');
  }
}

/** Nested stacks are deployed with the outermost one, which has the dependencies. */
function deployedStackOf(registry: RegistryCore): Stack {
  let stack = Stack.of(registry);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  return stack;
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
