import { existsSync, statSync } from 'fs';
import { dirname, resolve, sep } from 'path';
import type { IConstruct } from 'constructs';
import { MIN_WORDS } from './acknowledgements';
import { assemblyOf } from './app-constructs';
import { RepositoryPerimeter } from '../../access/repository-perimeter';
import { decisionId } from '../../ecr/decisions/decisions';
import { EcrRuleSeverity } from '../../ecr/ecr-rule';
import type { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInAccounts, mistakesInOrganizations } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { mistakesInTagKey, mistakesInTagValue } from '../../ecr/mistakes/tags';
import { TAG_LIMITS } from '../../ecr/tags';
import { mistakesInTagList, mistakesInTagPattern } from '../../lifecycle/value-mistakes';
import { checkAtLeastOne, checkList, InvalidInputError } from '../../text/errors';
import { checkBoolean, checkHas, checkProperties, checkValue } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type { AcknowledgeOptions, EcrChecksProps, RuleOff, RuleSeverity } from '../ecr-checks-props';

const API = 'EcrChecks';
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

/** Throws if a parameter could never apply. */
export function checkProps(scope: IConstruct, props: EcrChecksProps): void {
  checkHas({ api: API, property: 'scope' }, scope, 'node', 'be a construct', 'write new EcrChecks(app)');
  checkProperties({ scope, api: API, property: 'props' }, props, 'write { protect: ["v*"] }');
  const {
    allowedAccounts,
    allowedOrganizations,
    requiredPerimeter,
    protect,
    rulesOff = [],
    ruleSeverities = [],
  } = props;
  if (protect) refuse({ api: API, property: 'protect' }, mistakesInTagList(protect, mistakesInTagPattern));
  if (allowedAccounts) refuse({ api: API, property: 'allowedAccounts' }, mistakesInAccounts(allowedAccounts));
  if (allowedOrganizations) {
    refuse({ api: API, property: 'allowedOrganizations' }, mistakesInOrganizations(allowedOrganizations));
  }
  if (requiredPerimeter !== undefined) {
    checkValue({ scope, api: API, property: 'requiredPerimeter' }, requiredPerimeter, RepositoryPerimeter);
  }
  checkTagValues(scope, props.requiredTagValues);
  for (const property of BOOLEANS) {
    if (props[property] !== undefined) checkBoolean({ scope, api: API, property }, props[property]);
  }
  for (const property of ['requireSigning', 'requireReplication', 'allowedImageRegistries'] as const) {
    checkPatterns(scope, property, props[property]);
  }
  for (const property of ['requiredTags', 'allowedUpstreams', 'allowedKeys'] as const) {
    checkAtLeastOne({ scope, api: API, property }, props[property], 'element', 'leave it out, or add an element');
  }
  checkEvidenceDirectory(scope, props.evidenceDirectory);
  checkReasons(scope, 'rulesOff', rulesOff, (rule) => `give the reason why ${rule} is not checked`);
  checkReasons(scope, 'ruleSeverities', ruleSeverities, (rule) => `give the reason for the severity of ${rule}`);
  checkSeverities(scope, props);
}

