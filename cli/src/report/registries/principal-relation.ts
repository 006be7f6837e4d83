import type { Place } from './place';
import { PrincipalKind } from './statement-principal';
import type { StatementPrincipal } from './statement-principal';
import { accountOf } from '../../../../src/ecr/policy/named-account';
import { PrincipalRelation } from '../model/registry-report';
import type { ReportedPrincipal } from '../model/registry-report';

const RELATIONS: Readonly<Partial<Record<PrincipalKind, PrincipalRelation>>> = {
  [PrincipalKind.ORGANIZATION]: PrincipalRelation.ORGANIZATION,
  [PrincipalKind.SERVICE]: PrincipalRelation.SERVICE,
  [PrincipalKind.EVERYBODY]: PrincipalRelation.EVERYBODY,
  [PrincipalKind.UNKNOWN]: PrincipalRelation.UNKNOWN,
};

/**
 * A principal with its relation to a registry.
 *
 * @param accounts those that have a registry in the report
 */
export function relatedPrincipal(
  { kind, name, canonical, source }: StatementPrincipal,
  place: Place,
  accounts: ReadonlySet<string>,
): ReportedPrincipal {
  const { id: client, isOwn: isForOwn } = (source !== undefined && accountOf(source, place)) || {};
  if (client !== undefined && isForOwn === false && !accounts.has(client)) {
    return { name: `${name} for ${client}`, relation: PrincipalRelation.OUTSIDE, account: client };
  }
  const relation = RELATIONS[kind];
  if (relation !== undefined) return { name, relation };
  const { id, isOwn } = accountOf(canonical, place) ?? {};
  if (isOwn) return { name, relation: PrincipalRelation.OWN, ...(place.account && { account: place.account }) };
  if (id === undefined || isOwn === undefined) {
    return { name, relation: PrincipalRelation.UNKNOWN, ...(id !== undefined && { account: id }) };
  }
  return { name, relation: accounts.has(id) ? PrincipalRelation.KNOWN : PrincipalRelation.OUTSIDE, account: id };
}
