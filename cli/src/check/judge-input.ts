import { isAbsolute, relative, sep } from 'path';
import type { CheckedInput, FilePlace } from './checked-input';
import { tagOf } from './owner-tag';
import type { AcknowledgedFinding, Report, ReportedFinding, ReportedRule, Severity } from './report';
import { controlText } from '../../../src/ecr/controls/control';
import { controlsOf } from '../../../src/ecr/controls/control-map';
import { DECISIONS, decisionId } from '../../../src/ecr/decisions/decisions';
import { EcrRule, EcrRuleSeverity } from '../../../src/ecr/ecr-rule';
import { findingsOn } from '../../../src/templates/judge/acknowledgement-findings';
import { Acknowledgements } from '../../../src/templates/judge/acknowledgements';
import type { JudgedAcknowledgement } from '../../../src/templates/judge/acknowledgements';
import type { Choices } from '../../../src/templates/judge/check-choices';
import { findingsIn, findingsOf, notJudged } from '../../../src/templates/judge/finding';
import type { Finding } from '../../../src/templates/judge/finding';
import { Outcome, runChecks } from '../../../src/templates/judge/run-checks';
import type { TemplateResource } from '../../../src/templates/template-resource';
import { readable } from '../../../src/text/holes';

/** The options of a report. */
export interface JudgeOptions {
  readonly choices: Choices;
  readonly severities: ReadonlyMap<EcrRule, EcrRuleSeverity>;
  /** Whether findings say who is responsible. */
  readonly isByOwner: boolean;
  /** The tag that names the owner. */
  readonly ownerTag?: string;
  /** Whether the stack is the owner of what does not have the tag. */
  readonly isOrStack?: boolean;
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
}

/** What a report has of one input. */
export type InputReport = Pick<Report, 'findings' | 'acknowledged' | 'unresolved' | 'rules'> & {
  readonly resources: number;
  /** The acknowledgements of constructs, also those that count for nothing. */
  readonly acknowledgements: readonly JudgedAcknowledgement[];
};

/** Judges the resources of an input by the rules. */
export function judgeInput(input: CheckedInput, options: JudgeOptions): InputReport {
  const { app } = input;
  const { choices, severities, today } = options;
  const acknowledgements = new Acknowledgements({ made: input.acknowledgements, today });
  const off = new Map(input.leftOut);
  for (const { rule, reason } of choices.rulesOff ?? []) off.set(rule, reason);
  const judgements = runChecks(
    { app, props: choices },
    { acknowledgements, off },
    { isJudged: () => true, withSatisfied: true },
  );
  const words = new FindingWords(input, options);
  const judged = judgements.filter(({ outcome }) => outcome !== Outcome.OFF);
  const rules = new Map<EcrRule, ReportedRule>();
  for (const { rule } of judged) {
    const known = rules.get(rule.id);
    rules.set(rule.id, { ...ruleOf(rule.id, severities), resources: (known?.resources ?? 0) + 1 });
  }
  const judgedAcknowledgements = acknowledgements.judged();
  const onAcknowledgements = off.has(EcrRule.ACKNOWLEDGEMENT)
    ? []
    : findingsOn(judgedAcknowledgements, app, severities.get(EcrRule.ACKNOWLEDGEMENT));
  if (onAcknowledgements.length > 0) {
    rules.set(EcrRule.ACKNOWLEDGEMENT, { ...ruleOf(EcrRule.ACKNOWLEDGEMENT, severities), resources: 0 });
  }
  const choice = { acknowledgements, severities };
  return {
    resources: new Set(judged.map(({ resource }) => resource)).size,
    rules: [...rules.values()],
    findings: [...findingsOf(judgements, choice), ...onAcknowledgements].map((each) => words.of(each)),
    acknowledgements: judgedAcknowledgements,
    unresolved: notJudged(judgements, acknowledgements).map((each) => words.of(each)),
    acknowledged: judgements.flatMap((judgement): AcknowledgedFinding[] => {
      const { acknowledgement } = judgement;
      if (!acknowledgement) return [];
      const { reason, until, at } = acknowledgement;
      return findingsIn(judgement, choice).map((finding) => ({
        ...words.of(finding),
        reason,
        acknowledgedAt: at,
        ...(until !== undefined && { until }),
      }));
    }),
  };
}

function ruleOf(rule: EcrRule, severities: ReadonlyMap<EcrRule, EcrRuleSeverity>): Omit<ReportedRule, 'resources'> {
  const { explanation, remedy, finding = EcrRuleSeverity.WARNING } = DECISIONS[rule];
  return { rule: decisionId(rule), severity: severities.get(rule) ?? finding, explanation, remedy };
}

/** Says of findings what a report needs. */
class FindingWords {
  public constructor(
    private readonly input: CheckedInput,
    private readonly options: JudgeOptions,
  ) {}

  public of(finding: Finding): ReportedFinding {
    const { rule, severity, text, explanation, remedy, at, resource, constructPath, stack } = finding;
    const place: FilePlace = resource
      ? this.input.placeOf(resource, at)
      : { file: stack?.templatePath ?? this.input.name };
    const owner = resource && this.options.isByOwner ? this.ownerOf(resource) : undefined;
    return {
      rule: decisionId(rule),
      severity: severity as Severity,
      text: readable(text),
      explanation,
      remedy,
      resource: resource ? nameOf(resource) : constructPath,
      ...(resource && { logicalId: resource.logicalId, type: resource.type }),
      ...(stack && { stack: stack.path }),
      at,
      ...(owner !== undefined && { owner }),
      file: fromHere(place.file),
      ...(place.line !== undefined && { line: place.line }),
      controls: resource ? controlsOf(rule, resource.type).map(controlText) : [],
    };
  }

  private ownerOf(resource: TemplateResource): string | undefined {
    const { ownerTag, isOrStack = false } = this.options;
    const ofStack = ownerTag === undefined || isOrStack ? this.input.ownerOf(resource) : undefined;
    return ownerTag === undefined ? ofStack : (tagOf(resource, ownerTag) ?? ofStack);
  }
}

/** The path of a resource. Without a construct, only its logical id tells it from the others in its stack. */
function nameOf({ constructPath, stack, logicalId }: TemplateResource): string {
  return constructPath === stack.path ? `${constructPath}/${logicalId}` : constructPath;
}

/** A path as seen from the folder of the process, with slashes; a file elsewhere has its whole path. */
function fromHere(file: string): string {
  const path = relative('.', file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}
