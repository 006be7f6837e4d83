import { Stack, Stage } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { isConcretePlace, isSamePlace, placesDiffer, Relation, relatePlaces } from '../ecr/environments';
import type { DeploymentPlace } from '../ecr/environments';
import { InvalidInputError } from '../text/errors';

export { Relation };

/** The account and region to which the construct's stack is deployed. */
export function environmentOf(scope: IConstruct): ResourceEnvironment {
  const { account, region } = Stack.of(scope);
  return { account, region };
}

/** Whether both the account and the region are known. */
export function isConcrete(environment: ResourceEnvironment): boolean {
  return isConcretePlace(environment);
}

/** The outermost stack around a construct. Nested stacks have neither a known name nor dependencies. */
export function outermostStack(scope: IConstruct): Stack {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  return stack;
}

/** The relation of the environments of two constructs. All stacks of a stage that set none share one. */
export function relate(one: IConstruct, other: IConstruct): Relation {
  if (Stack.of(one) === Stack.of(other)) return Relation.SAME;
  return relatePlaces(placeOf(one), placeOf(other));
}

function placeOf(scope: IConstruct): DeploymentPlace {
  return { ...environmentOf(scope), stage: Stage.of(scope), isStackSet: isStackSet(Stack.of(scope)) };
}

/** Whether a stack is the template of a stack set. Only AWS Organizations knows its accounts and regions. */
export function isStackSet({ synthesizer }: Stack): boolean {
  return synthesizer.constructor.name === 'StackSetStackSynthesizer';
}

/** Whether two environments are known to differ. */
export function differentEnvironment(one: ResourceEnvironment, other: ResourceEnvironment): boolean {
  return placesDiffer(one, other);
}

/** Whether two environments are known to be the same. */
export function sameEnvironment(one: ResourceEnvironment, other: ResourceEnvironment): boolean {
  return isSamePlace(one, other);
}

/** Throws if a stack is deployed to another environment than the registry, where there are no events and metrics of it. */
export function checkDeployedBeside(api: string, scope: IConstruct, env: ResourceEnvironment): void {
  const own = environmentOf(scope);
  if (!differentEnvironment(own, env)) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'environment',
    found: `${own.account}/${own.region}`,
    must: `be ${env.account}/${env.region}, where the events arrive`,
    remedy: 'declare it in a stack of that account and region',
  });
}
