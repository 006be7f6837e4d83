import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { acknowledgeConditioned } from '../core/acknowledge';
import { environmentOf } from '../core/environment';
import { jsonWithHoles } from '../core/json-with-holes';
import { review } from '../core/review';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import type { Mistake } from '../ecr/mistakes/mistake';
import type { StatementContext } from '../ecr/mistakes/statements/judged-statement';
import { mistakesInStatement } from '../ecr/mistakes/statements/statement';
import { Openness, opennessOf } from '../ecr/policy/open-statement';
import type { StatementJson } from '../ecr/policy/open-statement';
import { InvalidInputError } from '../text/errors';
import { checkHas } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

/** Throws unless a statement names a principal. */
export function requirePrincipal(api: string, repository: IConstruct, statement: iam.PolicyStatement): void {
  const place = { scope: repository, api: `${api}.addToResourcePolicy`, property: 'statement' };
  checkHas(place, statement, 'toStatementJson', 'be a statement', 'write new iam.PolicyStatement({ … })');
  if (statement.hasPrincipal) return;
  throw new InvalidInputError({
    scope: repository,
    api: `${api}.addToResourcePolicy`,
    property: 'statement',
    found: statement.toStatementJson(),
    must: 'name a principal, as every statement of a repository policy',
    remedy: 'add principals',
  });
}

/**
 * Throws or warns of what is wrong in a statement that somebody writes for the policy of a repository, as the rules of
 * `EcrChecks` report it. Whether another statement limits an open one, only the whole policy shows.
 */
export function reviewStatement(
  api: string,
  repository: IConstruct,
  resource: CfnResource,
  json: StatementJson,
): void {
  const place = { api: `${api}.addToResourcePolicy`, property: nameOf(json) };
  review(repository, place, mistakesIn(repository, resource, json));
  reviewSource(repository, json);
  acknowledgeOpenness(resource, json);
}

/**
 * Warns of a statement that a grant or an access makes. Whom it names, somebody has asked for by name: a whole account
 * that may push is no surprise.
 */
export function reviewOwnStatement(repository: IConstruct, resource: CfnResource, json: StatementJson): void {
  if (opennessOf(json) === Openness.OPEN) {
    const open = mistakesIn(repository, resource, json).filter(({ id }) => id === EcrRule.OPEN_POLICY);
    review(repository, { api: 'RepositoryGrants', property: nameOf(json) }, open);
  }
  reviewSource(repository, json);
  acknowledgeOpenness(resource, json);
}

function nameOf({ Sid: sid }: StatementJson & { readonly Sid?: string }): string {
  return `${sid === undefined ? 'a statement' : `statement ${sid}`} of the repository policy`;
}

function mistakesIn(repository: IConstruct, { cfnResourceType }: CfnResource, json: StatementJson): Mistake[] {
  const context = contextOf(cfnResourceType, environmentOf(repository));
  return [...mistakesInStatement(jsonWithHoles(repository, json), context)];
}

/** Where the policy of a resource stands, as far as that is known. */
export function contextOf(type: string, { account, region }: ResourceEnvironment): StatementContext {
  return {
    type,
    account: isLiteral(account) ? account : undefined,
    region: isLiteral(region) ? region : undefined,
  };
}

/** Tells cdk-nag of a condition that limits a statement, which it does not read. */
export function acknowledgeOpenness(policy: CfnResource, json: StatementJson): void {
  if (opennessOf(json) === Openness.CONDITIONED) acknowledgeConditioned(policy);
}

function reviewSource(repository: IConstruct, json: StatementJson): void {
  if (!Object.values(json.Condition ?? {}).some((keys) => 'aws:SourceOrgID' in keys)) return;
  warn(
    repository,
    EcrRule.SOURCE_ORGANIZATION,
    'a statement of the repository policy depends on aws:SourceOrgID; AWS does not document that Lambda tells it to ' +
      'Amazon ECR, and without it functions lose their image weeks after the deployment; name the accounts instead',
  );
}
