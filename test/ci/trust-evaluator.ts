/**
 * Decides whether a role's trust policy admits a token of a CI system, or a pod. iam-simulate cannot: it ignores the claims of
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
  readonly Principal?: { readonly Federated?: string | string[]; readonly Service?: string | string[] };
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

/** A pod whose service account has an association of EKS Pod Identity with the role. */
export interface Pod {
  /** ARN of the cluster. */
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Whether the association has `disableSessionTags`. */
  readonly withoutTags?: boolean;
}

/**
 * Whether a pod gets credentials of the role: the service needs both actions.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function admitsPod(policy: TrustPolicy, pod: Pod): boolean {
  const { cluster, namespace, serviceAccount, withoutTags = false } = pod;
  const tags: Record<string, string> = {
    'eks-cluster-arn': cluster,
    'eks-cluster-name': cluster.split('/')[1],
    'kubernetes-namespace': namespace,
    'kubernetes-service-account': serviceAccount,
  };
  const sent = Object.entries(withoutTags ? {} : tags).map(([key, value]) => [`aws:requesttag/${key}`, value]);
  const context = new Map([...sent, ['aws:sourceaccount', cluster.split(':')[4]]] as [string, string][]);
  const statements = [policy.Statement].flat() as Statement[];
  return ['sts:AssumeRole', ...(withoutTags ? [] : ['sts:TagSession'])].every((action) => {
    const matching = statements.filter(
      ({ Action, Principal, Condition = {} }) =>
        [Action].flat().includes(action) &&
        [Principal?.Service ?? []].flat().includes('pods.eks.amazonaws.com') &&
        hold(Condition, (key) => context.get(key.toLowerCase())),
    );
    return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
  });
}

function matches({ Action, Principal, Condition = {} }: Statement, token: Token): boolean {
  const issuer = token.iss.replace(/^https:\/\//, '');
  return (
    [Action].flat().includes('sts:AssumeRoleWithWebIdentity') &&
    [Principal?.Federated ?? []].flat().some((arn) => arn.endsWith(`:oidc-provider/${issuer}`)) &&
    hold(Condition, (key) => valueOf(key, issuer, token))
  );
}

function hold(conditions: NonNullable<Statement['Condition']>, actual: (key: string) => string | undefined): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, [values].flat(), actual(key))),
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
