import { hasHole, isKnownText, readable } from '../../../text/holes';
import type { Json } from '../../../text/json';
import { isObject } from '../../../text/json';
import { isAccountId } from '../../identifiers';
import { knownTextAt, ownAccount } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { partitionOf, REGIONS } from '../../regions';
import { neverCallsEcr } from '../../services';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
/** The names of principals in the ARNs of a service. */
const PRINCIPAL_NAMES: Readonly<Record<string, RegExp>> = {
  iam: /^(root|(role|user)\/.+)$/,
  sts: /^(assumed-role\/.+\/.+|federated-user\/.+)$/,
};
const ENDS: Readonly<Record<string, string>> = {
  iam: '"root", "role/…" or "user/…"',
  sts: '"assumed-role/…/…" or "federated-user/…"',
};
/** What else has an ARN of IAM. */
const OTHER_NAMES: Readonly<Record<string, { readonly one: string; readonly all: string }>> = {
  group: { one: 'a group', all: 'groups' },
  'instance-profile': { one: 'an instance profile', all: 'instance profiles' },
  'oidc-provider': { one: 'an identity provider', all: 'identity providers' },
  'saml-provider': { one: 'an identity provider', all: 'identity providers' },
  policy: { one: 'a policy', all: 'policies' },
  mfa: { one: 'an MFA device', all: 'MFA devices' },
  'server-certificate': { one: 'a certificate', all: 'certificates' },
};
const PRINCIPALS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const OPERATOR =
  /^(ForAnyValue:|ForAllValues:)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|(Numeric|Date)(Not)?Equals|(Numeric|Date)(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/i;

/**
 * The first flaw for which Amazon ECR refuses a statement, or for which it never has an effect, if there is one.
 *
 * @param place of the policy, as far as it is known
 */
export function statementFlaw(statement: unknown, place: Place): string | undefined {
  if (isHole(statement)) return undefined;
  if (!isObject(statement)) return `is ${readable(statement)} and no object`;
  const other = Object.keys(statement).find((key) => isKnownText(key) && !ELEMENTS.includes(key));
  if (other !== undefined) return `has an element ${other}, which policies do not have`;
  return (
    effectFlaw(statement.Effect) ??
    eitherFlaw(statement, 'Principal', 'NotPrincipal') ??
    principalFlaw(statement.Principal ?? statement.NotPrincipal, statement, place) ??
    eitherFlaw(statement, 'Action', 'NotAction') ??
    actionFlaw(statement.Action ?? statement.NotAction) ??
    conditionFlaw(statement.Condition)
  );
}

function effectFlaw(effect: unknown): string | undefined {
  if (effect === 'Allow' || effect === 'Deny' || isHole(effect)) return undefined;
  return effect === undefined
    ? 'has no Effect'
    : `has the Effect ${quoted(effect)}, which is neither "Allow" nor "Deny"`;
}

function eitherFlaw(statement: Json, one: string, other: string): string | undefined {
  const given = [one, other].filter((each) => statement[each] !== undefined);
  if (given.length === 1) return undefined;
  return given.length === 0 ? `has no ${one}` : `has ${one} and ${other}`;
}

function principalFlaw(principal: unknown, { Effect: effect }: Json, place: Place): string | undefined {
  if (principal === '*' || isHole(principal)) return undefined;
  if (!isObject(principal)) {
    return `has the Principal ${quoted(principal)}; only "*" stands without its kind, such as AWS`;
  }
  const kind = Object.keys(principal).find((key) => isKnownText(key) && !PRINCIPALS.includes(key));
  if (kind !== undefined) return `has a Principal of the kind ${kind}; there are only ${PRINCIPALS.join(', ')}`;
  if (Object.values(principal).flat().length === 0) return 'has a Principal that names nobody';
  for (const each of valuesOf(principal.AWS)) {
    const flaw = awsFlaw(typeof each === 'number' ? String(each) : each, effect === 'Allow', place);
    if (flaw) return `has the principal ${quoted(each)}, ${flaw}`;
  }
  return federatedFlaw(valuesOf(principal.Federated), place) ?? serviceFlaw(valuesOf(principal.Service), place);
}

function federatedFlaw(providers: readonly unknown[], place: Place): string | undefined {
  const provider = providers.find((each) => each !== '*' && knownTextAt(each, place) !== undefined);
  return provider === undefined
    ? undefined
    : `has the principal ${quoted(provider)}, which is an identity provider: only the trust policy of a role can name it`;
}

function serviceFlaw(services: readonly unknown[], place: Place): string | undefined {
  for (const each of services) {
    const service = knownTextAt(each, place);
    if (service === undefined || service === '*') continue;
    if (!service.includes('.')) {
      return `has the principal ${quoted(each)}, which is no service: they are named like lambda.amazonaws.com`;
    }
    if (!neverCallsEcr(service)) continue;
    return `has the principal ${quoted(each)}, which never calls Amazon ECR itself: name the role that it assumes`;
  }
  return undefined;
}

/** The flaw of a principal of the kind AWS. The rule on open policies judges an Allow for all accounts. */
function awsFlaw(given: unknown, allows: boolean, place: Place): string | undefined {
  if (given === '*') return undefined;
  if (typeof given !== 'string') return 'which is no text';
  const principal = knownTextAt(given, place);
  if (principal === undefined || principal === ownAccount(place)) return undefined;
  if (/^\d+$/.test(principal)) return principal.length === 12 ? undefined : 'which is no account id of 12 digits';
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal)) return 'which is a service: its kind is Service';
  if (/^A(ROA|IDA)[A-Z0-9]{12,}$/.test(principal)) {
    return 'which is the id of a role or user, as IAM writes it after the principal was deleted';
  }
  if (!principal.startsWith('arn:')) return 'which is neither an account id nor an ARN';
  const [, partition, service = '', ofRegion, account = '', ...name] = principal.split(':');
  if (!Object.hasOwn(PRINCIPAL_NAMES, service)) return 'which is no principal of IAM or STS';
  if (ofRegion !== '') return 'which has a region, but ARNs of principals have none';
  if (/[*?]/.test(account)) {
    return allows ? undefined : 'whose account is a pattern, but principals must be named in full';
  }
  if (!isAccountId(account) && account !== ownAccount(place)) return 'whose account is no id of 12 digits';
  const { region } = place;
  if (region !== undefined && REGIONS.includes(region) && partition !== partitionOf(region)) {
    return `which is of another partition than ${region}`;
  }
  return nameFlaw(service, name.join(':'));
}

