import { Aws, CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, OTHER_ACCOUNT, RECOVERY, replication, stackBeside, template, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICA_POLICY;

const beside = (stack: Stack) => stackBeside(stack, RECOVERY, OTHER_ACCOUNT);
const admit = (stack: Stack, statement: object, id = 'Policy') =>
  new ecr.CfnRegistryPolicy(stack, id, { policyText: { Version: '2012-10-17', Statement: [statement].flat() } });
const ALLOW = {
  Effect: 'Allow',
  Principal: { AWS: `arn:${Aws.PARTITION}:iam::${ACCOUNT}:root` },
  Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
  Resource: `arn:${Aws.PARTITION}:ecr:${RECOVERY}:${OTHER_ACCOUNT}:repository/prod/*`,
};

testRuleTable({
  rule,
  l1: (stack) => {
    beside(stack);
    replication(stack, 'Bad', [to(RECOVERY, OTHER_ACCOUNT)], ['prod/']);
  },
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad');
    registry.replicateTo(new Registry(beside(stack), 'Registry'), { repositoryPrefixes: ['prod/'] });
    override(registry.node.findChild('Replication') as ecr.CfnReplicationConfiguration, {
      'ReplicationConfiguration.Rules.0.RepositoryFilters.0.Filter': 'team/',
    });
  },
  passes: (stack) => {
    const registry = new Registry(stack, 'Good');
    registry.replicateTo(new Registry(beside(stack), 'Registry'), { repositoryPrefixes: ['prod/'] });
  },
});

/** The findings for a destination with one or several statements. */
function problemsWith(statement: object, more: (there: Stack, here: Stack) => void = () => {}): string[] {
  return problemsOf(rule, (stack) => {
    const there = beside(stack);
    admit(there, statement);
    more(there, stack);
    replication(stack, 'Replication', [to(RECOVERY, OTHER_ACCOUNT)], ['prod/']);
  });
}

test('reports the actions that the policy of the destination does not admit', () => {
  expect({
    noCreation: problemsWith({ ...ALLOW, Action: 'ecr:ReplicateImage' }),
    otherAccount: problemsWith({ ...ALLOW, Principal: { AWS: 'arn:aws:iam::999999999999:root' } }),
    role: problemsWith({ ...ALLOW, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` } }),
    otherPrefix: problemsWith({ ...ALLOW, Resource: ALLOW.Resource.replace('prod/', 'team/') }),
    otherRegion: problemsWith({ ...ALLOW, Resource: ALLOW.Resource.replace(RECOVERY, 'us-east-1') }),
    denied: problemsWith([ALLOW, { ...ALLOW, Effect: 'Deny', Action: 'ecr:Create*' }]),
    tags: problemsWith(ALLOW, (there) =>
      override(template(there, 'Template', 'prod', 'REPLICATION'), { ResourceTags: [{ Key: 'team', Value: 'a' }] }),
    ),
  }).toMatchInlineSnapshot(`
   {
     "denied": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:CreateRepository, so that images do not arrive",
     ],
     "noCreation": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:CreateRepository, so that images do not arrive",
     ],
     "otherAccount": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:ReplicateImage and ecr:CreateRepository, so that images do not arrive",
     ],
     "otherPrefix": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:ReplicateImage and ecr:CreateRepository, so that images do not arrive",
     ],
     "otherRegion": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:ReplicateImage and ecr:CreateRepository, so that images do not arrive",
     ],
     "role": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:ReplicateImage and ecr:CreateRepository, so that images do not arrive",
     ],
     "tags": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the policy of 444455556666/eu-central-1 (In-444455556666-eu-central-1/Policy) does not admit account 111122223333 for ecr:TagResource, so that images do not arrive",
     ],
   }
  `);
});

test('reports that the destination has no registry policy', () => {
  const problems = problemsOf(rule, (stack) => {
    beside(stack);
    replication(stack, 'Replication', [to(RECOVERY, OTHER_ACCOUNT)]);
  });
  expect(problems).toMatchInlineSnapshot(`
   [
     "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the app has no registry policy in 444455556666/eu-central-1, which must admit account 111122223333, so that images do not arrive",
   ]
  `);
});

test.each([
  ['by the number of the account', { ...ALLOW, Principal: { AWS: [ACCOUNT] } }],
  ['by wildcards', { ...ALLOW, Action: 'ecr:*', Resource: '*', Principal: '*' }],
  [
    'by the service-linked role',
    {
      ...ALLOW,
      Principal: {
        AWS: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication`,
      },
    },
  ],
  [
    'under a condition',
    { ...ALLOW, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
  ],
  [
    'beside a Deny for others',
    [ALLOW, { ...ALLOW, Effect: 'Deny', Principal: '*', Condition: { Bool: { x: 'true' } } }],
  ],
])('does not report a source that is admitted %s', (_, statement) => {
  expect(problemsWith(statement)).toEqual([]);
});

test('does not require ecr:CreateRepository if the destination has the repositories', () => {
  const problems = problemsWith({ ...ALLOW, Action: 'ecr:ReplicateImage' }, (there, here) => {
    for (const each of [there, here]) new ecr.CfnRepository(each, 'Api', { repositoryName: 'prod/api' });
  });
  expect(problems).toEqual([]);
});

test('does not report destinations in its own account, outside of the app or known only at deployment', () => {
  const problems = problemsOf(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    stackBeside(stack);
    replication(stack, 'Replication', [to(RECOVERY), to('us-west-2', OTHER_ACCOUNT), to(RECOVERY, parameter)]);
    const there = beside(stack);
    const admitted = new CfnParameter(there, 'Admitted').valueAsString;
    admit(there, { ...ALLOW, Resource: '*', Principal: { AWS: admitted } });
    replication(stack, 'Other', [to(RECOVERY, OTHER_ACCOUNT)]);
  });
  expect(problems).toEqual([]);
});

test('does not report a policy that is not valid JSON, which another rule reports', () => {
  const problems = problemsOf(rule, (stack) => {
    override(admit(beside(stack), ALLOW), { PolicyText: '{' });
    replication(stack, 'Replication', [to(RECOVERY, OTHER_ACCOUNT)]);
  });
  expect(problems).toEqual([]);
});
