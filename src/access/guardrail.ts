import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ADMINISTRATION_ACTIONS, CONTENT_ACTIONS, DATA_PLANE_ACTIONS } from '../ecr/policy/ecr-actions';

/** A perimeter of identities: principals of other organizations or units are outside. */
interface IdentityBoundary {
  readonly kind: 'identity';
  readonly sid: string;
  /** Conditions of a principal that is outside. */
  readonly outside: iam.Conditions;
  /** Conditions of an AWS service that acts for a resource outside. */
  readonly outsideSource: iam.Conditions;
}

/** A perimeter of networks: requests that come from elsewhere are outside. */
interface NetworkBoundary {
  readonly kind: 'network';
  readonly sid: string;
  /** Conditions of a request that comes from outside. */
  readonly outside: iam.Conditions;
}

export type Boundary = IdentityBoundary | NetworkBoundary;

/** A perimeter and who is exempt from it. */
export interface Guardrail<B extends Boundary = Boundary> {
  readonly boundary: B;
  readonly exceptAccounts: string[];
  readonly exceptPrincipals: string[];
  /** Roles that administer the repository from outside a network. Nobody else then does. */
  readonly deploymentRoles: string[];
}

/** The statements of a guardrail. Sids end in `suffix`. */
export function guardrailStatements(guardrail: Guardrail, suffix: string): iam.PolicyStatement[] {
  return isOfIdentities(guardrail) ? identityStatements(guardrail, suffix) : networkStatements(guardrail, suffix);
}

function isOfIdentities(guardrail: Guardrail): guardrail is Guardrail<IdentityBoundary> {
  return guardrail.boundary.kind === 'identity';
}

/**
 * The own account may always administer the repository. Otherwise a wrong organization could never be corrected. Services
 * that do not send their source are not denied, because AWS does not document which services send it to Amazon ECR.
 */
function identityStatements(guardrail: Guardrail<IdentityBoundary>, suffix: string): iam.PolicyStatement[] {
  const { boundary, exceptAccounts, exceptPrincipals } = guardrail;
  const { sid, outside, outsideSource } = boundary;
  const outsiders = (accounts: string[]) =>
    merged(outside, notAccounts('aws:PrincipalAccount', accounts), notPrincipals(exceptPrincipals), {
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    });
  return [
    deny(`${sid}${suffix}`, CONTENT_ACTIONS, outsiders(exceptAccounts)),
    deny(`${sid}Administration${suffix}`, ADMINISTRATION_ACTIONS, outsiders([Aws.ACCOUNT_ID, ...exceptAccounts])),
    deny(
      `${sid}Services${suffix}`,
      [...CONTENT_ACTIONS, ...ADMINISTRATION_ACTIONS].sort(),
      merged(outsideSource, notAccounts('aws:SourceAccount', exceptAccounts), {
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
  ];
}

/** Service-linked roles and services that act for a principal come from the network of AWS. */
function networkStatements(guardrail: Guardrail, suffix: string): iam.PolicyStatement[] {
  const { boundary, exceptAccounts, exceptPrincipals, deploymentRoles } = guardrail;
  const { sid, outside } = boundary;
  const serviceLinked = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/*`;
  const outsiders = (principals: string[]) =>
    merged(
      outside,
      notAccounts('aws:PrincipalAccount', exceptAccounts),
      notPrincipals([serviceLinked, ...principals]),
      {
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      },
    );
  const data = deny(`${sid}${suffix}`, DATA_PLANE_ACTIONS, outsiders(exceptPrincipals));
  if (deploymentRoles.length === 0) return [data];
  const administrators = [...new Set([...exceptPrincipals, ...deploymentRoles])].sort();
  return [data, deny(`${sid}Administration${suffix}`, ADMINISTRATION_ACTIONS, outsiders(administrators))];
}

/** All conditions must hold, so each of them is an exemption. A missing key exempts nobody. */
function deny(sid: string, actions: string[], conditions: iam.Conditions): iam.PolicyStatement {
  const principals = [new iam.AnyPrincipal()];
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions, principals, conditions });
}

function notAccounts(key: string, accounts: string[]): iam.Conditions {
  return accounts.length === 0 ? {} : { StringNotEqualsIfExists: { [key]: oneOrAll(accounts) } };
}

function notPrincipals(arns: string[]): iam.Conditions {
  return arns.length === 0 ? {} : { ArnNotLikeIfExists: { 'aws:PrincipalArn': oneOrAll(arns) } };
}

/** Conditions that must all hold. The same operator may be in several, with other keys. */
function merged(...all: iam.Conditions[]): iam.Conditions {
  const result: Record<string, object> = {};
  for (const [operator, keys] of all.flatMap((each) => Object.entries(each as Record<string, object>))) {
    result[operator] = { ...result[operator], ...keys };
  }
  return result;
}

/** Different values. AWS prints a single value of a condition as a string. */
export function oneOrAll(values: string[]): string | string[] {
  const different = [...new Set(values)];
  return different.length === 1 ? different[0] : different;
}
