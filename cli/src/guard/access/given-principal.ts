import { Certainty } from './certainty';
import { isAccountId } from '../../../../src/ecr/identifiers';
import { canonicalPrincipal } from '../../../../src/ecr/policy/canonical-statement';
import { hasHole } from '../../../../src/text/holes';
import { refuse } from '../../io/bad-input';

/** A principal for whom access is decided. */
export interface GivenPrincipal {
  /** The canonical form of what the user gave: a service, an account id or an ARN. */
  readonly name: string;
  readonly kind: PrincipalKind;
  /** The account; absent for a service. */
  readonly account?: string;
  /** The name of the role, without its path. */
  readonly role?: string;
}

export enum PrincipalKind {
  ROLE,
  USER,
  SESSION,
  ACCOUNT,
  SERVICE,
}

const ARN = /^arn:[\w-]+:(iam|sts)::(\d{12}):(role|user|assumed-role)\/(.+)$/;
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

/** Reads a principal: the ARN of a role, a user, a session or the root of an account, an account id, or a service. */
export function givenPrincipal(text: string): GivenPrincipal {
  const name = canonicalPrincipal(text);
  if (SERVICE.test(name)) return { name, kind: PrincipalKind.SERVICE };
  if (isAccountId(name)) return { name, account: name, kind: PrincipalKind.ACCOUNT };
  const [, service, account, type, path] = ARN.exec(name) ?? [];
  const parts = path?.split('/');
  const typeOfService = `${service}:${type}`;
  if (typeOfService === 'iam:user') return { name, account, kind: PrincipalKind.USER };
  if (typeOfService === 'iam:role') return { name, account, kind: PrincipalKind.ROLE, role: parts[parts.length - 1] };
  if (typeOfService === 'sts:assumed-role' && parts.length === 2) {
    return { name, account, kind: PrincipalKind.SESSION, role: parts[0] };
  }
  return refuse({
    property: '--principal',
    found: text,
    must: 'be the ARN of a role, a user or a session, an account id, or a service such as lambda.amazonaws.com',
    remedy: 'write it as policies have it, such as arn:aws:iam::111122223333:role/deploy',
  });
}

/** Whether a name in a policy is that of a principal, in canonical form. */
export function isNamed(given: GivenPrincipal, name: string): Certainty {
  const { kind, account, role } = given;
  if (name === given.name || name === '*') return Certainty.YES;
  if (kind === PrincipalKind.SERVICE) return hasHole(name) ? Certainty.MAYBE : Certainty.NO;
  if (name === account) return Certainty.YES;
  if (hasHole(name)) return Certainty.MAYBE;
  const [, service, ofAccount, type, path = ''] = ARN.exec(name) ?? [];
  if (ofAccount !== account) return Certainty.NO;
  // An account has all its roles and users.
  if (kind === PrincipalKind.ACCOUNT) return Certainty.MAYBE;
  if (role === undefined) return Certainty.NO;
  // The ARN of a session does not tell the path of the role, but no other role of the account has its name.
  const isRole =
    kind === PrincipalKind.SESSION && service === 'iam' && type === 'role' && path.split('/').pop() === role;
  if (isRole) return Certainty.YES;
  const isSession = kind === PrincipalKind.ROLE && service === 'sts' && path.startsWith(`${role}/`);
  return isSession ? Certainty.MAYBE : Certainty.NO;
}
