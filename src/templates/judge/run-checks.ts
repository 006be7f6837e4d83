import type { Acknowledgement } from './acknowledgement';
import type { Acknowledgements } from './acknowledgements';
import { VariantChecks } from './variant-checks';
import type { EcrRule } from '../../ecr/ecr-rule';
import { visible } from '../../text/visible';
import type { CheckContext, Problem, Rule } from '../rule';
import { RULES } from '../rules';
import type { TemplateResource } from '../template-resource';

/** The outcome of a rule for a resource. */
export enum Outcome {
  SATISFIED = 'satisfied',
  NOT_SATISFIED = 'not satisfied',
  ACKNOWLEDGED = 'acknowledged',
  /** The verdict depends on values that are known only at deployment. */
  UNRESOLVED = 'known only at deployment',
  /** The rule is off. */
  OFF = 'off',
}

/** The verdict of a rule on a resource. */
export interface Judgement {
  readonly rule: Rule;
  readonly resource: TemplateResource;
  readonly outcome: Outcome;
  /** The problems found, without those that are unresolved. */
  readonly problems: readonly Problem[];
  /** The problems that depend on the deployment. */
  readonly unresolved: readonly Problem[];
  /** The reason why the rule is off. */
  readonly reason?: string;
  readonly acknowledgement?: Acknowledgement;
}

/** The decisions of an app about rules and their findings. */
export interface Decisions {
  readonly acknowledgements: Acknowledgements;
  /** The rules that are off, with the reason. */
  readonly off: ReadonlyMap<EcrRule, string>;
}

/** Judges each resource by the rules for its type. */
export function runChecks(
  context: CheckContext,
  { acknowledgements, off }: Decisions,
  isJudged: (resource: TemplateResource) => boolean,
): Judgement[] {
  const checks = new VariantChecks(context);
  const asked = RULES.filter(({ isAsked }) => isAsked?.(context.props) ?? true);
  const types = new Set(asked.flatMap((rule) => rule.types));
  const judged = new Map([...types].map((type) => [type, context.app.resourcesOf(type).filter(isJudged)]));
  const judgements: Judgement[] = [];
  for (const rule of asked) {
    const reason = off.get(rule.id);
    for (const resource of rule.types.flatMap((type) => judged.get(type)!)) {
      judgements.push(
        reason === undefined
          ? judge(rule, resource, checks, acknowledgements)
          : { rule, resource, outcome: Outcome.OFF, problems: [], unresolved: [], reason },
      );
    }
  }
  return judgements;
}

/** The texts of a problem repeat values of the template. */
function visibleProblem(problem: Problem): Problem {
  const { at, text, remedy } = problem;
  return { ...problem, at: visible(at), text: visible(text), remedy: remedy && visible(remedy) };
}

function judge(
  rule: Rule,
  resource: TemplateResource,
  checks: VariantChecks,
  acknowledgements: Acknowledgements,
): Judgement {
  const found = checks.problemsOf(rule, resource);
  if (found.length === 0) return { rule, resource, problems: found, unresolved: found, outcome: Outcome.SATISFIED };
  const all = found.map(visibleProblem);
  const problems = all.filter((problem) => !problem.unresolved);
  const unresolved = all.filter((problem) => problem.unresolved);
  const judgement = { rule, resource, problems, unresolved };
  if (problems.length === 0) {
    return { ...judgement, outcome: Outcome.UNRESOLVED };
  }
  const acknowledgement = acknowledgements.of(resource, rule.id);
  if (!acknowledgement) return { ...judgement, outcome: Outcome.NOT_SATISFIED };
  return { ...judgement, outcome: Outcome.ACKNOWLEDGED, acknowledgement };
}