/** Throws unless each rule of a list has a reason. */
function checkReasons(
  scope: IConstruct,
  property: 'rulesOff' | 'ruleSeverities',
  choices: readonly (RuleOff | RuleSeverity)[],
  mustOf: (rule: EcrRule) => string,
): void {
  checkList({ scope, api: API, property }, choices);
  choices.forEach((choice, index) => {
    const place = { scope, api: API, property: `${property}[${index}]` };
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
  scope: IConstruct,
  { rulesOff = [], ruleSeverities = [], acknowledgementLimits = [] }: EcrChecksProps,
): void {
  ruleSeverities.forEach(({ rule, severity }, index) => {
    if (!Object.values(EcrRuleSeverity).includes(severity)) {
      throw new InvalidInputError({
        scope,
        api: API,
        property: `ruleSeverities[${index}].severity`,
        found: severity,
        must: 'be "error" or "warning"',
        remedy: 'write EcrRuleSeverity.ERROR or EcrRuleSeverity.WARNING',
      });
    }
    const others: [string, readonly { readonly rule: EcrRule }[]][] = [
      ['an earlier element', ruleSeverities.slice(0, index)],
      ['rulesOff', rulesOff],
      ['acknowledgementLimits, whose findings are fatal,', acknowledgementLimits],
    ];
    const other = others.find(([, rules]) => rules.some((each) => each.rule === rule));
    if (!other) return;
    throw new InvalidInputError({
      scope,
      api: API,
      property: `ruleSeverities[${index}].rule`,
      found: rule,
      must: `not be in ${other[0]} too`,
      remedy: 'remove one of the two',
    });
  });
}

/** Throws unless an acknowledgement has a reason, and a date as its end if it ends. */
export function checkAcknowledgement(scope: IConstruct, { rule, reason, until }: AcknowledgeOptions): void {
  const api = `${API}.acknowledge`;
  if (isLiteral(reason) && reason.trim().split(/\s+/).length < MIN_WORDS) {
    throw new InvalidInputError({
      scope,
      api,
      property: 'reason',
      found: reason,
      must: `give the reason for ${decisionId(rule)} in at least ${MIN_WORDS} words`,
      remedy: 'write the reason for a reviewer',
    });
  }
  if (until === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until)))) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'until',
    found: until,
    must: 'be a date like "2027-03-31"',
    remedy: 'write the last day on which it counts as YYYY-MM-DD',
  });
}

/** Throws unless each pattern can match the name of a repository, or the host of a registry. */
function checkPatterns(
  scope: IConstruct,
  property: 'requireSigning' | 'requireReplication' | 'allowedImageRegistries',
  found?: string[],
): void {
  checkAtLeastOne({ scope, api: API, property }, found, 'element', 'leave it out, or add an element');
  const { form, must, remedy } = property === 'allowedImageRegistries' ? HOST_PATTERN : NAME_PATTERN;
  (found ?? []).forEach((pattern: unknown, index) => {
    if (!isLiteral(pattern) || (typeof pattern === 'string' && form.test(pattern))) return;
    throw new InvalidInputError({ scope, api: API, property: `${property}[${index}]`, found: pattern, must, remedy });
  });
}

/** Throws unless each tag has at least one value that a tag can have. */
function checkTagValues(scope: IConstruct, found?: Record<string, string[]>): void {
  if (found === undefined) return;
  const property = 'requiredTagValues';
  checkProperties({ scope, api: API, property }, found, 'write { stage: ["dev", "prod"] }');
  checkAtLeastOne({ scope, api: API, property }, Object.keys(found), 'tag', 'leave it out, or add a tag');
  for (const [key, values] of Object.entries(found)) {
    const place = { scope, api: API, property: `${property}.${key}` };
    refuse(place, mistakesInTagKey(key, TAG_LIMITS));
    checkAtLeastOne(place, values, 'value', 'add a value, or move the tag to requiredTags');
    values.forEach((value, index) => {
      refuse({ ...place, property: `${place.property}[${index}]` }, mistakesInTagValue(value, TAG_LIMITS));
    });
  }
}

function checkEvidenceDirectory(scope: IConstruct, found?: string): void {
  if (found === undefined) return;
  const place = { scope, api: API, property: 'evidenceDirectory', found };
  if (isBlocked(resolve(found))) {
    throw new InvalidInputError({
      ...place,
      must: 'be a directory, and a file stands there or above it',
      remedy: 'name a directory, such as "evidence", or remove the file',
    });
  }
  const assembly = assemblyOf(scope);
  if (assembly === undefined || !`${resolve(found)}${sep}`.startsWith(`${resolve(assembly)}${sep}`)) return;
  throw new InvalidInputError({
    ...place,
    must: 'be outside the cloud assembly, which a validation plugin may not change',
    remedy: 'name a directory beside it, such as "evidence"',
  });
}

/** Whether a path, or the nearest place above it that exists, is no directory. */
function isBlocked(path: string): boolean {
  const above = dirname(path);
  if (!existsSync(path)) return above !== path && isBlocked(above);
  return !statSync(path).isDirectory();
}
