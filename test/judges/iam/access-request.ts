/** A policy as CloudFormation or IAM takes it, with every token resolved. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: object | readonly object[];
}

/** A role (through a session of it) or a user. */
export interface PrincipalCaller {
  readonly kind: 'role' | 'user';
  readonly account: string;
  readonly name: string;
  /** Id of the organization of the account, if it is in one. */
  readonly organizationId?: string;
  /**
   * Where in the organization the account is, without the organization's id, like `r-ab12/ou-ab12-11111111/`.
   *
   * @default - `r-ab12/`, directly under the root
   */
  readonly organizationPath?: string;
}

/** An AWS service that calls under its own name and not with the rights of a role or user. */
export interface ServiceCaller {
  readonly kind: 'service';
  /** Service principal, like `lambda.amazonaws.com`. */
  readonly service: string;
  /**
   * ARN of the resource on whose account the service acts: a function, a rule, an alarm. Always there in reality;
   * whether AWS tells the policy about it is for the table of `request-context.ts` to say.
   */
  readonly source: string;
}

export type Caller = PrincipalCaller | ServiceCaller;

/** One call to one AWS API, with all policies that take part in the decision. */
export interface AccessRequest {
  readonly caller: Caller;
  /** Service principals that pass the call on with the caller's rights (forward access sessions), first one first. */
  readonly via?: readonly string[];
  readonly action: string;
  /** ARN without wildcards, or `*` for an action that has no resource. */
  readonly resource: string;
  /**
   * Account that owns the resource.
   *
   * @default - the account in the ARN, otherwise the caller's
   */
  readonly resourceAccount?: string;
  readonly identityPolicies?: readonly PolicyDocument[];
  /** All policies on the side of the resource: for an image, the repository's and the registry's. */
  readonly resourcePolicies?: readonly PolicyDocument[];
  /** One policy for each level of the organization, root first. Leave out where the organization restricts nothing. */
  readonly serviceControlPolicies?: readonly PolicyDocument[];
  readonly permissionsBoundary?: PolicyDocument;
  readonly vpcEndpointPolicy?: PolicyDocument;
  /** Values of condition keys that the table of `request-context.ts` knows and leaves to the case. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Account id of an ARN, `undefined` where the ARN has none. */
export function accountOf(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}

/** Region of an ARN, `undefined` where the ARN has none. */
export function regionOf(arn: string): string | undefined {
  return arn.split(':')[3] || undefined;
}

/** Partition of an ARN, `aws` for `*`. */
export function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}

/** ARN of a role or user, in the form that aws:PrincipalArn and policies use. */
export function principalArn(caller: PrincipalCaller, partition: string): string {
  return `arn:${partition}:iam::${caller.account}:${caller.kind}/${caller.name}`;
}
