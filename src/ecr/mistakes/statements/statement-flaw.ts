import { hasHole, isKnownText, readable } from '../../../text/holes';
import type { Json } from '../../../text/json';
import { isObject } from '../../../text/json';
import { isAccountId } from '../../identifiers';
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
const PRINCIPALS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const OPERATOR =
  /^(ForAnyValue:|ForAllValues:)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|(Numeric|Date)(Not)?Equals|(Numeric|Date)(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)(IfExists)?$/i;

/**
 * The first flaw for which Amazon ECR refuses a statement, or for which it never has an effect, if there is one.
 *
 * @param region of the policy, if it is known
 */
export function statementFlaw(statement: unknown, region?: string): string | undefined {
  if (isHole(statement)) return undefined;
  if (!isObject(statement)) return `is ${readable(statement)} and no object`;
  const other = Object.keys(statement).find((key) => isKnownText(key) && !ELEMENTS.includes(key));
  if (other !== undefined) return `has an element ${other}, which policies do not have`;
  return (
    effectFlaw(statement.Effect) ??
    eitherFlaw(statement, 'Principal', 'NotPrincipal') ??
    principalFlaw(statement.Principal ?? statement.NotPrincipal, statement, region) ??
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

function principalFlaw(principal: unknown, { Effect: effect }: Json, region: string | undefined): string | undefined {
  if (principal === '*' || isHole(principal)) return undefined;
  if (!isObject(principal)) {
    return `has the Principal ${quoted(principal)}; only "*" stands without its kind, such as AWS`;
  }
  const kind = Object.keys(principal).find((key) => isKnownText(key) && !PRINCIPALS.includes(key));
  if (kind !== undefined) return `has a Principal of the kind ${kind}; there are only ${PRINCIPALS.join(', ')}`;
  if (Object.values(principal).flat().length === 0) return 'has a Principal that names nobody';
  for (const each of [principal.AWS ?? []].flat()) {
    const flaw = awsFlaw(typeof each === 'number' ? String(each) : each, { allows: effect === 'Allow', region });
    if (flaw) return `has the principal ${quoted(each)}, ${flaw}`;
  }
  const provider = [principal.Federated ?? []].flat().find((each) => isKnownText(each) && each !== '*');
  if (provider !== undefined) {
    return `has the principal ${quoted(provider)}, which is an identity provider: only the trust policy of a role can name it`;
  }
  const arn = [principal.Service ?? []].flat().find((each) => isKnownText(each) && each !== '*' && !each.includes('.'));
  if (arn !== undefined) {
    return `has the principal ${quoted(arn)}, which is no service: they are named like lambda.amazonaws.com`;
  }
  const silent = [principal.Service ?? []].flat().find((each) => isKnownText(each) && neverCallsEcr(each));
  return silent === undefined
    ? undefined
    : `has the principal ${quoted(silent)}, which never calls Amazon ECR itself: name the role that it assumes`;
}

/** The flaw of a principal of the kind AWS. The rule on open policies judges an Allow for all accounts. */
function awsFlaw(
  principal: unknown,
  { allows, region }: { readonly allows: boolean; readonly region?: string },
): string | undefined {
  if (principal === '*') return undefined;
  if (typeof principal !== 'string') return 'which is no text';
  if (/^\d+$/.test(principal)) return principal.length === 12 ? undefined : 'which is no account id of 12 digits';
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal)) return 'which is a service: its kind is Service';
  if (/^A(ROA|IDA)[A-Z0-9]{12,}$/.test(principal)) {
    return 'which is the id of a role or user, as IAM writes it after the principal was deleted';
  }
  // Holes may stand for anything in an ARN, also for colons.
  if (!isKnownText(principal)) return undefined;
  if (!principal.startsWith('arn:')) return 'which is neither an account id nor an ARN';
  const [, partition, service, , account = '', ...name] = principal.split(':');
  if (service !== 'iam' && service !== 'sts') return 'which is no principal of IAM or STS';
  if (/[*?]/.test(account)) {
    return allows ? undefined : 'whose account is a pattern, but principals must be named in full';
  }
  if (!isAccountId(account)) return 'whose account is no id of 12 digits';
  if (region !== undefined && REGIONS.includes(region) && partition !== partitionOf(region)) {
    return `which is of another partition than ${region}`;
  }
  if (/[*?]/.test(name.join(':'))) return 'which is a pattern, but principals must be named in full';
  return name[0]?.startsWith('group/') ? 'which is a group, and groups are no principals' : undefined;
}

function actionFlaw(actions: unknown): string | undefined {
  const list = [actions].flat();
  if (list.length === 0) return 'has no Action';
  const other = list.find((each) => typeof each !== 'string');
  return other === undefined ? undefined : `has the action ${quoted(other)}, which is no text`;
}

function conditionFlaw(condition: unknown): string | undefined {
  if (condition === undefined || isHole(condition)) return undefined;
  if (!isObject(condition)) return `has the Condition ${quoted(condition)}, which is no object`;
  for (const [operator, keys] of Object.entries(condition)) {
    if (isKnownText(operator) && !OPERATOR.test(operator)) return `has the operator ${operator}, which does not exist`;
    if (!isObject(keys) && !isHole(keys)) return `has no key for the operator ${operator}`;
  }
  return undefined;
}

function isHole(value: unknown): boolean {
  return typeof value === 'string' && hasHole(value);
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${readable(value)}"` : readable(value);
}
