import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { normalise } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import { byText } from '../../../text/lists';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { companionOf } from '../coexistence';
import { known } from '../list-items';

/** Types with one resource for each prefix or principal of a registry, and the property with it. */
const KEYS: Readonly<Record<string, string>> = {
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'EcrRepositoryPrefix',
  [ResourceType.CREATION_TEMPLATE]: 'Prefix',
  [ResourceType.PULL_TIME_EXCLUSION]: 'PrincipalArn',
};

export const REGISTRY_SINGLETON: Rule = {
  id: EcrRule.REGISTRY_SINGLETON,
  types: [
    ResourceType.REGISTRY_POLICY,
    ResourceType.SCANNING_CONFIGURATION,
    ResourceType.REPLICATION_CONFIGURATION,
    ResourceType.SIGNING_CONFIGURATION,
    ...Object.keys(KEYS),
  ],
  check: checkSingleton,
};

function* checkSingleton(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const property = KEYS[resource.type];
  const at = property ? `Properties/${property}` : 'Properties';
  const value = property && resource.property(property);
  const prefix = prefixOf(value);
  if (property && prefix === undefined) {
    if (hasHole(value)) yield { at, text: 'the prefix is known at deployment', unresolved: true };
    return;
  }
  const isSetting = (other: TemplateResource) =>
    other !== resource && (!property || prefixOf(other.property(property)) === prefix);
  const others = app.sameEnvironment(resource, resource.type).filter(isSetting).sort(compare);
  if (others.length === 0) {
    if (!app.sameEnvironment(resource, resource.type, Relation.UNRESOLVED).some(isSetting)) return;
    return yield { at, text: 'another one may be in an environment not known yet', unresolved: true };
  }
  // The first one is the owner, and all others are findings.
  const companion = companionOf(
    resource,
    others.filter((other) => compare(other, resource) < 0),
  );
  if (!companion) return;
  const { resource: first, isCertain } = companion;
  if (!isCertain) {
    return yield { at, text: `with ${first.constructPath} it depends on conditions`, unresolved: true };
  }
  yield {
    at,
    text: property
      ? `${first.constructPath} has the ${wordFor(property)} ${readable(value)} as well, in the same account and region`
      : `${first.constructPath} sets the same setting, but an account has only one in each region`,
  };
}

function wordFor(property: string): string {
  return property === 'PrincipalArn' ? 'principal' : 'prefix';
}

function prefixOf(value: unknown): string | undefined {
  const prefix = known(value);
  return prefix === undefined ? undefined : normalise(prefix);
}

function compare(one: TemplateResource, other: TemplateResource): number {
  const [left, right] = [one, other].map(({ constructPath, stack, logicalId }) => [
    constructPath,
    stack.path,
    logicalId,
  ]);
  const index = left.findIndex((each, position) => each !== right[position]);
  return index < 0 ? 0 : byText(left[index], right[index]);
}
