import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { environmentOf } from './environment';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** Whether two environments are known to differ. */
export function differentEnvironment(one: ResourceEnvironment, other: ResourceEnvironment): boolean {
  const differ = (left: string, right: string) => isLiteral(left) && isLiteral(right) && left !== right;
  return differ(one.account, other.account) || differ(one.region, other.region);
}

/** Whether two environments are known to be one. */
export function sameEnvironment(one: ResourceEnvironment, other: ResourceEnvironment): boolean {
  return one.account === other.account && one.region === other.region;
}

/** Throws if what watches a registry is deployed elsewhere, where none of its events and metrics are. */
export function checkDeployedBeside(owner: string, scope: IConstruct, env: ResourceEnvironment): void {
  const own = environmentOf(scope);
  if (!differentEnvironment(own, env)) return;
  throw new InvalidInputError({
    scope,
    owner,
    property: 'environment',
    found: `${own.account}/${own.region}`,
    must: `be ${env.account}/${env.region}, where the events arrive`,
    remedy: 'declare it in a stack of that account and region',
  });
}
