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

/** What of an app is judged. */
export interface Judged {
  /** Whether the judgements include those with the outcome `SATISFIED`, which are most. */
  readonly withSatisfied: boolean;
  isJudged(resource: TemplateResource): boolean;
}

/** Judges each resource by the rules for its type. */
export function runChecks(
  context: CheckContext,
  { acknowledgements, off }: Decisions,
  { isJudged, withSatisfied }: Judged,
): Judgement[] {
  const checks = new VariantChecks(context);
  const rules = RULES.filter(({ isAsked }) => isAsked?.(context.props) ?? true);
  const judgements = new Map(rules.map((rule) => [rule, [] as Judgement[]]));
  // All rules judge a resource before the next one, because they share what they find out about it.
  for (const type of new Set(rules.flatMap(({ types }) => types))) {
    const ofType = rules.filter(({ types }) => types.includes(type));
    for (const resource of context.app.resourcesOf(type).filter((each) => isJudged(each))) {
      const forms = checks.formsOf(resource);
      for (const rule of ofType) {
        const reason = off.get(rule.id);
        const found = reason === undefined ? checks.problemsOf(rule, resource, forms) : [];
        if (found.length === 0 && reason === undefined && !withSatisfied) continue;
        judgements
          .get(rule)!
          .push(
            reason === undefined
              ? judgementOf(rule, resource, found, acknowledgements)
              : { rule, resource, outcome: Outcome.OFF, problems: [], unresolved: [], reason },
          );
      }
    }
  }
  return [...judgements.values()].flat();
}

/** The texts of a problem repeat values of the template. */
function visibleProblem(problem: Problem): Problem {
  const { at, text, remedy } = problem;
  return { ...problem, at: visible(at), text: visible(text), remedy: remedy && visible(remedy) };
}

function judgementOf(
  rule: Rule,
  resource: TemplateResource,
  found: readonly Problem[],
  acknowledgements: Acknowledgements,
): Judgement {
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
