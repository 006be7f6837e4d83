import { ResourceType } from '../../../src/ecr/resource-type';
import { isKnownText } from '../../../src/text/holes';
import type { Json } from '../../../src/text/json';

/** The types that a registry has once. */
const SINGLETONS = new Set<string>([
  ResourceType.REGISTRY_POLICY,
  ResourceType.REPLICATION_CONFIGURATION,
  ResourceType.SCANNING_CONFIGURATION,
  ResourceType.SIGNING_CONFIGURATION,
]);

/** The property that tells the resources of a type apart in an account and region. */
const NAMES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryName',
  [ResourceType.PUBLIC_REPOSITORY]: 'RepositoryName',
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'EcrRepositoryPrefix',
  [ResourceType.CREATION_TEMPLATE]: 'Prefix',
  [ResourceType.PULL_TIME_EXCLUSION]: 'PrincipalArn',
  [ResourceType.KEY_ALIAS]: 'AliasName',
  [ResourceType.SECRET]: 'Name',
  [ResourceType.IAM_ROLE]: 'RoleName',
  [ResourceType.TOPIC]: 'TopicName',
  [ResourceType.SIGNING_PROFILE]: 'ProfileName',
};

/** The property that names a resource of a type; `undefined` if the type has none. */
export function namePropertyOf(type: string): string | undefined {
  return NAMES[type];
}

/** Whether a registry has only one resource of a type. */
export function isSingleton(type: string): boolean {
  return SINGLETONS.has(type);
}

/** The name of a resource, as its template gives it; `undefined` if CloudFormation makes one, or if only it knows. */
export function nameOf(type: string, properties: Json): string | undefined {
  const property = NAMES[type];
  const name = property === undefined ? undefined : properties[property];
  return isKnownText(name) ? name : undefined;
}

/**
 * The text that only one resource of an account and region can have, wherever it is declared: CloudFormation refuses a
 * second one. `undefined` if nothing tells the resource from others.
 */
export function identityOf(type: string, properties: Json): string | undefined {
  if (SINGLETONS.has(type)) return type;
  const property = NAMES[type];
  const name = property === undefined ? undefined : properties[property];
  // The same reference gives the same name. A bare hole may be anything.
  return typeof name === 'string' && name.length > 0 && !/\uE000\uE001/.test(name) ? `${type} ${name}` : undefined;
}
