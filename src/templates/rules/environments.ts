import { hole, readable } from '../../text/holes';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';
import type { TemplateStack } from '../template-stack';

/** An account and region. Each may be a hole. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The account and region that a stack is deployed to. */
export function placeOf({ account, region }: TemplateStack): Place {
  return { account: account ?? hole('AWS::AccountId'), region: region ?? hole('AWS::Region') };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.account === other.account && one.region === other.region;
}

export function nameOf({ account, region }: Place): string {
  return readable(`${account}/${region}`);
}

/** Resources of a type that are certainly in an account and region. */
export function resourcesIn(app: TemplateApp, type: string, { account, region }: Place): TemplateResource[] {
  return app.resourcesOf(type).filter(({ stack }) => stack.account === account && stack.region === region);
}

/** Resources that may be in an account and region, because those of their stack are unresolved. */
export function resourcesMaybeIn(app: TemplateApp, type: string, { account, region }: Place): TemplateResource[] {
  return app
    .resourcesOf(type)
    .filter(({ stack }) => stack.account === undefined || stack.region === undefined)
    .filter(({ stack }) => [account, undefined].includes(stack.account) && [region, undefined].includes(stack.region));
}
