import type { ExistingResource } from './existing-resource';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import { fillAll, hasHole, hole, isKnownText } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { isLiteral } from '../../../../src/text/unresolved';
import { namePropertyOf } from '../../compare/resource-identity';
import { withoutStackTags } from '../../compare/stack-tags';
import { GuardedResource } from '../../guard/changes/guarded-resource';
import { ACCOUNT_SETTINGS, isOfEcr, SUBJECTS } from '../../guard/changes/subjects';
import type { RegistryId } from '../../in-use/reference';

/** The values that ECR sets where a template gives none. CloudFormation sets a name. */
const SET_BY_ECR: Readonly<Record<string, readonly string[]>> = {
  [ResourceType.PULL_THROUGH_CACHE_RULE]: ['UpstreamRegistry', 'UpstreamRegistryUrl'],
};

/** The resources of Amazon ECR that an app declares, and that a snapshot can have. */
export function declaredResources(app: TemplateApp): GuardedResource[] {
  return Object.keys(SUBJECTS)
    .filter((type) => isOfEcr(type) && type !== ACCOUNT_SETTINGS)
    .flatMap((type) => app.resourcesOf(type))
    .map((resource) => new GuardedResource(resource));
}

/** The account and the region of a resource, as far as they are known. */
export function placeOf({ stack }: GuardedResource): Partial<RegistryId> {
  const { account, region } = stack;
  return { ...(isLiteral(account) && { account }), ...(isLiteral(region) && { region }) };
}

/** The properties of a declared resource as they are in a registry. */
export function propertiesIn(registry: RegistryId, { properties }: GuardedResource): Json {
  // A registry does not tell it.
  const { EmptyOnDelete: _, ...others } = filledIn(registry, properties);
  return withoutKeyName(others);
}

/** Properties with the account and the region of a registry. */
export function filledIn({ account, region }: RegistryId, properties: Json): Json {
  if (!hasHole(properties)) return properties;
  const values = new Map([
    ['AWS::AccountId', account],
    ['AWS::Region', region],
  ]);
  return fillAll(properties, (reference) => values.get(reference) ?? hole(reference)) as Json;
}

/** The properties of a declared resource, and those that a registry has of it without what the declaration leaves to AWS. */
export function comparedProperties(
  resource: GuardedResource,
  existing: ExistingResource,
): { readonly declared: Json; readonly existing: Json } {
  const declared = propertiesIn(existing.registry, resource);
  const setByAws = [...(SET_BY_ECR[resource.type] ?? []), namePropertyOf(resource.type)];
  const left = setByAws.filter((name) => name !== undefined && declared[name] === undefined);
  const told = Object.fromEntries(Object.entries(existing.properties).filter(([name]) => !left.includes(name)));
  return { declared, existing: withoutStackTags(told, resource.stack.tagKeys) };
}

/** The alias or the id of a key may be that of any key: a registry tells the ARN. */
function withoutKeyName(properties: Json): Json {
  const { EncryptionConfiguration: encryption } = properties;
  if (!isObject(encryption) || !isKnownText(encryption.KmsKey)) return properties;
  const isArn = encryption.KmsKey.startsWith('arn:') && !encryption.KmsKey.includes(':alias/');
  if (isArn) return properties;
  return { ...properties, EncryptionConfiguration: { ...encryption, KmsKey: hole(encryption.KmsKey) } };
}
