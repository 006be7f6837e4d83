import { Stage } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { outermostStack } from './environment';

/** Whether a stack is deployed after another one. */
export enum StackOrder {
  /** It is, or both are one stack. */
  AFTER,
  /** The other stack waits for it. */
  BEFORE,
  /** Nobody knows, because they are in different stages. */
  UNKNOWN,
}

/**
 * Deploys the stack of a construct after that of another one, within a stage and where nothing leads back.
 *
 * Call it at validation: then all references between stacks are known, and the assembly is not written yet.
 */
export function deployAfter(dependent: IConstruct, needed: IConstruct, reason: string): StackOrder {
  const [stack, target] = [outermostStack(dependent), outermostStack(needed)];
  if (stack === target) return StackOrder.AFTER;
  if (Stage.of(stack) !== Stage.of(target)) return StackOrder.UNKNOWN;
  if (dependsOn(target, stack, new Set())) return StackOrder.BEFORE;
  addDependency(stack, target, reason);
  return StackOrder.AFTER;
}

/** A stack of aws-cdk-lib, whose newer releases renamed `addDependency`. */
interface RenamedDependency {
  addStackDependency?(target: Stack, reason: string): void;
}

function addDependency(stack: Stack & RenamedDependency, target: Stack, reason: string): void {
  if (stack.addStackDependency) stack.addStackDependency(target, reason);
  else stack.addDependency(target, reason);
}

function dependsOn(stack: Stack, other: Stack, seen: Set<Stack>): boolean {
  if (seen.has(stack)) return false;
  seen.add(stack);
  return stack.dependencies.some((dependency) => dependency === other || dependsOn(dependency, other, seen));
}
