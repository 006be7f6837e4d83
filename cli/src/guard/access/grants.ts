import { allImply, alternativesOf } from './clauses';
import type { Clause } from './clauses';
import { ALL, covers, coversResource, scopesOf } from './scope';
import type { Scope } from './scope';
import { KNOWN_ACTIONS } from '../../../../src/ecr/policy/access-class';
import { coversAction, matchesAction } from '../../../../src/ecr/policy/action-pattern';
import type { CanonicalPolicy, CanonicalStatement, Lists } from '../../../../src/ecr/policy/canonical-statement';
import { hasHole } from '../../../../src/text/holes';
import { addTo } from '../../../../src/text/lists';

/** The part of a statement that is about one principal, one resource and one value of each condition. */
export interface Grant {
  /** Allow or Deny. What is neither is taken to be both. */
  readonly effect: string;
  readonly principal: Scope;
  readonly resource: Scope;
  readonly clauses: readonly Clause[];
  readonly actions: ReadonlySet<string>;
}

/** The grants of a policy. Equal ones are one, with the actions of all. */
export type Grants = ReadonlyMap<string, Grant>;

const EFFECTS = ['Allow', 'Deny'];
const NEW_VERSION = '2012-10-17';
/** The most parts that the conditions of a statement are taken apart for. */
const MAX_PARTS = 1024;

/** The actions that policies are compared by: the known ones, and those that the policies name and nobody knows. */
export function actionsIn(policies: readonly CanonicalPolicy[], known: readonly string[]): string[] {
  const [service] = (known[0] ?? '').split(':');
  const named = policies.flatMap(({ Statement }) =>
    Statement.flatMap(({ Action = [], NotAction = [] }) => [...Action, ...NotAction]),
  );
  const unknown = named.filter(
    (action) =>
      (action.startsWith(`${service}:`) || hasHole(action)) &&
      !KNOWN_ACTIONS.some((each) => matchesAction(action, each)),
  );
  return [...new Set([...known, ...unknown])];
}

/** The grants of a policy for some actions. A statement that is unresolved as a whole has none. */
export function grantsOf(policy: CanonicalPolicy, actions: readonly string[]): Grants {
  const grants = new Map<string, Grant & { readonly actions: Set<string> }>();
  const isOld = policy.Version !== undefined && policy.Version !== NEW_VERSION;
  for (const statement of policy.Statement) {
    const covered = actions.filter((action) => coversAction(statement, action));
    for (const part of covered.length > 0 ? partsOf(statement, isOld) : []) {
      const key = JSON.stringify(part);
      const grant = grants.get(key) ?? { ...part, actions: new Set<string>() };
      grants.set(key, grant);
      for (const action of covered) grant.actions.add(action);
    }
  }
  return grants;
}

/** A statement taken apart into all combinations of its effects, principals, resources and conditions. */
function partsOf(statement: CanonicalStatement, isOld: boolean): Omit<Grant, 'actions'>[] {
  const { Effect, Resource, NotResource, NotAction = [] } = statement;
  const effects = EFFECTS.includes(Effect ?? '') ? [Effect!] : EFFECTS;
  const principals = principalsOf(statement);
  const resources = Resource === undefined && NotResource === undefined ? [ALL] : scopesOf(Resource, NotResource);
  const alternatives = alternativesOf(statement.Condition, MAX_PARTS / (principals.length * resources.length));
  // What the unresolved exceptions leave is not known.
  const exceptions = NotAction.filter(hasHole).map((action) => ({ operator: 'notaction', key: action, values: [] }));
  return alternatives.flatMap((alternative) => {
    const clauses = [...exceptions, ...(isOld ? alternative.map(withoutVariables) : alternative)];
    return principals.flatMap((principal) =>
      resources.flatMap((resource) => effects.map((effect) => ({ effect, principal, resource, clauses }))),
    );
  });
}

/** The parts of grants that no grant of another policy provably has. */
export function uncovered(grants: Grants, others: Grants): Grant[] {
  const byPrincipal = new Map<string, Grant[]>();
  for (const other of others.values()) addTo(byPrincipal, keyOf(other.principal), other);
  const ofEverybody = byPrincipal.get(keyOf(ALL)) ?? [];
  const found: Grant[] = [];
  for (const [key, grant] of grants) {
    let rest = without(grant.actions, others.get(key)?.actions);
    if (rest.size === 0) continue;
    for (const other of [...(byPrincipal.get(keyOf(grant.principal)) ?? []), ...ofEverybody]) {
      if (isCovered(grant, other)) rest = without(rest, other.actions);
    }
    if (rest.size > 0) found.push({ ...grant, actions: rest });
  }
  return found;
}

/** Whether a grant is a part of another one, if their actions are the same. */
export function isCovered(grant: Grant, other: Grant): boolean {
  return (
    grant.effect === other.effect &&
    covers(other.principal, grant.principal, (wide, narrow) => wide === narrow) &&
    covers(other.resource, grant.resource, coversResource) &&
    allImply(grant.clauses, other.clauses)
  );
}

function principalsOf({ Principal, NotPrincipal }: CanonicalStatement): Scope[] {
  return scopesOf(Principal && namesIn(Principal), NotPrincipal && namesIn(NotPrincipal));
}

/** The names of principals of all kinds. Only `*` can be of several kinds, and everybody is of the kind AWS. */
function namesIn(principals: Lists): string[] {
  return Object.entries(principals).flatMap(([kind, names]) =>
    names.map((name) => (name === '*' && kind !== 'AWS' ? `${kind} *` : name)),
  );
}

/** A text that is equal for two principals if one may cover the other. */
function keyOf({ except, names }: Scope): string {
  return except ? 'all but' : names[0];
}

/** A clause whose variables are text, as in the old version of policies. */
function withoutVariables(clause: Clause): Clause {
  return { ...clause, values: clause.values.map((value) => (value.includes('${') ? `${value} (as text)` : value)) };
}

function without(actions: ReadonlySet<string>, others: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  return others.size === 0 ? actions : new Set([...actions].filter((action) => !others.has(action)));
}
