import { fillRegion } from '../environments';
import type { FilterKind } from './repository-filters';
import { checkEmptyFilters, checkFilters, filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { LIMITS } from '../../../ecr/limits';
import { FilterType } from '../../../ecr/name-filter';
import { hasSigning } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import { isSigningFilter } from '../../../ecr/signing-filter';
import { regionOfProfile, SIGNING_PLATFORM } from '../../../ecr/signing-profile-arn';
import { fill, hasHole, hole, readable, referenceOf } from '../../../text/holes';
import { wildcardsOverlap } from '../../../text/wildcard';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import type { Member } from '../list-items';
import { isMissing, known, membersOf } from '../list-items';

export const SIGNING_CONFIGURATION: Rule = {
  id: EcrRule.SIGNING_CONFIGURATION,
  types: [ResourceType.SIGNING_CONFIGURATION],
  check: checkSigning,
};

const AT = 'Properties/Rules';
const PROFILE = 'AWS::Signer::SigningProfile';
const MAX_RULES = LIMITS.SIGNING_RULES;

const FILTERS: FilterKind = {
  type: FilterType.SIGNING,
  isValid: isSigningFilter,
  form:
    `a filter is 1 to ${LIMITS.SIGNING_FILTER_LENGTH} lower-case letters, digits and "*", with single ".", "_", "-" or "/" ` +
    'between them, and none at the end',
  remedy: 'write "prod/*" for all repositories whose names start with "prod/"',
};

function* checkSigning(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const { stack } = configuration;
  if (stack.region !== undefined && !hasSigning(stack.region)) {
    return yield {
      at: 'Properties',
      text: `${stack.region} has no managed signing, so that the deployment fails`,
      remedy: 'sign in a region that has it, or let the client sign that pushes',
    };
  }
  const rules = configuration.property('Rules');
  if (isMissing(rules)) return yield { at: AT, text: 'Rules is not set, so that nothing is signed' };
  const { all } = membersOf(rules, AT);
  if (all.length > MAX_RULES) {
    yield {
      at: AT,
      text: `it has ${all.length} rules, and a registry takes at most ${MAX_RULES}`,
      remedy: 'join the rules of one profile',
    };
  }
  for (const rule of all) {
    yield* checkEmptyFilters(rule);
    yield* checkFilters(rule, FILTERS);
    const profile = app.resourceOf(rule.json.SigningProfileArn);
    if (profile?.type === PROFILE) yield* checkDeclared(rule, profile);
    else yield* checkArn(rule, stack);
  }
  yield* checkOverlaps(all);
  if (hasHole(rules)) yield { at: AT, text: 'a part of the rules is known at deployment', unknown: true };
}

/** A profile that the app declares. */
function* checkDeclared({ at, json }: Member, profile: TemplateResource): Iterable<Problem> {
  if (referenceOf(json.SigningProfileArn)?.endsWith('.ProfileVersionArn')) {
    yield {
      at: `${at}/SigningProfileArn`,
      text: `SigningProfileArn is that of a version of ${profile.constructPath}, which is refused`,
      remedy: 'take the Arn of the profile',
    };
  }
  const platform = profile.property('PlatformId');
  if (hasHole(platform) || platform === SIGNING_PLATFORM) return;
  yield {
    at: `${at}/SigningProfileArn`,
    text: `the profile ${profile.constructPath} is of the platform ${readable(platform)}, and signs no container images`,
    remedy: `give the profile the PlatformId ${SIGNING_PLATFORM}`,
  };
}

/** A profile of elsewhere, of which only the ARN is known. */
function* checkArn({ at: ruleAt, json }: Member, { region, account }: TemplateStack): Iterable<Problem> {
  const at = `${ruleAt}/SigningProfileArn`;
  const value = json.SigningProfileArn;
  const arn = fillRegion(value, region);
  const own: Record<string, string> = { 'AWS::AccountId': account ?? '0'.repeat(12), 'AWS::Region': region ?? 'own' };
  const text = typeof arn === 'string' ? fill(arn, (reference) => own[reference] ?? hole(reference)) : arn;
  if (hasHole(text)) return;
  const regionOfArn = regionOfProfile(known(text) ?? '');
  if (regionOfArn === undefined) {
    return yield {
      at,
      text: `SigningProfileArn is ${readable(value)}, which is no ARN of a signing profile`,
      remedy: 'write it like arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images, without a version',
    };
  }
  if (region === undefined || regionOfArn === region || regionOfArn === 'own') return;
  yield {
    at,
    text: `the profile is in ${regionOfArn}, and the registry in ${region} signs with profiles of its region only`,
    remedy: `create a profile in ${region}`,
  };
}

/** A rule without filters is for all repositories. */
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
        text: `what both ${first} of the rule ${earlier + 1} and ${second} of the rule ${index + 1} match is signed twice`,
        remedy: 'narrow the filters so that no name matches those of two rules',
      };
    }
  }
}
