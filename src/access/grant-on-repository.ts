import { ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { isImmutable, isLambda, policyPrincipal } from './policy-principal';
import { mayPush, recordPush } from './push-ledger';
import { RepositoryAccess } from './repository-access';
import { RepositoryPolicy } from './repository-policy';
import { literalNameOf } from '../core/app-repositories';
import { PULL_ACTIONS, TOKEN_ACTION } from '../ecr/policy/ecr-actions';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** The result of a grant. */
export interface RepositoryGrant {
  readonly grant: iam.Grant;
  /** The statement that the owner of the repository has to add, where the app could give nothing. */
  readonly missing?: iam.PolicyStatement;
}

/**
 * Gives actions on a repository where they take effect: in the policy of the principal, in that of the repository, or,
 * between accounts, in both. A principal or repository that cannot be changed is no error here.
 */
export function grantOnRepository(
  repository: ecr.IRepositoryRef,
  grantee: iam.IGrantable,
  actions: string[],
): RepositoryGrant {
  if (mayPush(actions)) recordPush(repository, grantee);
  const principal = grantee.grantPrincipal;
  const arn = arnFor(repository, principal);
  const identity = grantToPrincipal(grantee, actions, arn);
  if (identity && !needsBoth(repository, principal)) return { grant: identity };

  const statement = ownerStatement(repository, grantee, actions);
  const result = isLambdaPull(principal, actions)
    ? RepositoryPolicy.of(repository)?.admitLambdaOfApp()
    : addToPolicy(repository, statement);
  if (result?.statementAdded) {
    const resource = grantOf({ grantee, actions, resourceArns: [arn], statement }, repository, result);
    return { grant: identity ? identity.combine(resource) : resource };
  }
  if (identity) return { grant: identity };
  return { grant: iam.Grant.drop(grantee, 'nothing of this app can be changed for it'), missing: statement };
}

/** Gives a grantee that has an identity policy the token with which a client logs in. */
export function grantToken(grantee: iam.IGrantable): iam.Grant | undefined {
  return grantToPrincipal(grantee, [TOKEN_ACTION], '*');
}

/** The statement that gives actions to a principal in the policy of the repository. */
export function ownerStatement(
  { env }: ecr.IRepositoryRef,
  { grantPrincipal: principal }: iam.IGrantable,
  actions: string[],
): iam.PolicyStatement {
  if (isLambdaPull(principal, actions)) return RepositoryAccess._pullByLambdaService([env.account]).toStatements()[0];
  return new iam.PolicyStatement({ actions, principals: [policyPrincipal(principal, env.account)] });
}

/**
 * Whether it is the grant of `lambda.DockerImageCode.fromEcr`, which names no function: those of any account would be
 * admitted.
 */
function isLambdaPull(principal: iam.IPrincipal, actions: string[]): boolean {
  return isLambda(principal) && actions.every(isPull);
}

function isPull(action: string): boolean {
  return PULL_ACTIONS.some((each) => each.toLowerCase() === action.toLowerCase());
}

function grantToPrincipal(grantee: iam.IGrantable, actions: string[], arn: string): iam.Grant | undefined {
  if (isImmutable(grantee.grantPrincipal)) return undefined;
  const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [arn] });
  return grant.success ? grant : undefined;
}

/** Whether the policy of the principal is not enough. An account that no policy can name is taken to be the same. */
function needsBoth({ env }: ecr.IRepositoryRef, { principalAccount }: iam.IPrincipal): boolean {
  return isLiteral(principalAccount) && principalAccount !== env.account;
}

function addToPolicy(
  repository: ecr.IRepositoryRef,
  statement: iam.PolicyStatement,
): iam.AddToResourcePolicyResult | undefined {
  const declared = RepositoryPolicy.of(repository);
  if (declared) return declared.addGrant(statement);
  return iam.ResourceWithPolicies.of(repository)?.addToResourcePolicy(statement);
}

/** Only such a call makes a grant of a statement. */
function grantOf(
  options: Omit<iam.GrantPolicyWithResourceOptions, 'resource'>,
  repository: ecr.IRepositoryRef,
  result: iam.AddToResourcePolicyResult,
): iam.Grant {
  const added = { ...result, policyDependable: result.policyDependable ?? repository };
  return iam.Grant.addStatementToResourcePolicy({
    ...options,
    resource: { env: repository.env, addToResourcePolicy: () => added },
  });
}

/** The ARN of the repository in the policy of a principal. An L1 has none for other accounts. */
function arnFor(repository: ecr.IRepositoryRef, principal: iam.IPrincipal): string {
  const { account, region } = repository.env;
  const { repositoryArn } = repository.repositoryRef;
  if (!CfnResource.isCfnResource(repository) || !hasPolicyElsewhere(principal, account)) return repositoryArn;
  const resourceName = literalNameOf(repository);
  if (resourceName === undefined) {
    throw new InvalidInputError({
      scope: repository,
      api: 'RepositoryGrants',
      property: 'repositoryName',
      found: resourceName,
      must: `be known at synthesis for a grant to account ${principal.principalAccount}`,
      remedy: 'give the repository a name',
    });
  }
  return Stack.of(repository).formatArn({
    service: 'ecr',
    resource: 'repository',
    resourceName,
    account,
    region,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

/** Whether the policy of the principal is in a stack of another account. */
function hasPolicyElsewhere(principal: iam.IPrincipal, account: string): boolean {
  const { principalAccount } = principal;
  if (!Construct.isConstruct(principal) || isImmutable(principal)) return false;
  return isLiteral(principalAccount) && isLiteral(account) && principalAccount !== account;
}
