import { NAMESPACE } from '../../../src/ecr/decisions/decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import type { EcrRuleSeverity } from '../../../src/ecr/ecr-rule';
import { checkChoices } from '../../../src/templates/judge/check-choices';
import type { Choices } from '../../../src/templates/judge/check-choices';
import { checkList } from '../../../src/text/errors';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { checkProperties, checkText } from '../../../src/text/kinds';
import { nearest } from '../../../src/text/nearest';
import { API, at, refuse } from '../io/bad-input';
import { readSettings } from '../io/settings-file';

const LISTS = [
  ...['allowedAccounts', 'allowedImageRegistries', 'allowedKeys', 'allowedOrganizations', 'allowedUpstreams'],
  ...['protect', 'requireReplication', 'requireSigning', 'requiredTags'],
];
const BOOLEANS = ['reportUnresolved', 'requireEnhancedScanning', 'requirePinnedImages', 'requireVpcEndpoints'];
const RULE_LISTS: Readonly<Record<string, readonly string[]>> = {
  rulesOff: ['rule', 'reason'],
  ruleSeverities: ['rule', 'severity', 'reason'],
};
/** The parameters of `EcrChecks` that are values. */
const NAMES = [...LISTS, ...BOOLEANS, 'requiredTagValues', ...Object.keys(RULE_LISTS)];

/** The options that say how rules judge. */
export interface RuleOptions {
  readonly config?: string;
  readonly ruleOff?: readonly string[];
}

/** The choices of a file and of the options. */
export function readChoices({ config, ruleOff = [] }: RuleOptions): Choices {
  const inFile = config === undefined ? {} : at(config, () => choicesIn(config));
  const off = ruleOff.map(ruleAndReason);
  const choices: Choices = { ...inFile, rulesOff: [...(inFile.rulesOff ?? []), ...off] };
  // What the file has is right by itself.
  checkChoices({ api: API }, choices);
  return choices;
}

function choicesIn(file: string): Choices {
  const value = readSettings(file) ?? {};
  checkProperties({ api: API, property: 'content' }, value, 'write parameters of EcrChecks, such as protect: ["v*"]');
  const content = value as Json;
  for (const name of Object.keys(content)) checkName('name of a parameter', name, NAMES);
  for (const name of LISTS) if (content[name] !== undefined) checkTexts(name, content[name]);
  if (isObject(content.requiredTagValues)) {
    for (const [key, values] of Object.entries(content.requiredTagValues)) {
      checkTexts(`requiredTagValues.${key}`, values);
    }
  }
  const lists = Object.entries(RULE_LISTS).flatMap(([name, members]): [string, unknown][] =>
    content[name] === undefined ? [] : [[name, rulesIn(name, content[name], members)]],
  );
  const choices: Choices = { ...content, ...Object.fromEntries(lists) };
  checkChoices({ api: API }, choices);
  return choices;
}

function checkTexts(property: string, found: unknown): void {
  checkList({ api: API, property }, found);
  (found as unknown[]).forEach((each, index) => {
    if (typeof each === 'string') return;
    refuse({ property: `${property}[${index}]`, found: each, must: 'be a text', remedy: 'put it in quotes' });
  });
}

/** The rules of a list, each with its id as the library has it. */
function rulesIn(property: string, found: unknown, members: readonly string[]): unknown[] {
  checkList({ api: API, property }, found);
  return (found as unknown[]).map((each, index) => {
    const place = `${property}[${index}]`;
    checkProperties({ api: API, property: place }, each, `write ${members.join(', ')}`);
    for (const name of Object.keys(each as Json)) checkName(`name in ${place}`, name, members);
    const { rule, reason = '', ...others } = each as Json;
    checkText({ api: API, property: `${place}.reason` }, reason, 'write the reason in quotes');
    return { ...others, rule: ruleOf(`${place}.rule`, String(rule)), reason };
  });
}

function ruleAndReason(text: string): { rule: EcrRule; reason: string } {
  const separator = text.indexOf('=');
  const id = separator < 0 ? text : text.slice(0, separator);
  const rule = ruleOf('--rule-off', id);
  const reason = separator < 0 ? '' : text.slice(separator + 1).trim();
  if (reason === '') {
    const must = 'give the reason why the rule is not checked';
    refuse({ property: '--rule-off', found: text, must, remedy: `write --rule-off ${rule}='the reason'` });
  }
  return { rule, reason };
}

/** The rule with an id, with or without its namespace. */
function ruleOf(property: string, id: string): EcrRule {
  const name = id.replace(`${NAMESPACE}::`, '');
  checkName(property, name, Object.values(EcrRule));
  return name as EcrRule;
}

function checkName(property: string, found: string, known: readonly string[]): void {
  if (known.includes(found)) return;
  const near = nearest(found, known);
  const must = known.length > 10 ? 'be a known name' : `be one of ${known.join(', ')}`;
  refuse({ property, found, must, remedy: near === undefined ? 'leave it out' : `write ${near}` });
}

/** The severities that the choices give to rules. */
export function severitiesOf({ ruleSeverities = [] }: Choices): ReadonlyMap<EcrRule, EcrRuleSeverity> {
  return new Map(ruleSeverities.map(({ rule, severity }) => [rule, severity]));
}
