import { referredIn } from './references';
import { Relation } from '../../ecr/environments';
import { KEY_ARN } from '../../ecr/key-arn';
import { fill, isKnownText, UNRESOLVED } from '../../text/holes';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';
import type { TemplateStack } from '../template-stack';

const ALIAS = 'AWS::KMS::Alias';
const ALIAS_NAME = /^(?:arn:[^:]*:kms:([^:]*):([^:]*):)?(alias\/[^:]+)$/;
const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

/** The identity of a key, as far as it is known before deployment. */
export interface KeyIdentity {
  /** A key that the app declares. */
  readonly resource?: TemplateResource;
  /** The id of a key that the app does not declare. */
  readonly id?: string;
}

/** The key of an id, an ARN, an alias or a reference; undefined if it is unresolved. */
export function keyIdentity(value: unknown, stack: TemplateStack, app: TemplateApp): KeyIdentity | undefined {
  const resource = keyOf(value, stack, app);
  if (resource) return { resource };
  if (typeof value !== 'string') return undefined;
  const id = partsOfKey(value)?.id ?? value;
  return isKnownText(id) && !id.includes('alias/') ? { id } : undefined;
}

/** The key of the app that a property names, by its id, its ARN or an alias. */
export function keyOf(value: unknown, stack: TemplateStack, app: TemplateApp): TemplateResource | undefined {
  const referred = referredIn(value, app);
  const alias = referred.find(({ type }) => type === ALIAS) ?? aliasNamed(value, stack, app);
  const candidates = alias ? referredIn(alias.property('TargetKeyId'), app) : referred;
  return candidates.find(({ type }) => KEYS.includes(type));
}

/** The parts of the ARN of a key. Each may be a hole. */
export function partsOfKey(arn: string): { region: string; id: string } | undefined {
  // A hole may have colons.
  const [, region, id] = KEY_ARN.exec(fill(arn, () => UNRESOLVED)) ?? [];
  return region === undefined ? undefined : { region, id };
}

/** An alias by its ARN, or by its name, which is unique in an account and region. */
function aliasNamed(value: unknown, user: TemplateStack, app: TemplateApp): TemplateResource | undefined {
  if (typeof value !== 'string' || !value.includes('alias/')) return undefined;
  const [, region, account, name] = ALIAS_NAME.exec(fill(value, () => 'x')) ?? [];
  if (name === undefined) return undefined;
  const isThere = ({ stack }: TemplateResource) =>
    /^\d/.test(account ?? '')
      ? stack.account === account && stack.region === region
      : stack.relationTo(user) === Relation.SAME;
  return app.resourcesOf(ALIAS).find((alias) => alias.property('AliasName') === name && isThere(alias));
}
