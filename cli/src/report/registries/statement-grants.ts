import { PrincipalKind, principalOf } from './statement-principal';
import type { StatementPrincipal } from './statement-principal';
import { AccessClass, accessClassOf, actionsOfType } from '../../../../src/ecr/policy/access-class';
import type { CanonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { readable, referenceOf, UNRESOLVED } from '../../../../src/text/holes';
import type { Clause } from '../../guard/access/clauses';
import { conditionText, withValuesTogether } from '../../guard/access/condition-text';
import { actionsIn, grantsOf } from '../../guard/access/grants';
import { WrittenNames } from '../../guard/access/written-names';

/** What a statement gives to a principal, or denies, without the registry that it is in. */
export interface StatementGrant {
  readonly principal: StatementPrincipal;
  readonly isDeny: boolean;
  readonly classes: readonly AccessClass[];
  readonly condition?: string;
}

/** The gravest first. */
const CLASSES = [AccessClass.ADMINISTER, AccessClass.DELETE, AccessClass.PUSH, AccessClass.PULL, AccessClass.READ];

interface Alike {
  readonly principal: StatementPrincipal;
  readonly isDeny: boolean;
  readonly classes: Set<AccessClass>;
  readonly ways: (readonly Clause[])[];
}

/**
 * What a policy with one statement gives to each of its principals.
 *
 * @param statement as it is written
 */
export function grantedIn(policy: CanonicalPolicy, statement: unknown, type: string): StatementGrant[] {
  const [{ text, Principal: principals }] = policy.Statement;
  if (text !== undefined) return [unknownGrant(text)];
  const written = new WrittenNames([{ Statement: [statement] }]);
  const alike = new Map<string, Alike>();
  const grants = grantsOf(policy, actionsIn([policy], actionsOfType(type)));
  for (const { effect, principal, clauses, actions } of grants.values()) {
    const isDeny = effect === 'Deny';
    const given = principalOf({ principal, clauses, isDeny, services: principals?.Service ?? [] }, written);
    const key = JSON.stringify([given, isDeny]);
    const found = alike.get(key) ?? { principal: given, isDeny, classes: new Set(), ways: [] };
    alike.set(key, found);
    for (const action of actions) found.classes.add(accessClassOf(action));
    found.ways.push(clauses);
  }
  return [...alike.values()].map(({ principal, isDeny, classes, ways }) => {
    const condition = conditionOf(ways, written);
    return {
      ...{ principal, isDeny },
      classes: CLASSES.filter((each) => classes.has(each)),
      ...(condition !== undefined && { condition }),
    };
  });
}

/** A statement or a whole policy that is not known, or is no JSON. */
function unknownGrant(text: string): StatementGrant {
  const isHole = text === UNRESOLVED || referenceOf(text) !== undefined;
  const name = isHole ? readable(text) : 'a statement that cannot be read';
  return { principal: { kind: PrincipalKind.UNKNOWN, name, canonical: text }, isDeny: false, classes: [] };
}

/** All conditions of which one is enough; `undefined` if there is a way without any. */
function conditionOf(ways: readonly (readonly Clause[])[], written: WrittenNames): string | undefined {
  const texts = withValuesTogether(ways).map((clauses) => conditionText(clauses, written));
  return texts.includes(undefined) ? undefined : readable([...new Set(texts)].join(', or if '));
}
