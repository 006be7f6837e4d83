import { Duration, RemovalPolicies } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../../src/registry/registry-removal-policy';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { TemplateJson } from '../../../src/templates/stack-description';
import type { Code } from '../../../test/ecr/changes/deployment';
import { Gravity } from '../../src/guard/guarded-change';
import { changesOf, stateOf } from '../guard/changes/support';

/** A stack with repositories and their key, registry settings and an alarm. */
const everything =
  (options: { removalPolicy: RegistryRemovalPolicy; isRetained: boolean; leaves?: string }): Code =>
  (stack) => {
    for (const name of ['team/api', 'team/web']) {
      if (name !== options.leaves) new PrivateRepository(stack, name.slice(5), { repositoryName: name });
    }
    const registry = new Registry(stack, 'Registry', { removalPolicy: options.removalPolicy });
    registry.replicateTo(
      Registry.fromRegistryAttributes(stack, 'Recovery', { account: stack.account, region: 'eu-west-3' }),
      { repositoryPrefixes: ['team/'] },
    );
    registry.addToPolicy(
      RegistryPolicyStatement.of(
        new iam.PolicyStatement({
          principals: [new iam.AccountPrincipal('444455556666')],
          actions: ['ecr:ReplicateImage'],
          resources: [`arn:aws:ecr:${stack.region}:${stack.account}:repository/*`],
        }),
      ),
    );
    new cloudwatch.Alarm(stack, 'Alarm', {
      metric: new cloudwatch.Metric({
        namespace: 'AWS/ECR',
        metricName: 'RepositoryPullCount',
        period: Duration.hours(1),
      }),
      threshold: 1,
      evaluationPeriods: 1,
    });
    if (options.isRetained) RemovalPolicies.of(stack).retain();
  };

/** The types of the resources that CloudFormation deletes with a stack, by its deployed template. */
function deletedWith(code: Code): string[] {
  const [{ template }] = stateOf(code).stacks as unknown as { template: TemplateJson }[];
  return Object.values(template.Resources ?? {})
    .filter(({ DeletionPolicy: policy }) => !String(policy ?? 'Delete').startsWith('Retain'))
    .map(({ Type }) => String(Type))
    .filter((type) => type !== 'AWS::CDK::Metadata');
}

const { RETAIN, REVOKE } = RegistryRemovalPolicy;

describe('a stack that is retained as a whole', () => {
  const retained = everything({ removalPolicy: RETAIN, isRetained: true });

  test('deletes nothing when it is deleted', () => {
    expect(deletedWith(retained)).toEqual([]);
  });

  test('has repositories, their key, replication, policy and alarms, so that this test can fail', () => {
    expect(deletedWith(everything({ removalPolicy: REVOKE, isRetained: false })).sort()).toEqual(
      expect.arrayContaining([
        'AWS::CloudWatch::Alarm',
        'AWS::ECR::RegistryPolicy',
        'AWS::ECR::ReplicationConfiguration',
      ]),
    );
  });

  test('without the policy of everything loses what has no state, such as alarms, and no setting and no image', () => {
    const types = deletedWith(everything({ removalPolicy: RETAIN, isRetained: false }));
    expect(types).toContain('AWS::CloudWatch::Alarm');
    expect(types.filter((type) => /^AWS::(ECR|KMS::Key)/.test(type))).toEqual([]);
  });
});

test('a repository that is taken out of its stack is orphaned, and the guard finds nothing worse', () => {
  const changes = changesOf(
    everything({ removalPolicy: RETAIN, isRetained: false }),
    everything({ removalPolicy: RETAIN, isRetained: false, leaves: 'team/web' }),
  );
  expect(changes.map(({ gravity }) => gravity)).not.toContain(Gravity.LOST);
  expect(changes.map(({ kind, name }) => [kind, name])).toEqual([['repository-orphaned', 'team/web']]);
});
