import { matchesPattern } from '../../src/ecr/policy/action-pattern';

/** The values of the condition keys of a request, by their names in lower case. */
export type Request = Readonly<Record<string, string | readonly string[]>>;

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const STRANGER = '999999999999';

/** Requests of a stranger: from an account of another organization or of none, from the internet or an endpoint. */
export const STRANGERS: readonly Request[] = [
  { ...signedBy('role/ci'), 'aws:principalorgid': 'o-9z9z9z9z9z', 'aws:principalorgpaths': ['o-9z9z9z9z9z/r-zz99/'] },
  { ...signedBy('user/ci'), 'aws:sourceip': '198.51.100.7' },
  { ...signedBy('role/ci'), 'aws:sourcevpce': 'vpce-99999999', 'aws:sourcevpc': 'vpc-99999999' },
];

function signedBy(name: string): Request {
  return {
    'aws:principalaccount': STRANGER,
    'aws:principalarn': `arn:aws:iam::${STRANGER}:${name}`,
    'aws:userid': 'AROASTRANGER:session',
    // Everybody may choose the tags of his roles.
    'aws:principaltag/team': 'shop',
    'aws:securetransport': 'true',
    'aws:principalisawsservice': 'false',
  };
}

/** Whether a request meets all conditions, as IAM evaluates them. Addresses are compared by their first parts. */
export function meets(request: Request, condition: Condition): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => meetsOne(request, operator, key.toLowerCase(), [values].flat())),
  );
}

function meetsOne(request: Request, operator: string, key: string, values: readonly unknown[]): boolean {
  const found = [request[key] ?? []].flat();
  const [, set, name, optional] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(operator)!;
  if (name === 'Null') return values.some((value) => (String(value) === 'true') === (found.length === 0));
  if (found.length === 0 && (optional || set === 'ForAllValues:')) return true;
  const isNegative = name.includes('Not');
  if (found.length === 0) return isNegative && set === undefined;
  const compares = (each: string) => values.some((value) => isEqual(name, each, filled(String(value), request)));
  const holds = (each: string) => compares(each) !== isNegative;
  return set === 'ForAnyValue:' ? found.some(holds) : found.every(holds);
}

function isEqual(operator: string, found: string, value: string): boolean {
  if (/^String(Not)?Equals$/.test(operator) || operator === 'Bool') return found === value;
  if (/IpAddress/.test(operator)) return value.endsWith('/0') || found === value.split('/')[0];
  if (!operator.startsWith('Arn')) return matchesPattern(value, found);
  const [parts, wanted] = [found.split(':'), value.split(':')];
  return parts.length === wanted.length && parts.every((part, index) => matchesPattern(wanted[index], part));
}

function filled(value: string, request: Request): string {
  return value.replace(/\$\{(.*?)\}/g, (_, key: string) => [request[key.toLowerCase()] ?? ''].flat().join());
}