/** The flaw of the last part of the ARN of a principal. */
function nameFlaw(service: string, name: string): string | undefined {
  if (/[*?]/.test(name)) return 'which is a pattern, but principals must be named in full';
  if (PRINCIPAL_NAMES[service].test(name)) return undefined;
  const [kind] = name.split('/');
  if (Object.hasOwn(OTHER_NAMES, kind)) {
    const { one, all } = OTHER_NAMES[kind];
    return `which is ${one}, and ${all} are no principals`;
  }
  return `which names no principal: an ARN of ${service.toUpperCase()} ends in ${ENDS[service]}`;
}

function actionFlaw(actions: unknown): string | undefined {
  const list = [actions].flat();
  if (list.length === 0) return 'has no Action';
  const other = list.find((each) => typeof each !== 'string');
  return other === undefined ? undefined : `has the action ${quoted(other)}, which is no text`;
}

/** The flaw of the element `Condition`, in a policy of any kind. */
export function conditionFlaw(condition: unknown): string | undefined {
  if (condition === undefined || isHole(condition)) return undefined;
  if (!isObject(condition)) return `has the Condition ${quoted(condition)}, which is no object`;
  for (const [operator, keys] of Object.entries(condition)) {
    if (isKnownText(operator) && !OPERATOR.test(operator)) return `has the operator ${operator}, which does not exist`;
    if (isHole(keys)) continue;
    if (!isObject(keys)) return `has no key for the operator ${operator}`;
    for (const [key, values] of Object.entries(keys)) {
      const other = [values].flat().find((each) => typeof each === 'object');
      if (other !== undefined) return `has ${quoted(other)} for the key ${key}, which is no text`;
    }
  }
  return undefined;
}

function valuesOf(values: unknown): readonly unknown[] {
  return values === undefined ? [] : [values].flat();
}

function isHole(value: unknown): boolean {
  return typeof value === 'string' && hasHole(value);
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${readable(value)}"` : readable(value);
}
