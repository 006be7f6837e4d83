import { Stack, Stage } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { isLiteral } from '../text/unresolved';

/** How two stacks' accounts and regions relate, as far as it is known at synthesis. */
export enum Relation {
  SAME,
  DIFFERENT,
  /** At least one of them is not known before deployment. */
  UNKNOWN,
}

/** The account and region to which the construct's stack is deployed. */
export function environmentOf(scope: IConstruct): ResourceEnvironment {
  const { account, region } = Stack.of(scope);
  return { account, region };
}

/** Whether both are known, so that the environment can be told from every other one. */
export function isConcrete({ account, region }: ResourceEnvironment): boolean {
  return isLiteral(account) && isLiteral(region);
}

/** How the environments of two constructs relate. Stacks that leave theirs open share it within a stage. */
export function relate(one: IConstruct, other: IConstruct): Relation {
  if (Stack.of(one) === Stack.of(other)) return Relation.SAME;
  const [left, right] = [environmentOf(one), environmentOf(other)];
  if (differs(left.account, right.account) || differs(left.region, right.region)) return Relation.DIFFERENT;
  if (isConcrete(left) && isConcrete(right)) return Relation.SAME;
  const sameTokens = left.account === right.account && left.region === right.region;
  const shared = sameTokens && Stage.of(one) === Stage.of(other) && !isStackSet(one) && !isStackSet(other);
  return shared ? Relation.SAME : Relation.UNKNOWN;
}

function differs(one: string, other: string): boolean {
  return isLiteral(one) && isLiteral(other) && one !== other;
}

/** A stack set's stack is deployed to accounts and regions that only AWS Organizations knows. */
function isStackSet(scope: IConstruct): boolean {
  return Stack.of(scope).synthesizer.constructor.name === 'StackSetStackSynthesizer';
}
