import { listLiteral, literal, objectLiteral } from './literal';
import { idOf } from './registry-code';
import type { RegistryCode } from './registry-code';
import { mistakesInFilterCount, mistakesInFilters, SIGNING_FILTERS } from '../../../../src/ecr/mistakes/filters';
import {
  mistakesInProfileArn,
  mistakesInProfileRegion,
  mistakesInSigningRegion,
  mistakesInSigningRuleCount,
} from '../../../../src/ecr/mistakes/signing';
import { FilterType } from '../../../../src/ecr/name-filter';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { regionOfProfile } from '../../../../src/ecr/signing-profile-arn';
import type { Json } from '../../../../src/text/json';
import { objectsIn } from '../../snapshot/replication-rules';

const TYPE = ResourceType.SIGNING_CONFIGURATION;
const KIND = 'SigningConfiguration';

/** Writes the signing of the registry. */
export function addSigning(code: RegistryCode): void {
  const [properties] = code.settings(TYPE);
  if (properties === undefined) return;
  const because = refusal(properties, code.registry.region);
  if (because !== undefined) {
    return code.rawSingleton({
      type: TYPE,
      id: 'Signing',
      kind: KIND,
      constant: 'signing',
      name: 'the signing',
      properties,
      because,
      later: 'Later: registry.addSigningRule.',
    });
  }
  for (const { SigningProfileArn: arn, RepositoryFilters: filters } of objectsIn(properties.Rules)) {
    const id = code.stackIds.next(idOf(String(arn).split('/').at(-1)!, 'Profile'));
    const profile = `${code.source.use('ImageSigningProfile')}.fromSigningProfileArn(this, ${literal(id)}, ${literal(arn)})`;
    const texts = objectsIn(filters).map(({ Filter }) => literal(Filter));
    code.call(
      'addSigningRule',
      objectLiteral([
        ['profile', profile],
        ...(filters === undefined ? [] : [['repositoryFilters', listLiteral(texts)] as const]),
      ]),
    );
  }
  code.own(TYPE, ['Signing'], KIND);
}

function refusal({ Rules: rules }: Json, region: string): string | undefined {
  const all = objectsIn(rules);
  const arns = all.map(({ SigningProfileArn: arn }) => String(arn));
  if (new Set(arns).size < arns.length) return 'a Registry has one rule for each profile';
  const filters = all.flatMap(({ RepositoryFilters }) => objectsIn(RepositoryFilters));
  if (filters.some(({ FilterType: kind }) => kind !== FilterType.SIGNING)) return 'its filters are of another type';
  const lists = all.flatMap(({ RepositoryFilters: list }) =>
    list === undefined ? [] : [objectsIn(list).map(({ Filter }) => String(Filter))],
  );
  if (lists.some((list) => new Set(list).size < list.length)) return 'a Registry has each filter once';
  const mistakes = [
    ...mistakesInSigningRegion(region),
    ...mistakesInSigningRuleCount(arns.length),
    ...arns.flatMap((arn) => [
      ...mistakesInProfileArn(arn),
      ...mistakesInProfileRegion(regionOfProfile(arn), region, arn),
    ]),
    ...lists.flatMap((list) => [
      ...mistakesInFilters(SIGNING_FILTERS, list),
      ...mistakesInFilterCount(SIGNING_FILTERS, list.length),
    ]),
  ];
  return mistakes.length > 0 ? 'a Registry refuses a rule of it' : undefined;
}
