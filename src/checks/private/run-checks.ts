import { Acknowledgements } from './acknowledgements';
import type { CheckContext, Problem, Rule } from '../../templates/rule';
import { RULES } from '../../templates/rules';
import type { TemplateResource } from '../../templates/template-resource';

/** How a resource stands to a rule. */
export enum Outcome {
  SATISFIED = 'satisfied',
  NOT_SATISFIED = 'not satisfied',
  ACKNOWLEDGED = 'acknowledged',
  /** It depends on what only the deployment knows. */
  UNKNOWN = 'unknown before deployment',
  /** The rule is off. */
  OFF = 'off',
}

/** A rule's verdict on a resource. */
export interface Judgement {
  readonly rule: Rule;
  readonly resource: TemplateResource;
  readonly outcome: Outcome;
  /** What was found; without those that are unknown. */
  readonly problems: readonly Problem[];
  /** Why it was acknowledged, or why the rule is off. */
  readonly reason?: string;
}

/** Judges all resources that are of a type that some rule is about. */
export function runChecks(context: CheckContext, isJudged: (resource: TemplateResource) => boolean): Judgement[] {
  const acknowledgements = new Acknowledgements(context.app.root);
  const off = new Map(context.props.rulesOff?.map(({ rule, reason }) => [rule, reason]));
  return RULES.flatMap((rule) =>
    rule.types
      .flatMap((type) => context.app.resourcesOf(type))
      .filter(isJudged)
      .map((resource): Judgement => {
        const reason = off.get(rule.id);
        if (reason !== undefined) return { rule, resource, outcome: Outcome.OFF, problems: [], reason };
        return judge(rule, resource, context, acknowledgements);
      }),
  );
}

function judge(
  rule: Rule,
  resource: TemplateResource,
  context: CheckContext,
  acknowledgements: Acknowledgements,
): Judgement {
  const found = [...rule.check(resource, context)];
  const problems = found.filter(({ unknown }) => !unknown);
  if (problems.length === 0) {
    return { rule, resource, problems, outcome: found.length > 0 ? Outcome.UNKNOWN : Outcome.SATISFIED };
  }
  const ofRule = acknowledgements.reasonFor(resource, rule.id);
  const reasons = problems.map(
    ({ warning }) => ofRule ?? (warning && acknowledgements.reasonForWarning(resource, warning)),
  );
  const open = problems.filter((_, i) => reasons[i] === undefined);
  if (open.length > 0) return { rule, resource, problems: open, outcome: Outcome.NOT_SATISFIED };
  return { rule, resource, problems, outcome: Outcome.ACKNOWLEDGED, reason: [...new Set(reasons)].join('; ') };
}
