import { checkEmptyFilters, checkFilters, filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { fillRegion } from '../../../ecr/fill-region';
import { SIGNING_FILTERS } from '../../../ecr/mistakes/filters';
import {
  mistakesInPlatform,
  mistakesInProfileArn,
  mistakesInProfileName,
  mistakesInProfileRegion,
  mistakesInSigningRegion,
  mistakesInSigningRuleCount,
} from '../../../ecr/mistakes/signing';
import { FilterType } from '../../../ecr/name-filter';
import { ResourceType } from '../../../ecr/resource-type';
import { regionOfProfile } from '../../../ecr/signing-profile-arn';
import { fill, hasHole, hole, referenceOf } from '../../../text/holes';
import { wildcardsOverlap } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import type { Member } from '../list-items';
import { isMissing, judgeable, known, membersOf } from '../list-items';
import { problemsOf } from '../mistake-problems';

export const SIGNING_CONFIGURATION: Rule = {
  id: EcrRule.SIGNING_CONFIGURATION,
  types: [ResourceType.SIGNING_CONFIGURATION],
  check: checkSigning,
};

const AT = 'Properties/Rules';
/** Attributes of a profile that are not its ARN. */
const NO_ARN: readonly (readonly [attribute: string, what: string])[] = [
  ['ProfileVersionArn', 'that of a version'],
  ['ProfileVersion', 'the version'],
  ['ProfileName', 'the name'],
];
const PROFILE = 'AWS::Signer::SigningProfile';
const id = EcrRule.SIGNING_CONFIGURATION;

function* checkSigning(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const { stack } = configuration;
  if (stack.region !== undefined) {
    const found = [...problemsOf(id, 'Properties', 'region', mistakesInSigningRegion(stack.region))];
    if (found.length > 0) return yield* found;
  }
  const rules = configuration.property('Rules');
  if (isMissing(rules)) return yield { at: AT, text: 'Rules is not set, so that nothing is signed' };
  const { all } = membersOf(rules, AT);
  yield* problemsOf(id, AT, 'number of rules', mistakesInSigningRuleCount(all.length));
  for (const rule of all) {
    yield* checkEmptyFilters(rule, SIGNING_FILTERS);
    yield* checkFilters(rule, SIGNING_FILTERS, FilterType.SIGNING);
    const profile = app.resourceOf(rule.json.SigningProfileArn);
    if (profile?.type === PROFILE) yield* checkDeclared(rule, profile);
    else yield* checkArn(rule, stack);
  }
  yield* checkOverlaps(all);
  if (hasHole(rules)) yield { at: AT, text: 'a part of the rules is known at deployment', unresolved: true };
}

/** A profile that the app declares. */
function* checkDeclared({ at, json }: Member, profile: TemplateResource): Iterable<Problem> {
  const attribute = NO_ARN.find(([name]) => referenceOf(json.SigningProfileArn)?.endsWith(`.${name}`));
  if (attribute) {
    yield {
      at: `${at}/SigningProfileArn`,
      text: `SigningProfileArn is ${attribute[1]} of ${profile.constructPath}, which is refused`,
      remedy: 'take the Arn of the profile',
    };
  }
  const profileName = profile.property('ProfileName');
  if (!isMissing(profileName)) {
    const name = `ProfileName of ${profile.constructPath}`;
    yield* problemsOf(id, `${at}/SigningProfileArn`, name, mistakesInProfileName(judgeable(profileName)));
  }
  const mistakes = mistakesInPlatform(judgeable(profile.property('PlatformId')), profile.constructPath);
  yield* problemsOf(id, `${at}/SigningProfileArn`, 'SigningProfileArn', mistakes);
}

/** A profile that the app does not declare, with its ARN. */
function* checkArn({ at: ruleAt, json }: Member, { region, account }: TemplateStack): Iterable<Problem> {
  const at = `${ruleAt}/SigningProfileArn`;
  const value = json.SigningProfileArn;
  const arn = fillRegion(value, region);
  const own = new Map([
    ['AWS::AccountId', account ?? '0'.repeat(12)],
    ['AWS::Region', region ?? 'own'],
  ]);
  const text = typeof arn === 'string' ? fill(arn, (reference) => own.get(reference) ?? hole(reference)) : arn;
  if (hasHole(text)) return;
  const profile = known(text) ?? value;
  const regionOfArn = regionOfProfile(String(profile));
  yield* problemsOf(id, at, 'SigningProfileArn', [
    ...mistakesInProfileArn(profile),
    ...(regionOfArn === 'own' ? [] : mistakesInProfileRegion(regionOfArn, region, String(profile))),
  ]);
}

/** Checks that no image is signed twice. A rule without filters is for all repositories. */
function* checkOverlaps(rules: readonly Member[]): Iterable<Problem> {
  const filters = rules.map((rule) =>
    isMissing(rule.json.RepositoryFilters)
      ? ['*']
      : filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []),
  );
  for (const [index, own] of filters.entries()) {
    for (const [earlier, theirs] of filters.slice(0, index).entries()) {
      const second = own.find((one) => theirs.some((other) => wildcardsOverlap(one, other)));
      if (second === undefined) continue;
      const first = theirs.find((other) => wildcardsOverlap(second, other))!;
      yield {
        at: rules[index].at,
        text: `images that match both ${first} of the rule ${earlier + 1} and ${second} of the rule ${index + 1} are signed twice`,
        remedy: 'narrow the filters so that no name matches those of two rules',
      };
    }
  }
}
