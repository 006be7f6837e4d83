import type { ValueForm } from './value-forms';
import * as forms from './value-forms';

/** How a condition key compares: as a text, an ARN, an address or a truth value. */
export type KeyKind = 'text' | 'arn' | 'address' | 'boolean' | 'other';

/** The values that a condition key can have in a request to Amazon ECR. */
export interface KeyValues {
  /** The name in the spelling of AWS. A key with tags ends in `/`, and the name of the tag follows it. */
  readonly name: string;
  readonly kind: KeyKind;
  readonly form?: ValueForm;
  /** Whether a request has several values. Conditions on such a key need ForAnyValue or ForAllValues. */
  readonly multivalued?: boolean;
}

/**
 * The condition keys that a request to Amazon ECR can have: the global ones, and the only one of Amazon ECR.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KEYS: readonly KeyValues[] = [
  ...texts(forms.ACCOUNT_ID, 'aws:PrincipalAccount', 'aws:SourceAccount', 'aws:ResourceAccount'),
  ...texts(forms.ORGANIZATION_ID, 'aws:PrincipalOrgID', 'aws:SourceOrgID', 'aws:ResourceOrgID'),
  ...lists(forms.ORGANIZATION_PATH, 'aws:PrincipalOrgPaths', 'aws:SourceOrgPaths', 'aws:ResourceOrgPaths'),
  ...texts(forms.ORGANIZATION_ID, 'aws:VpceOrgID'),
  ...texts(forms.ACCOUNT_ID, 'aws:VpceAccount'),
  ...lists(forms.ORGANIZATION_PATH, 'aws:VpceOrgPaths'),
  ...texts(forms.USER_ID, 'aws:userid'),
  ...texts(forms.VPC_ID, 'aws:SourceVpc', 'aws:Ec2InstanceSourceVPC'),
  ...texts(forms.ENDPOINT_ID, 'aws:SourceVpce'),
  ...texts(forms.REGION_NAME, 'aws:RequestedRegion'),
  ...texts(forms.SERVICE_PRINCIPAL, 'aws:PrincipalServiceName', 'aws:CalledViaFirst', 'aws:CalledViaLast'),
  ...lists(forms.SERVICE_PRINCIPAL, 'aws:PrincipalServiceNamesList', 'aws:CalledVia'),
  ...texts(forms.TEXT, 'aws:username', 'aws:PrincipalType', 'aws:FederatedProvider', 'aws:SourceIdentity'),
  ...texts(forms.TEXT, 'aws:PrincipalTag/', 'aws:RequestTag/', 'aws:ResourceTag/', 'ecr:ResourceTag/'),
  ...lists(forms.TEXT, 'aws:TagKeys'),
  ...others('arn', 'aws:PrincipalArn', 'aws:SourceArn', 'aws:SourceVpcArn'),
  ...others('address', 'aws:SourceIp', 'aws:VpcSourceIp', 'aws:Ec2InstanceSourcePrivateIPv4'),
  ...[
    ...others('boolean', 'aws:SecureTransport', 'aws:PrincipalIsAWSService', 'aws:ViaAWSService'),
    ...others('boolean', 'aws:MultiFactorAuthPresent', 'aws:IsMcpServiceAction', 'aws:ViaAWSMCPService'),
  ].map((key) => ({ ...key, form: forms.TRUTH })),
  ...others('other', 'aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime', 'aws:MultiFactorAuthAge'),
  ...others('other', 'aws:referer', 'aws:UserAgent', 'aws:AssumedRoot', 'aws:ChatbotSourceArn'),
  ...others('other', 'aws:SignInSessionArn', 'ec2:SourceInstanceARN', 'lambda:SourceFunctionArn', 'ec2:RoleDelivery'),
  ...others('other', 'glue:RoleAssumedBy', 'glue:CredentialIssuingService', 'identitystore:UserId'),
  ...others('other', 'codebuild:projectArn', 'codebuild:buildArn', 'ssm:SourceInstanceARN'),
];

const BY_NAME = new Map(KEYS.map((key) => [key.name.toLowerCase(), key]));

/** Names of the keys, in the spelling of AWS. Those with tags end in `/`. */
export const KEY_NAMES: readonly string[] = KEYS.map(({ name }) => name);

/** The values of a key with a name in any case; `undefined` if no request to Amazon ECR is known to have the key. */
export function keyValues(name: string): KeyValues | undefined {
  return BY_NAME.get(name.toLowerCase().replace(/\/.*$/s, '/'));
}

function texts(form: ValueForm, ...names: string[]): KeyValues[] {
  return names.map((name) => ({ name, kind: 'text', form }));
}

function lists(form: ValueForm, ...names: string[]): KeyValues[] {
  return texts(form, ...names).map((key) => ({ ...key, multivalued: true }));
}

function others(kind: KeyKind, ...names: string[]): KeyValues[] {
  return names.map((name) => ({ name, kind }));
}
