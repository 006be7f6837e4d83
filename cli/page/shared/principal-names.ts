import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { ReportedPrincipal } from '../../src/report/model/registry-report';

/** The gravest first. */
export const RELATIONS: readonly PrincipalRelation[] = [
  PrincipalRelation.EVERYBODY,
  PrincipalRelation.OUTSIDE,
  PrincipalRelation.UNKNOWN,
  PrincipalRelation.ORGANIZATION,
  PrincipalRelation.SERVICE,
  PrincipalRelation.KNOWN,
  PrincipalRelation.OWN,
];

export const RELATION_TEXTS: Readonly<Record<PrincipalRelation, string>> = {
  [PrincipalRelation.EVERYBODY]: 'everybody',
  [PrincipalRelation.OUTSIDE]: 'another account',
  [PrincipalRelation.UNKNOWN]: 'not known',
  [PrincipalRelation.ORGANIZATION]: 'organization',
  [PrincipalRelation.SERVICE]: 'service of AWS',
  [PrincipalRelation.KNOWN]: 'account of another registry here',
  [PrincipalRelation.OWN]: 'own account',
};

/** The path of a role tells nothing to most. */
const ROLE = /^role\/(?:.*\/)?/;
const IAM = /^arn:[^:]*:(?:iam|sts)::([^:]*):(.*)$/;

/** A short name, such as `deploy` for a role of the own account, or `account 222222222222`. */
export function shortName({ name, relation }: ReportedPrincipal): string {
  if (name === '*') return RELATION_TEXTS[relation];
  const [, account, resource] = IAM.exec(name) ?? [];
  if (resource === undefined) return name;
  if (resource === 'root') return `account ${account}`;
  const own = resource.replace(ROLE, '');
  return relation === PrincipalRelation.OWN ? own : `${own} of ${account}`;
}
