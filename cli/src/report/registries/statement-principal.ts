import { conditionKey } from '../../../../src/ecr/policy/condition-keys';
import type { ConditionKey } from '../../../../src/ecr/policy/condition-keys';
import { holdsWithoutKey } from '../../../../src/ecr/policy/condition-operators';
import { admitsEverybody, tellsApart } from '../../../../src/ecr/policy/open-statement';
import { readable } from '../../../../src/text/holes';
import { isAnyOf } from '../../guard/access/clauses';
import type { Clause } from '../../guard/access/clauses';
import type { Scope } from '../../guard/access/scope';
import { scopeText } from '../../guard/access/scope-text';
import type { WrittenNames } from '../../guard/access/written-names';

/** The principals whose relation to a registry does not depend on its account. */
export enum PrincipalKind {
  /** A principal of an account. */
  OF_ACCOUNT,
  ORGANIZATION,
  SERVICE,
  EVERYBODY,
  /** The statement is not known. */
  UNKNOWN,
}

/** A principal of a statement, before its relation to a registry is known. */
export interface StatementPrincipal {
  readonly kind: PrincipalKind;
  /** As it is written, with its holes in words. */
  readonly name: string;
  /** The one form of all its spellings, with its holes. */
  readonly canonical: string;
  /** The account, or an ARN with the account, that a service has to act for. */
  readonly source?: string;
}

/** The part of a statement that is about a principal. */
export interface StatementPart {
  readonly principal: Scope;
  readonly clauses: readonly Clause[];
  readonly isDeny: boolean;
  /** The services among the principals of the statement. */
  readonly services: readonly string[];
}

/** The principal of a part of a statement. Everybody under a condition on the account or organization is whom it names. */
export function principalOf(part: StatementPart, written: WrittenNames): StatementPrincipal {
  const { principal, services, isDeny, clauses } = part;
  const [canonical] = principal.names;
  const given = (kind: PrincipalKind) => ({ kind, name: scopeText(principal, written), canonical });
  if (principal.except) return { ...given(PrincipalKind.EVERYBODY), canonical: JSON.stringify(principal) };
  if (services.includes(canonical) || canonical === 'Service *') {
    const source = isDeny ? undefined : namedBy(clauses, { of: 'source', tells: 'account' });
    return { ...given(PrincipalKind.SERVICE), ...(source !== undefined && { source }) };
  }
  if (!admitsEverybody({ Principal: { AWS: canonical } })) return given(PrincipalKind.OF_ACCOUNT);
  return (isDeny ? undefined : limitedTo(clauses)) ?? given(PrincipalKind.EVERYBODY);
}

/** The account, the principal or the organization that a condition limits everybody to. */
function limitedTo(clauses: readonly Clause[]): StatementPrincipal | undefined {
  const principal = namedBy(clauses, { of: 'principal', tells: 'account' });
  const canonical = principal ?? namedBy(clauses, { of: 'principal', tells: 'organization' });
  if (canonical === undefined) return undefined;
  const kind = principal === undefined ? PrincipalKind.ORGANIZATION : PrincipalKind.OF_ACCOUNT;
  return { kind, name: readable(canonical), canonical };
}

/** The one value that a request must have for a key of some kind. */
function namedBy(clauses: readonly Clause[], kind: Pick<ConditionKey, 'of' | 'tells'>): string | undefined {
  return clauses.find((clause) => {
    const { operator, key, values } = clause;
    const { of, tells } = conditionKey(key) ?? {};
    const isOne = of === kind.of && tells === kind.tells && values.length === 1;
    return isOne && isAnyOf(clause) && !holdsWithoutKey(operator) && tellsApart(operator, key, values);
  })?.values[0];
}
