import { Direction } from './access-change';
import { decideActions, Verdict } from './decide';
import type { AccessDecision } from './decide';
import { actionsIn } from './grants';
import type { Surroundings } from './known-keys';
import { actionsOfType } from '../../../../src/ecr/policy/access-class';
import type { AccessClass } from '../../../../src/ecr/policy/access-class';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { addTo } from '../../../../src/text/lists';

/** Decisions for a principal that differ before and after. */
export interface DecisionChange {
  /** Absent if the verdict depends on other conditions than before, so that it may open or revoke. */
  readonly direction?: Direction;
  readonly principal: string;
  readonly accessClass: AccessClass;
  readonly actions: readonly string[];
  /** The decision in words. */
  readonly before: string;
  readonly after: string;
  /** All of it in a sentence. */
  readonly text: string;
}

/**
 * The decisions for a principal that two policies of a resource make differently. Only the policies are read, as in
 * `decide`.
 */
export function decisionChanges(
  before: unknown,
  after: unknown,
  principal: string,
  type: string,
  place: Surroundings = {},
): DecisionChange[] {
  const policies = [before, after];
  const actions = actionsIn(policies.map(canonicalPolicy), actionsOfType(type));
  const [old, young] = policies.map((policy) => byAction(decideActions(policy, principal, actions, place)));
  const alike = new Map<string, DecisionChange[]>();
  for (const [action, one] of old) {
    const other = young.get(action)!;
    const [was, is] = [one, other].map(inWords);
    if (was === is) continue;
    const { accessClass } = one;
    const change = {
      direction: directionOf(one, other),
      principal,
      accessClass,
      actions: [action],
      before: was,
      after: is,
    };
    addTo(alike, JSON.stringify([accessClass, was, is]), { ...change, text: '' });
  }
  return [...alike.values()].map((group) => withText({ ...group[0], actions: group.flatMap((each) => each.actions) }));
}

function byAction(decisions: readonly AccessDecision[]): Map<string, AccessDecision> {
  return new Map(decisions.flatMap((decision) => decision.actions.map((action) => [action, decision] as const)));
}

/** A decision in words, such as `allowed if aws:SourceVpce is vpce-1`. */
export function inWords({ verdict, byItself, condition }: AccessDecision): string {
  if (verdict === Verdict.NOT_ALLOWED || verdict === Verdict.DENIED) return verdict;
  const identity = byItself ? '' : ' with an identity policy';
  return condition === undefined ? `allowed${identity}` : `allowed${identity} ${condition}`;
}

const RANKS = [Verdict.DENIED, Verdict.NOT_ALLOWED, Verdict.DEPENDS, Verdict.ALLOWED];

function directionOf(before: AccessDecision, after: AccessDecision): Direction | undefined {
  const [was, is] = [before, after].map(({ verdict, byItself }) => 2 * RANKS.indexOf(verdict) + Number(byItself));
  if (was === is) return undefined;
  return is > was ? Direction.OPENED : Direction.REVOKED;
}

function withText(change: DecisionChange): DecisionChange {
  const { principal, accessClass, actions, before, after } = change;
  return { ...change, text: `${principal}, ${accessClass} (${actions.join(', ')}): ${before} before; ${after} after` };
}
