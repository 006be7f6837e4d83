import type { Acknowledgements } from './acknowledgements';
import { Outcome } from './run-checks';
import type { Judgement } from './run-checks';
import { DECISIONS } from '../../ecr/decisions/decisions';
import { EcrRuleSeverity } from '../../ecr/ecr-rule';
import type { EcrRule } from '../../ecr/ecr-rule';
import type { Problem } from '../rule';
import type { TemplateResource } from '../template-resource';
import type { TemplateStack } from '../template-stack';

/** The severity of findings that nobody may acknowledge. The CDK always reports them. */
export const FATAL = 'fatal';

/** A mistake as reports show it. */
export interface Finding {
  readonly rule: EcrRule;
  /** An `EcrRuleSeverity`, or `FATAL`. */
  readonly severity: string;
  /** The finding and its effect. */
  readonly text: string;
  /** The reason why it matters. */
  readonly explanation: string;
  readonly remedy: string;
  /** The place in the resource, e.g. `Properties/LifecyclePolicy`. */
  readonly at: string;
  /** The path of the construct of the resource, or of the acknowledgement. */
  readonly constructPath: string;
  /** The stack of it. An acknowledgement above stacks has none. */
  readonly stack?: TemplateStack;
  /** The resource. An acknowledgement has none. */
  readonly resource?: TemplateResource;
}

/** The choices of an app that apply to findings. */
export interface FindingChoices {
  readonly acknowledgements: Acknowledgements;
  readonly severities: ReadonlyMap<EcrRule, EcrRuleSeverity>;
}

/** Whether a finding makes synthesis fail. */
export function isFailing({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === EcrRuleSeverity.ERROR || severity === FATAL;
}

/** The findings that are not acknowledged. */
export function findingsOf(judgements: readonly Judgement[], choices: FindingChoices): Finding[] {
  return judgements
    .filter(({ outcome }) => outcome === Outcome.NOT_SATISFIED)
    .flatMap((judgement) => findingsIn(judgement, choices));
}

/** The findings of a rule on a resource, acknowledged or not. */
export function findingsIn(judgement: Judgement, { acknowledgements, severities }: FindingChoices): Finding[] {
  const { id } = judgement.rule;
  const chosen = acknowledgements.isLimited(id) ? FATAL : severities.get(id);
  return judgement.problems.map((problem) => findingOf(judgement, problem, chosen));
}

/** Warnings of what depends on the deployment, unless the rule is acknowledged there. */
export function notJudged(judgements: readonly Judgement[], acknowledgements: Acknowledgements): Finding[] {
  return judgements.flatMap((judgement) => {
    const { rule, resource, unresolved } = judgement;
    if (unresolved.length === 0 || acknowledgements.of(resource, rule.id)) return [];
    return unresolved.map(({ at, text }) =>
      findingOf(
        judgement,
        {
          at,
          text: `not judged: ${text}`,
          remedy: 'write a value that synthesis knows, or check it in the account and acknowledge the rule here',
        },
        EcrRuleSeverity.WARNING,
      ),
    );
  });
}

function findingOf({ rule, resource }: Judgement, problem: Problem, chosen?: string): Finding {
  const { at, text, remedy, severity } = problem;
  const decision = DECISIONS[rule.id];
  return {
    rule: rule.id,
    // A decision that a rule judges has a severity.
    severity: chosen ?? severity ?? decision.finding!,
    text,
    explanation: decision.explanation,
    remedy: remedy ?? decision.remedy,
    at,
    constructPath: resource.constructPath,
    stack: resource.stack,
    resource,
  };
}
