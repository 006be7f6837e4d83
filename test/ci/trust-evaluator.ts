/**
 * Decides whether a role's trust policy admits a token of a CI system. iam-simulate cannot: it ignores the claims of
 * providers (`workload-identity.test.ts` shows that it still does).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */

/** What a CI system signs. */
export interface Token {
  /** URL of the issuer. */
  readonly iss: string;
  readonly [claim: string]: string | undefined;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal?: { readonly Federated?: string | string[] };
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** A trust policy without tokens of the CDK. */
export interface TrustPolicy {
  readonly Statement: object | readonly object[];
}

/** Claims that STS makes a condition key of, for every issuer. */
const COMMON = ['aud', 'sub', 'amr'];
const OF_ISSUER: Record<string, string[]> = {
  'token.actions.githubusercontent.com': [
    'actor',
    'actor_id',
    'enterprise_id',
    'environment',
    'job_workflow_ref',
    'ref',
    'repository',
    'repository_id',
    'workflow',
  ],
};

/** Whether a job with the token gets credentials of the role. */
export function admits(policy: TrustPolicy, token: Token): boolean {
  const statements = [policy.Statement].flat() as Statement[];
  const matching = statements.filter((statement) => matches(statement, token));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

function matches({ Action, Principal, Condition = {} }: Statement, token: Token): boolean {
  const issuer = token.iss.replace(/^https:\/\//, '');
  return (
    [Action].flat().includes('sts:AssumeRoleWithWebIdentity') &&
    [Principal?.Federated ?? []].flat().some((arn) => arn.endsWith(`:oidc-provider/${issuer}`)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, [values].flat(), valueOf(key, issuer, token))),
    )
  );
}

/** The value of a condition key; none where the key is of another issuer, or a claim that STS does not look at. */
function valueOf(key: string, issuer: string, token: Token): string | undefined {
  // Keys do not know case, values do.
  const prefix = `${issuer}:`.toLowerCase();
  if (!key.toLowerCase().startsWith(prefix)) return undefined;
  const claim = key.slice(prefix.length).toLowerCase();
  return [...COMMON, ...(OF_ISSUER[issuer] ?? [])].includes(claim) ? token[claim] : undefined;
}

function holds(operator: string, values: string[], actual: string | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
      return actual !== undefined && values.includes(actual);
    case 'StringLike':
      return actual !== undefined && values.some((pattern) => like(pattern, actual));
    case 'ForAllValues:StringEquals':
    case 'StringEqualsIfExists':
      return actual === undefined || values.includes(actual);
    default:
      throw new Error(`The evaluator does not know ${operator}: teach it`);
  }
}

function like(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}
