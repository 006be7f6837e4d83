import { accountOf, partitionOf, principalArn, regionOf } from './access-request';
import type { AccessRequest, PrincipalCaller, ServiceCaller } from './access-request';

/** Value of a condition key in a request; `undefined` where AWS does not send the key. */
type Value = string | string[] | undefined;

/** One condition key that AWS sends with the calls of a row. */
export interface ContextKey {
  /** Name of the key; one that ends in `/*` stands for all keys of that prefix, and only a case can give it. */
  readonly key: string;
  /** Page that says so. */
  readonly source: string;
  /** What AWS sends. Without it the value is the case's to say, and the key is absent where the case does not. */
  readonly value?: (request: AccessRequest) => Value;
  /**
   * No page says whether AWS sends the key with this call. Both ways are then decided, and have to agree.
   *
   * @default false
   */
  readonly undocumented?: boolean;
}

/** Which keys AWS sends for one kind of caller and a group of actions. All rows that match a request add up. */
export interface ContextRow {
  /** `principal`: role or user. `forwarded`: a service on behalf of one. Otherwise the service's principal. */
  readonly caller: string;
  /** Actions, exact or with `*` at the end. */
  readonly actions: readonly string[];
  readonly keys: readonly ContextKey[];
}

const DOCS = 'https://docs.aws.amazon.com';
const GLOBAL_KEYS = `${DOCS}/IAM/latest/UserGuide/reference_policies_condition-keys.html`;
const KMS_KEYS = `${DOCS}/kms/latest/developerguide/conditions-kms.html`;
const FORWARDED = `${DOCS}/IAM/latest/UserGuide/access_forward_access_sessions.html`;
const ECR_KEYS = `${DOCS}/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html`;
const ECR_POLICY_EXAMPLES = `${DOCS}/AmazonECR/latest/userguide/repository-policy-examples.html`;
const LAMBDA_IMAGES = `${DOCS}/lambda/latest/dg/images-create.html`;
const EVENTS_RESOURCE_POLICIES = `${DOCS}/eventbridge/latest/userguide/eb-use-resource-based.html`;
const SNS_KEY_POLICY = `${DOCS}/sns/latest/dg/sns-key-management.html`;
const SNS_TOPIC_POLICY = `${DOCS}/sns/latest/dg/sns-access-policy-use-cases.html`;

/** Actions with which a service reads an image. */
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];
/** What the publisher to an encrypted topic does with the topic's key. */
const ENCRYPT_MESSAGE = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
const GRANTS = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];

/** Services that add themselves to aws:CalledVia; others, Amazon ECR among them, set aws:ViaAWSService only. */
const CALLED_VIA = ['athena', 'cloudformation', 'dynamodb', 'kms'].map((name) => `${name}.amazonaws.com`);

/** The same for everybody who signs a request. */
const ANY_CALL: ContextKey[] = [
  { key: 'aws:SecureTransport', source: `${GLOBAL_KEYS}#condition-keys-securetransport`, value: () => 'true' },
  {
    key: 'aws:RequestedRegion',
    source: `${GLOBAL_KEYS}#condition-keys-requestedregion`,
    value: ({ resource }) => regionOf(resource),
  },
  {
    key: 'aws:ResourceAccount',
    source: `${GLOBAL_KEYS}#condition-keys-resourceaccount`,
    value: ({ resource, resourceAccount }) => resourceAccount ?? accountOf(resource),
  },
];

