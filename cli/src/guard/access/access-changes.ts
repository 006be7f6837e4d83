import { Direction } from './access-change';
import type { AccessChange, AccessComparison, AccessSummary } from './access-change';
import { summaryOf } from './access-summary';
import type { Clause } from './clauses';
import { conditionText, withValuesTogether } from './condition-text';
import { actionsIn, grantsOf, isCovered, uncovered } from './grants';
import type { Grant, Grants } from './grants';
import type { Scope } from './scope';
import { scopeText } from './scope-text';
import { WrittenNames } from './written-names';
import { AccessClass, accessClassOf, actionsOfType } from '../../../../src/ecr/policy/access-class';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import type { CanonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { readable } from '../../../../src/text/holes';
import { addTo } from '../../../../src/text/lists';

/**
 * Compares two policies of a resource, each an object, its JSON, or absent. Texts may have holes. Only what the policies
 * themselves allow and deny is compared: identity policies and policies of an organization are not read.
 *
 * What is not provably narrower than before counts as opened, and what is not provably wider as revoked.
 *
 * @param type of the resource with the policy, such as `AWS::ECR::Repository`. It tells the actions that matter.
 */
export function accessChanges(before: unknown, after: unknown, type: string): AccessComparison {
  const policies = [before, after].map(canonicalPolicy);
  const actions = actionsIn(policies, actionsOfType(type));
  const [old, young] = policies.map((policy) => grantsOf(policy, actions));
  const names = new WrittenNames([before, after]);
  const changes = [
    ...changesOf(uncovered(young, old), old, (allows) => (allows ? Direction.OPENED : Direction.REVOKED), names),
    ...changesOf(uncovered(old, young), young, (allows) => (allows ? Direction.REVOKED : Direction.OPENED), names),
  ];
  const isLast = hasDeny(old) && !hasDeny(young);
  const [opened, revoked] = [Direction.OPENED, Direction.REVOKED].map((direction) =>
    changes.filter((change) => change.direction === direction),
  );
  const forbidden = opened.filter(({ byDeny }) => byDeny);
  return {
    changes,
    unresolved: unresolvedIn(policies),
    opened: summaryOf(isLast ? opened.filter(({ byDeny }) => !byDeny) : opened),
    revoked: summaryOf(revoked),
    lastDenyRemoved: isLast ? lastDenyOf(forbidden) : undefined,
  };
}

/** The statements that only one of two policies has, and that are unresolved as a whole. */
function unresolvedIn(policies: readonly CanonicalPolicy[]): string[] {
  const [before, after] = policies.map(({ Statement }) => Statement.flatMap(({ text }) => text ?? []));
  const only = (some: string[], others: string[]) => some.filter((text) => !others.includes(text));
  return [...only(before, after), ...only(after, before)].map(readable);
}

function lastDenyOf(changes: readonly AccessChange[]): AccessSummary | undefined {
  const summary = summaryOf(changes);
  return summary && { ...summary, text: `the last Deny of the policy goes: ${summary.text}` };
}

/** A part of the changes: all that is the same but the condition. */
interface Alike {
  readonly grant: Grant;
  readonly accessClass: AccessClass;
  readonly actions: readonly string[];
  readonly ways: (readonly Clause[])[];
}

function changesOf(
  grants: readonly Grant[],
  others: Grants,
  directionOf: (allows: boolean) => Direction,
  names: WrittenNames,
): AccessChange[] {
  const alike = new Map<string, Alike>();
  for (const grant of grants) {
    for (const [accessClass, actions] of byClass(grant.actions)) {
      const { effect, principal, resource, clauses } = grant;
      const key = JSON.stringify([effect, principal, resource, accessClass, actions]);
      const found = alike.get(key) ?? { grant, accessClass, actions, ways: [] };
      found.ways.push(clauses);
      alike.set(key, found);
    }
  }
  return [...alike.values()].flatMap(({ grant, accessClass, actions, ways }) =>
    withValuesTogether(ways).map((clauses) => ({
      direction: directionOf(grant.effect === 'Allow'),
      principal: scopeText(grant.principal, names),
      accessClass,
      actions,
      condition: readableIfGiven(conditionText(clauses, names)),
      otherwise: readableIfGiven(otherConditions({ ...grant, clauses, actions: new Set(actions) }, others, names)),
      resource: isAll(grant.resource) ? undefined : scopeText(grant.resource, names),
      byDeny: grant.effect !== 'Allow',
    })),
  );
}

/** The narrower conditions under which the other policy says the same. */
function otherConditions(grant: Grant, others: Grants, names: WrittenNames): string | undefined {
  const narrower = [...others.values()].filter(
    (other) =>
      isSameScope(other.principal, grant.principal) &&
      isSameScope(other.resource, grant.resource) &&
      [...grant.actions].every((action) => other.actions.has(action)) &&
      isCovered(other, grant),
  );
  const texts = withValuesTogether(narrower.map(({ clauses }) => clauses)).map((each) => conditionText(each, names));
  return texts.length > 0 ? texts.join(', or if ') : undefined;
}

function byClass(actions: ReadonlySet<string>): Map<AccessClass, string[]> {
  const classes = new Map<AccessClass, string[]>();
  for (const action of [...actions].sort()) addTo(classes, accessClassOf(action), action);
  return classes;
}

function isAll(scope: Scope): boolean {
  return !scope.except && scope.names[0] === '*';
}

function isSameScope(one: Scope, other: Scope): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function hasDeny(grants: Grants): boolean {
  return [...grants.values()].some(({ effect }) => effect === 'Deny');
}

function readableIfGiven(text: string | undefined): string | undefined {
  return text === undefined ? undefined : readable(text);
}
