import { App, Stack } from 'aws-cdk-lib';
import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RepositoryKey } from '../../../src/repository/repository-key';

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';

/** The permissions on a key that creating and deleting repositories needs. */
const DEPLOYER = allow('kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant');
const DEPLOYER_WITHOUT_GRANTS = allow('kms:DescribeKey', 'kms:RetireGrant');

const guarded = synthesizedKey({});
const unguarded = synthesizedKey({ grantsOnlyByAwsServices: false });

/** The role that deploys asks Amazon ECR for a repository, and Amazon ECR asks KMS for a grant in the role's name. */
const GRANT_THROUGH_ECR: AccessRequest = {
  caller: { kind: 'role', account: ACCOUNT, name: 'deployer' },
  via: ['ecr.amazonaws.com'],
  action: 'kms:CreateGrant',
  resource: guarded.arn,
  identityPolicies: [DEPLOYER],
  resourcePolicies: guarded.policies,
};

describeDecisions('the key of repositories', [
  {
    name: 'a role creates a repository',
    allow: GRANT_THROUGH_ECR,
    denyWhen: [
      { when: 'it creates the grant itself', change: { via: [] }, explicitly: true },
      { when: 'its policy lacks kms:CreateGrant', change: { identityPolicies: [DEPLOYER_WITHOUT_GRANTS] } },
      { when: 'it belongs to another account', change: { caller: { account: OTHER_ACCOUNT } } },
    ],
  },
  {
    name: 'a user creates a repository by CloudFormation with own rights',
    allow: {
      ...GRANT_THROUGH_ECR,
      caller: { kind: 'user', account: ACCOUNT, name: 'developer' },
      via: ['cloudformation.amazonaws.com', 'ecr.amazonaws.com'],
    },
    denyWhen: [{ when: 'the user creates the grant', change: { via: [] }, explicitly: true }],
  },
  {
    name: 'a role creates a grant itself where the key policy lets it',
    allow: { ...GRANT_THROUGH_ECR, via: [], resource: unguarded.arn, resourcePolicies: unguarded.policies },
    denyWhen: [
      {
        when: 'the policy reserves grants for AWS services',
        change: { resourcePolicies: guarded.policies },
        explicitly: true,
      },
    ],
  },
  ...['kms:DescribeKey', 'kms:RetireGrant'].map((action) => ({
    name: `a role that deploys calls ${action}`,
    allow: { ...GRANT_THROUGH_ECR, action },
    denyWhen: [
      { when: 'it has no policy', change: { identityPolicies: [] } },
      { when: 'it belongs to another account', change: { caller: { account: OTHER_ACCOUNT } } },
    ],
  })),
  {
    name: 'an administrator of the account changes the key policy',
    allow: { ...GRANT_THROUGH_ECR, via: [], action: 'kms:PutKeyPolicy', identityPolicies: [allow('*')] },
    denyWhen: [
      { when: 'the administrator creates a grant', change: { action: 'kms:CreateGrant' }, explicitly: true },
      { when: 'the administrator is of another account', change: { caller: { account: OTHER_ACCOUNT } } },
    ],
  },
]);

function synthesizedKey(props: { grantsOnlyByAwsServices?: boolean }) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  new RepositoryKey(stack, 'Key', props);
  const synthesized = SynthesizedStack.of(stack);
  const logicalId = synthesized.onlyLogicalId('AWS::KMS::Key');
  return { arn: synthesized.arn(logicalId), policies: synthesized.resourcePolicies(logicalId) };
}

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}
