import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledgeConditioned } from '../core/acknowledge';
import { warn } from '../core/warn';
import type { StatementJson } from '../ecr/policy/open-statement';
import { Openness, opennessOf } from '../ecr/policy/open-statement';
import { EcrRule } from '../ecr/ecr-rule';
import { InvalidInputError } from '../text/errors';

/** Throws unless a statement names a principal. */
export function requirePrincipal(owner: string, repository: IConstruct, statement: iam.PolicyStatement): void {
  if (statement.hasPrincipal) return;
  throw new InvalidInputError({
    scope: repository,
    owner: `${owner}.addToResourcePolicy`,
    property: 'statement',
    found: statement.toStatementJson(),
    must: 'name a principal, as every statement of a repository policy',
    remedy: 'add principals',
  });
}

/** Warns of what a statement of a repository policy should not have. */
export function reviewStatement(repository: IConstruct, resource: CfnResource, statement: StatementJson): void {
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    warn(
      repository,
      EcrRule.POLICY_RESOURCES,
      'a statement of the repository policy has a Resource element, which Amazon ECR may refuse; ' +
        'leave it out: the resource is the repository itself',
    );
  }
  if (Object.values(statement.Condition ?? {}).some((keys) => 'aws:SourceOrgID' in keys)) {
    warn(
      repository,
      EcrRule.SOURCE_ORGANIZATION,
      'a statement of the repository policy depends on aws:SourceOrgID; AWS does not document that Lambda tells it to ' +
        'Amazon ECR, and without it functions lose their image weeks after the deployment; name the accounts instead',
    );
  }
  reviewOpenness(repository, resource, statement, 'a statement of the repository policy');
}

/** Warns of a statement that admits everybody; cdk-nag learns of a condition that it does not read. */
export function reviewOpenness(scope: IConstruct, policy: CfnResource, statement: StatementJson, name: string): void {
  switch (opennessOf(statement)) {
    case Openness.OPEN:
      return warn(
        scope,
        EcrRule.OPEN_POLICY,
        `${name} admits everybody; name its principals, or add a condition such as aws:PrincipalOrgID`,
      );
    case Openness.CONDITIONED:
      return acknowledgeConditioned(policy);
    case Openness.CLOSED:
  }
}
