import { EcrRuleSeverity } from '../../ecr/ecr-rule';
import type { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInAccounts, mistakesInOrganizations } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { mistakesInTagKey, mistakesInTagValue } from '../../ecr/mistakes/tags';
import { TAG_LIMITS } from '../../ecr/tags';
import { mistakesInTagList, mistakesInTagPattern } from '../../lifecycle/value-mistakes';
import { checkAtLeastOne, checkList, InvalidInputError } from '../../text/errors';
import type { InvalidInput } from '../../text/errors';
import { checkBoolean, checkProperties } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type { RuleParameters } from '../rule-parameters';

const BOOLEANS = ['requirePinnedImages', 'requireVpcEndpoints', 'requireEnhancedScanning', 'reportUnresolved'] as const;
const NAME_PATTERN = {
  form: /^[a-z0-9*][a-z0-9*._/-]*$/,
  must: 'be a pattern that the name of a repository can match',
  remedy: 'write the names with "*" for any characters, such as "prod/*"',
};
const HOST_PATTERN = {
  form: /^[a-z0-9*][a-z0-9*.:-]*$/,
  must: 'be the host of a registry',
  remedy: 'write the part of the image before the first "/", such as "public.ecr.aws"',
};

/** A choice about a rule, and its reason. */
interface RuleChoice {
  readonly rule: EcrRule;
  readonly reason: string;
}

/** A rule whose findings have another severity. */
interface SeverityChoice extends RuleChoice {
  readonly severity: EcrRuleSeverity;
}

/** The choices of an organization about the rules. */
export interface Choices extends Omit<RuleParameters, 'requiredPerimeter' | 'meantLifecycles'> {
  readonly reportUnresolved?: boolean;
  readonly rulesOff?: readonly RuleChoice[];
  readonly ruleSeverities?: readonly SeverityChoice[];
}

/** Who is given the choices, for errors. */
type Asker = Pick<InvalidInput, 'scope' | 'api'>;

/**
 * Throws if a choice could never apply.
 *
 * @param fatal the rules whose findings are fatal
 */
export function checkChoices(asker: Asker, choices: Choices, fatal: ReadonlySet<EcrRule> = new Set()): void {
  const { allowedAccounts, allowedOrganizations, protect, rulesOff = [], ruleSeverities = [] } = choices;
  const { api } = asker;
  if (protect) refuse({ api, property: 'protect' }, mistakesInTagList(protect, mistakesInTagPattern));
  if (allowedAccounts) refuse({ api, property: 'allowedAccounts' }, mistakesInAccounts(allowedAccounts));
  if (allowedOrganizations) {
    refuse({ api, property: 'allowedOrganizations' }, mistakesInOrganizations(allowedOrganizations));
  }
  checkTagValues(asker, choices.requiredTagValues);
  for (const property of BOOLEANS) {
    if (choices[property] !== undefined) checkBoolean({ ...asker, property }, choices[property]);
  }
  for (const property of ['requireSigning', 'requireReplication', 'allowedImageRegistries'] as const) {
    checkPatterns(asker, property, choices[property]);
  }
  for (const property of ['requiredTags', 'allowedUpstreams', 'allowedKeys'] as const) {
    checkAtLeastOne({ ...asker, property }, choices[property], 'element', 'leave it out, or add an element');
  }
  checkReasons(asker, 'rulesOff', rulesOff, (rule) => `give the reason why ${rule} is not checked`);
  checkReasons(asker, 'ruleSeverities', ruleSeverities, (rule) => `give the reason for the severity of ${rule}`);
  checkSeverities(asker, choices, fatal);
}

/** Throws unless each rule of a list has a reason. */
function checkReasons(
  asker: Asker,
  property: 'rulesOff' | 'ruleSeverities',
  choices: readonly RuleChoice[],
  mustOf: (rule: EcrRule) => string,
): void {
  checkList({ ...asker, property }, choices);
  choices.forEach((choice, index) => {
    const place = { ...asker, property: `${property}[${index}]` };
    const severity = property === 'rulesOff' ? '' : 'severity: …, ';
    checkProperties(place, choice, `write { rule: …, ${severity}reason: "…" }`);
    const { rule, reason } = choice;
    if (!isLiteral(reason) || reason.trim() !== '') return;
    throw new InvalidInputError({
      ...place,
      property: `${place.property}.reason`,
      found: reason,
      must: mustOf(rule),
      remedy: 'write the reason, which auditors read in the evidence',
    });
  });
}

/** Throws if a rule has several severities, or one that has no effect. */
function checkSeverities(
  asker: Asker,
  { rulesOff = [], ruleSeverities = [] }: Choices,
  fatal: ReadonlySet<EcrRule>,
): void {
  ruleSeverities.forEach(({ rule, severity }, index) => {
    if (!Object.values(EcrRuleSeverity).includes(severity)) {
      throw new InvalidInputError({
        ...asker,
        property: `ruleSeverities[${index}].severity`,
        found: severity,
        must: 'be "error" or "warning"',
        remedy: 'write EcrRuleSeverity.ERROR or EcrRuleSeverity.WARNING',
      });
    }
    const others: [string, ReadonlySet<EcrRule>][] = [
      ['an earlier element', rulesOf(ruleSeverities.slice(0, index))],
      ['rulesOff', rulesOf(rulesOff)],
      ['acknowledgementLimits, whose findings are fatal,', fatal],
    ];
    const other = others.find(([, rules]) => rules.has(rule));
    if (!other) return;
    throw new InvalidInputError({
      ...asker,
      property: `ruleSeverities[${index}].rule`,
      found: rule,
      must: `not be in ${other[0]} too`,
      remedy: 'remove one of the two',
    });
  });
}

function rulesOf(choices: readonly RuleChoice[]): ReadonlySet<EcrRule> {
  return new Set(choices.map(({ rule }) => rule));
}

/** Throws unless each pattern can match the name of a repository, or the host of a registry. */
function checkPatterns(
  asker: Asker,
  property: 'requireSigning' | 'requireReplication' | 'allowedImageRegistries',
  found?: readonly string[],
): void {
  checkAtLeastOne({ ...asker, property }, found, 'element', 'leave it out, or add an element');
  const { form, must, remedy } = property === 'allowedImageRegistries' ? HOST_PATTERN : NAME_PATTERN;
  (found ?? []).forEach((pattern: unknown, index) => {
    if (!isLiteral(pattern) || (typeof pattern === 'string' && form.test(pattern))) return;
    throw new InvalidInputError({ ...asker, property: `${property}[${index}]`, found: pattern, must, remedy });
  });
}

/** Throws unless each tag has at least one value that a tag can have. */
function checkTagValues(asker: Asker, found: Choices['requiredTagValues']): void {
  if (found === undefined) return;
  const property = 'requiredTagValues';
  checkProperties({ ...asker, property }, found, 'write { stage: ["dev", "prod"] }');
  checkAtLeastOne({ ...asker, property }, Object.keys(found), 'tag', 'leave it out, or add a tag');
  for (const [key, values] of Object.entries(found)) {
    const place = { ...asker, property: `${property}.${key}` };
    refuse(place, mistakesInTagKey(key, TAG_LIMITS));
    checkAtLeastOne(place, values, 'value', 'add a value, or move the tag to requiredTags');
    values.forEach((value, index) => {
      refuse({ ...place, property: `${place.property}[${index}]` }, mistakesInTagValue(value, TAG_LIMITS));
    });
  }
}
