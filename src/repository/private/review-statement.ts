import { Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StatementJson } from '../../access/open-statement';
import { Openness, opennessOf } from '../../access/open-statement';
import { warn, Warning } from '../../private/warnings';

/** Warns of what a statement of a repository policy should not have. */
export function reviewStatement(repository: IConstruct, resource: CfnResource, statement: StatementJson): void {
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    warn(
      repository,
      Warning.POLICY_RESOURCES,
      'a statement of the repository policy has a Resource element, which Amazon ECR may refuse; ' +
        'leave it out: the resource is the repository itself',
    );
  }
  switch (opennessOf(statement)) {
    case Openness.OPEN:
      return warn(
        repository,
        Warning.OPEN_POLICY,
        'a statement of the repository policy admits everybody; name its principals, or add a condition such as ' +
          'aws:PrincipalOrgID',
      );
    case Openness.CONDITIONED:
      // cdk-nag looks at the principal alone. A statement that really is open has the warning above.
      return Validations.of(resource).acknowledge({
        id: 'AwsSolutions-ECR1',
        reason: 'The condition of the statement limits "*" to principals of an organization, account or network.',
      });
    case Openness.CLOSED:
  }
}
