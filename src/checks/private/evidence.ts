import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { controlText } from '../../ecr/controls/control';
import { controlsOf } from '../../ecr/controls/control-map';
import { decisionId } from '../../ecr/decisions/decisions';
import type { JudgedAcknowledgement } from '../../templates/judge/acknowledgements';
import { Outcome } from '../../templates/judge/run-checks';
import type { Judgement } from '../../templates/judge/run-checks';
import { readable } from '../../text/holes';
import { byText } from '../../text/lists';
import { visible } from '../../text/visible';
import type { RuleSeverity } from '../ecr-checks-props';

/** The outcome of a rule for a resource in `ecr-checks.json`. */
interface RuleEvidence {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly controls: string[];
  readonly findings: string[];
  readonly reason?: string;
  /** The construct of the acknowledgement. */
  readonly acknowledgedAt?: string;
}

/** The outcome of a control for a resource: the worst outcome of the rules of the control. */
interface ControlEvidence {
  readonly control: string;
  readonly outcome: Outcome;
  readonly rules: string[];
}

/** One resource of `ecr-checks.json`. */
interface ResourceEvidence {
  readonly constructPath: string;
  readonly logicalId: string;
  readonly type: string;
  readonly stack: string;
  readonly controls: ControlEvidence[];
  readonly rules: RuleEvidence[];
}

/** The decisions about the whole app. */
interface AppDecisions {
  readonly acknowledgements: readonly JudgedAcknowledgement[];
  readonly severities: readonly RuleSeverity[];
}

/** The outcomes from best to worst. */
const OUTCOMES = [Outcome.SATISFIED, Outcome.ACKNOWLEDGED, Outcome.OFF, Outcome.UNRESOLVED, Outcome.NOT_SATISFIED];

/** Writes the evidence as JSON and as Markdown. It has no date, so that it changes only when the app does. */
export function writeEvidence(
  directory: string,
  judgements: readonly Judgement[],
  { acknowledgements, severities }: AppDecisions,
): void {
  const resources = evidenceOf(judgements);
  const made = acknowledgements
    .map(({ at, ...rest }) => ({ at: at || 'App', ...rest }))
    .sort((a, b) => byText(`${a.at} ${a.id}`, `${b.at} ${b.id}`));
  const set = severities.map(({ rule, severity, reason }) => ({ rule: decisionId(rule), severity, reason }));
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'ecr-checks.json'),
    `${JSON.stringify({ version: 2, severities: set, acknowledgements: made, resources }, undefined, 2)}\n`,
  );
  writeFileSync(join(directory, 'ecr-checks.md'), markdownOf(resources, made, set));
}

function evidenceOf(judgements: readonly Judgement[]): ResourceEvidence[] {
  const resources = new Map<Judgement['resource'], ResourceEvidence>();
  for (const { resource, rule, outcome, problems, reason, acknowledgement } of judgements) {
    const { constructPath, logicalId, type, stack } = resource;
    const evidence = resources.get(resource) ?? {
      constructPath,
      logicalId,
      type,
      stack: stack.path,
      controls: [],
      rules: [],
    };
    resources.set(resource, evidence);
    evidence.rules.push({
      rule: decisionId(rule.id),
      outcome,
      controls: controlsOf(rule.id, type).map(controlText),
      findings: problems.map(({ at, text }) => `${at}: ${text}`),
      reason: acknowledgement?.reason ?? reason,
      acknowledgedAt: acknowledgement && (acknowledgement.at || 'App'),
    });
  }
  for (const { controls, rules } of resources.values()) controls.push(...controlEvidence(rules));
  return [...resources.values()].sort((a, b) => byText(key(a), key(b)));
}

function controlEvidence(rules: readonly RuleEvidence[]): ControlEvidence[] {
  const controls = [...new Set(rules.flatMap((rule) => rule.controls))];
  return controls.map((control) => {
    const serving = rules.filter((rule) => rule.controls.includes(control));
    const worst = Math.max(...serving.map(({ outcome }) => OUTCOMES.indexOf(outcome)));
    return { control, outcome: OUTCOMES[worst], rules: serving.map(({ rule }) => rule) };
  });
}

function markdownOf(
  resources: readonly ResourceEvidence[],
  made: readonly JudgedAcknowledgement[],
  set: readonly { rule: string; severity: string; reason: string }[],
): string {
  const severities = table(
    ['Rule', 'Severity', 'Reason'],
    set.map(({ rule, severity, reason }) => [rule, severity, reason]),
  );
  const acknowledgements = table(
    ['Acknowledged at', 'Decision', 'Reason', 'Until', 'State'],
    made.map(({ at, id, reason, until = '', state }) => [at, id, reason, until, state]),
  );
  return ['# Evidence of EcrChecks', '', ...severities, ...acknowledgements, ...resources.flatMap(sectionOf)].join(
    '\n',
  );
}

function sectionOf({ constructPath, type, logicalId, controls, rules }: ResourceEvidence): string[] {
  return [
    `## ${visible(constructPath)}`,
    '',
    `${type}, logical id ${logicalId}`,
    '',
    ...table(
      ['Control', 'Outcome', 'Rules'],
      controls.map(({ control, outcome, rules: ids }) => [control, outcome, ids.join(', ')]),
    ),
    ...table(
      ['Rule', 'Outcome', 'Findings', 'Reason'],
      rules.map(({ rule, outcome, findings, reason = '' }) => [rule, outcome, findings.join('; '), reason]),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [row(head), row(head.map(() => '---')), ...rows.map(row), ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => visible(readable(cell).replace(/\n/g, ' ')).replace(/\|/g, '\\|')).join(' | ')} |`;
}

function key({ constructPath, logicalId }: ResourceEvidence): string {
  return `${constructPath}|${logicalId}`;
}