/** Roles and users, whether they call themselves or a service calls on their behalf. */
const PRINCIPAL: ContextKey[] = [
  ...ANY_CALL,
  {
    key: 'aws:PrincipalArn',
    source: `${GLOBAL_KEYS}#condition-keys-principalarn`,
    value: (request) => principalArn(principal(request), partitionOf(request.resource)),
  },
  {
    key: 'aws:PrincipalAccount',
    source: `${GLOBAL_KEYS}#condition-keys-principalaccount`,
    value: (request) => principal(request).account,
  },
  {
    key: 'aws:PrincipalOrgID',
    source: `${GLOBAL_KEYS}#condition-keys-principalorgid`,
    value: (request) => principal(request).organizationId,
  },
  {
    key: 'aws:PrincipalOrgPaths',
    source: `${GLOBAL_KEYS}#condition-keys-principalorgpaths`,
    value: (request) => organizationPaths(principal(request)),
  },
  {
    key: 'aws:PrincipalType',
    source: `${GLOBAL_KEYS}#condition-keys-principaltype`,
    value: (request) => (principal(request).kind === 'role' ? 'AssumedRole' : 'User'),
  },
  {
    key: 'aws:PrincipalIsAWSService',
    // Stays false where a service acts with the rights of a principal, or in a service role.
    source: `${GLOBAL_KEYS}#condition-keys-principalisawsservice`,
    value: () => 'false',
  },
  {
    key: 'aws:userid',
    source: `${GLOBAL_KEYS}#condition-keys-userid`,
    value: (request) => (principal(request).kind === 'role' ? 'AROAEXAMPLEROLEID:session' : 'AIDAEXAMPLEUSERID'),
  },
  { key: 'aws:PrincipalTag/*', source: `${GLOBAL_KEYS}#condition-keys-principaltag` },
];

const KMS_PRINCIPAL: ContextKey[] = [
  {
    key: 'kms:CallerAccount',
    source: `${KMS_KEYS}#conditions-kms-caller-account`,
    value: (request) => principal(request).account,
  },
];

/** A service that calls under its own name. */
const SERVICE: ContextKey[] = [
  ...ANY_CALL,
  {
    key: 'aws:PrincipalIsAWSService',
    source: `${GLOBAL_KEYS}#condition-keys-principalisawsservice`,
    value: () => 'true',
  },
  {
    key: 'aws:PrincipalServiceName',
    source: `${GLOBAL_KEYS}#condition-keys-principalservicename`,
    value: (request) => service(request).service,
  },
];

function sourceArn(source: string): ContextKey {
  return { key: 'aws:SourceArn', source, value: (request) => service(request).source };
}

function sourceAccount(source: string): ContextKey {
  return { key: 'aws:SourceAccount', source, value: (request) => accountOf(service(request).source) };
}

/** No page says which services send it to Amazon ECR, so a case says whether it is there. Its lack is a case of its own. */
const SOURCE_ORGANIZATION: ContextKey = {
  key: 'aws:SourceOrgID',
  source: `${GLOBAL_KEYS}#condition-keys-sourceorgid`,
};

/** The same for the organizational units. */
const SOURCE_PATHS: ContextKey = {
  key: 'aws:SourceOrgPaths',
  source: `${GLOBAL_KEYS}#condition-keys-sourceorgpaths`,
};

/**
 * What AWS sends with a request, and how we know. This is the only place where a condition key gets into a simulated
 * call: a policy with a condition on a key that the service does not send is refused here as it is in an account.
 */
