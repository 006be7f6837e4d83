import { oncePerApp, resourcesIn } from './app-references';
import { relate, Relation } from '../../../../private/environment';
import { ResourceType } from '../../rule';
import type { TemplateResource } from '../../template/template-resource';
import { fill } from '../../template/text';

const ALIAS = 'AWS::KMS::Alias';
const ALIAS_NAME = /^(?:arn:[^:]*:kms:([^:]*):([^:]*):)?(alias\/[^:]+)$/;

/** The key of the app that a property names, by its id, its ARN or an alias. */
export function keyOf(value: unknown, user: TemplateResource): TemplateResource | undefined {
  const referred = resourcesIn(value, user);
  const key = referred.find(({ type }) => type === ResourceType.KEY);
  if (key) return key;
  const alias = referred.find(({ type }) => type === ALIAS) ?? aliasNamed(value, user);
  return alias && resourcesIn(alias.property('TargetKeyId'), alias).find(({ type }) => type === ResourceType.KEY);
}

/** An alias by its name, which holds in one account and region, or by its ARN. */
function aliasNamed(value: unknown, user: TemplateResource): TemplateResource | undefined {
  if (typeof value !== 'string') return undefined;
  const [, region, account, name] = ALIAS_NAME.exec(fill(value, () => 'x')) ?? [];
  if (name === undefined) return undefined;
  const isThere = ({ stack }: TemplateResource) =>
    /^\d/.test(account ?? '')
      ? stack.account === account && stack.region === region
      : relate(stack.stack, user.stack.stack) === Relation.SAME;
  return user.stack.app.resourcesOf(ALIAS).find((alias) => alias.property('AliasName') === name && isThere(alias));
}

const users = oncePerApp((app) => {
  const found = new Map<TemplateResource, TemplateResource[]>();
  for (const type of [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE]) {
    for (const user of app.resourcesOf(type)) {
      const key = keyOf(user.property('EncryptionConfiguration.KmsKey'), user);
      if (!key) continue;
      const same = found.get(key);
      if (same) same.push(user);
      else found.set(key, [user]);
    }
  }
  return found;
});

/** The repositories and creation templates of the app that use a key. */
export function usersOf(key: TemplateResource): readonly TemplateResource[] {
  return users(key).get(key) ?? [];
}