export const REQUEST_CONTEXT: readonly ContextRow[] = [
  // A role or user calls.
  { caller: 'principal', actions: ['*'], keys: PRINCIPAL },
  {
    caller: 'principal',
    actions: ['*'],
    keys: [
      { key: 'aws:ViaAWSService', source: `${GLOBAL_KEYS}#condition-keys-viaawsservice`, value: () => 'false' },
      { key: 'aws:SourceVpc', source: `${GLOBAL_KEYS}#condition-keys-sourcevpc` },
      { key: 'aws:SourceVpce', source: `${GLOBAL_KEYS}#condition-keys-sourcevpce` },
    ],
  },
  {
    caller: 'principal',
    actions: ['ecr:*'],
    keys: [
      { key: 'aws:ResourceTag/*', source: ECR_KEYS },
      { key: 'ecr:ResourceTag/*', source: ECR_KEYS },
      { key: 'aws:ResourceOrgID', source: `${GLOBAL_KEYS}#condition-keys-resourceorgid` },
    ],
  },
  {
    caller: 'principal',
    actions: ['ecr:CreateRepository', 'ecr:TagResource'],
    keys: [
      { key: 'aws:RequestTag/*', source: ECR_KEYS },
      { key: 'aws:TagKeys', source: ECR_KEYS },
    ],
  },
  { caller: 'principal', actions: ['kms:*'], keys: KMS_PRINCIPAL },
  {
    caller: 'principal',
    actions: GRANTS,
    keys: [
      // The page says what the key tells, not whether a direct call has it as false or not at all.
      {
        key: 'kms:GrantIsForAWSResource',
        source: `${KMS_KEYS}#conditions-kms-grant-is-for-aws-resource`,
        value: () => 'false',
        undocumented: true,
      },
    ],
  },

  // A service calls on behalf of a role or user, in a forward access session.
  { caller: 'forwarded', actions: ['*'], keys: PRINCIPAL },
  {
    caller: 'forwarded',
    actions: ['*'],
    keys: [
      { key: 'aws:ViaAWSService', source: FORWARDED, value: () => 'true' },
      {
        key: 'aws:CalledVia',
        source: `${GLOBAL_KEYS}#condition-keys-calledvia`,
        value: ({ via = [] }) => some(via.filter((each) => CALLED_VIA.includes(each))),
      },
    ],
  },
  { caller: 'forwarded', actions: ['kms:*'], keys: KMS_PRINCIPAL },
  {
    caller: 'forwarded',
    actions: ['kms:*'],
    keys: [
      {
        key: 'kms:ViaService',
        source: `${KMS_KEYS}#conditions-kms-via-service`,
        value: ({ via = [], resource }) => via.at(-1)?.replace('.', `.${regionOf(resource)}.`),
      },
    ],
  },
  {
    caller: 'forwarded',
    actions: GRANTS,
    keys: [
      // True for a service that is integrated with KMS, as Amazon ECR is; no page of Amazon ECR's says it again.
      {
        key: 'kms:GrantIsForAWSResource',
        source: `${KMS_KEYS}#conditions-kms-grant-is-for-aws-resource`,
        value: () => 'true',
      },
    ],
  },

  // Services call under their own name. A pair that is missing here is one that nobody has looked up yet.
  {
    caller: 'lambda.amazonaws.com',
    actions: PULL,
    keys: [...SERVICE, sourceArn(LAMBDA_IMAGES), SOURCE_ORGANIZATION, SOURCE_PATHS],
  },
  {
    caller: 'codebuild.amazonaws.com',
    actions: PULL,
    keys: [
      ...SERVICE,
      sourceArn(ECR_POLICY_EXAMPLES),
      sourceAccount(ECR_POLICY_EXAMPLES),
      SOURCE_ORGANIZATION,
      SOURCE_PATHS,
    ],
  },
  // EventBridge names its rule to a queue, but neither to a topic (EVENTS_RESOURCE_POLICIES: no conditions there) …
  { caller: 'events.amazonaws.com', actions: ['sns:Publish'], keys: SERVICE },
  // … nor to the topic's key (SNS_KEY_POLICY: aws:SourceArn, aws:SourceAccount and aws:SourceOrgID not supported).
  { caller: 'events.amazonaws.com', actions: ENCRYPT_MESSAGE, keys: SERVICE },
  {
    caller: 'events.amazonaws.com',
    actions: ['sqs:SendMessage'],
    keys: [...SERVICE, sourceArn(EVENTS_RESOURCE_POLICIES)],
  },
  {
    caller: 'cloudwatch.amazonaws.com',
    actions: ['sns:Publish'],
    keys: [...SERVICE, sourceArn(SNS_TOPIC_POLICY), sourceAccount(SNS_TOPIC_POLICY)],
  },
  {
    caller: 'cloudwatch.amazonaws.com',
    actions: ENCRYPT_MESSAGE,
    keys: [...SERVICE, sourceArn(SNS_KEY_POLICY), sourceAccount(SNS_KEY_POLICY)],
  },
];

function principal({ caller }: AccessRequest): PrincipalCaller {
  if (caller.kind === 'service') throw new Error(`${caller.service} is no role or user`);
  return caller;
}

function service({ caller }: AccessRequest): ServiceCaller {
  if (caller.kind !== 'service') throw new Error(`${caller.name} is no service`);
  return caller;
}

function organizationPaths({ organizationId, organizationPath = 'r-ab12/' }: PrincipalCaller): string[] | undefined {
  return organizationId === undefined ? undefined : [`${organizationId}/${organizationPath}`];
}

function some(values: string[]): string[] | undefined {
  return values.length === 0 ? undefined : values;
}
