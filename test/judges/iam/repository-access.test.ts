import { App, Stack } from 'aws-cdk-lib';
import type { AccessRequest, PolicyDocument, PrincipalCaller } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { PrivateRepository } from '../../../src/repository/private-repository';

const OWNER = '111111111111';
const CONSUMER = '222222222222';
const STRANGER = '333333333333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const WORKLOADS = 'r-ab12/ou-ab12-11111111/';
const WORKLOADS_PRODUCTION = 'r-ab12/ou-ab12-11111111/ou-ab12-22222222/';
const SANDBOX = 'r-ab12/ou-ab12-33333333/';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const PUSH = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];

const EVERYTHING_IN_ECR: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
};

const withoutAccess = synthesizedRepository();

/** A role that its own account lets do everything pulls from the repository of another account. */
function request(policies: PolicyDocument[], action: string): AccessRequest {
  return {
    caller: {
      kind: 'role',
      account: CONSUMER,
      name: 'task-execution',
      organizationId: ORGANIZATION,
      organizationPath: WORKLOADS,
    },
    action,
    resource: withoutAccess.arn,
    identityPolicies: [EVERYTHING_IN_ECR],
    resourcePolicies: policies,
  };
}

const forAccount = synthesizedRepository(RepositoryAccess.pullFromAccounts([CONSUMER])).policies;
const forPusher = synthesizedRepository(RepositoryAccess.pushFromAccounts([CONSUMER])).policies;

describeDecisions('access of accounts', [
  ...PULL.map((action) => ({
    name: `a role of the account pulls with ${action}`,
    allow: request(forAccount, action),
    denyWhen: [
      { when: 'it belongs to another account', change: { caller: { account: STRANGER } } },
      { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
      { when: 'the repository admits nobody', change: { resourcePolicies: withoutAccess.policies } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
      { when: 'it deletes instead', change: { action: 'ecr:BatchDeleteImage' } },
      { when: 'it changes the policy instead', change: { action: 'ecr:SetRepositoryPolicy' } },
    ],
  })),
  ...[...PULL, ...PUSH].map((action) => ({
    name: `a role of the account pushes with ${action}`,
    allow: request(forPusher, action),
    denyWhen: [
      { when: 'it belongs to another account', change: { caller: { account: STRANGER } } },
      { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
      { when: 'it deletes instead', change: { action: 'ecr:BatchDeleteImage' } },
      { when: 'it changes the policy instead', change: { action: 'ecr:SetRepositoryPolicy' } },
    ],
  })),
]);

const forOrganization = synthesizedRepository(RepositoryAccess.pullFromOrganization(ORGANIZATION)).policies;
const forUnit = synthesizedRepository(
  RepositoryAccess.pullFromOrganizationPaths([`${ORGANIZATION}/${WORKLOADS}`]),
).policies;
const forTree = synthesizedRepository(
  RepositoryAccess.pullFromOrganizationPaths([`${ORGANIZATION}/${WORKLOADS}*`]),
).policies;

const forPushingOrganization = synthesizedRepository(RepositoryAccess.pushFromOrganization(ORGANIZATION)).policies;
/** A role of the repository's account, which is in the unit as well. */
const OWN: PrincipalCaller = {
  kind: 'role',
  account: OWNER,
  name: 'task-execution',
  organizationId: ORGANIZATION,
  organizationPath: WORKLOADS,
};

describeDecisions('access of an organization', [
  ...PULL.map((action) => ({
    name: `a role of a member account pulls with ${action}`,
    allow: request(forOrganization, action),
    denyWhen: [
      { when: 'its account is in another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
      { when: 'its account is in no organization', change: { caller: { organizationId: undefined } } },
      { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
    ],
  })),
  ...[
    { access: 'the organization', policies: forOrganization, action: 'ecr:BatchGetImage' },
    { access: 'the organizational unit', policies: forUnit, action: 'ecr:BatchGetImage' },
    { access: 'an organization that pushes', policies: forPushingOrganization, action: 'ecr:PutImage' },
  ].flatMap(({ access, policies, action }) => [
    {
      name: `a role of the repository’s own account with a policy of its own, where ${access} has access, calls ${action}`,
      allow: { ...request(policies, action), caller: OWN },
      denyWhen: [{ when: 'it has no policy of its own', change: { identityPolicies: [] } }],
    },
    {
      name: `a role of another account of the organization, where ${access} has access, calls ${action}`,
      allow: request(policies, action),
      denyWhen: [
        { when: 'it is of another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
        { when: 'it has no policy of its own', change: { identityPolicies: [] } },
      ],
    },
  ]),
  {
    name: 'a role pulls from an account in the organizational unit',
    allow: request(forUnit, 'ecr:BatchGetImage'),
    denyWhen: [
      { when: 'its account is in another unit', change: { caller: { organizationPath: SANDBOX } } },
      { when: 'its account is in a unit below', change: { caller: { organizationPath: WORKLOADS_PRODUCTION } } },
      { when: 'the same unit is of another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
    ],
  },
  {
    name: 'a role pulls from an account in a unit below the one that has access with all below it',
    allow: {
      ...request(forTree, 'ecr:BatchGetImage'),
      caller: {
        kind: 'role',
        account: CONSUMER,
        name: 'task-execution',
        organizationId: ORGANIZATION,
        organizationPath: WORKLOADS_PRODUCTION,
      },
    },
    denyWhen: [
      { when: 'its account is in another unit', change: { caller: { organizationPath: SANDBOX } } },
      { when: 'only the unit itself has access', change: { resourcePolicies: forUnit } },
    ],
  },
]);

const forLambda = synthesizedRepository(RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] })).policies;

describeDecisions('access of Lambda', [
  ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].flatMap((action) => [
    {
      name: `Lambda fetches the image of a function of the account with ${action}`,
      allow: {
        caller: {
          kind: 'service' as const,
          service: 'lambda.amazonaws.com',
          source: lambdaArn(CONSUMER, 'function:api'),
        },
        action,
        resource: withoutAccess.arn,
        resourcePolicies: forLambda,
      },
      denyWhen: [
        {
          when: 'the function belongs to another account',
          change: { caller: { source: lambdaArn(STRANGER, 'function:api') } },
        },
        { when: 'the source is no function', change: { caller: { source: lambdaArn(CONSUMER, 'layer:api') } } },
        { when: 'another service asks', change: { caller: { service: 'codebuild.amazonaws.com' } } },
        { when: 'only the account has access', change: { resourcePolicies: forAccount } },
        { when: 'only the organization has access', change: { resourcePolicies: forOrganization } },
      ],
    },
    {
      name: `a role of the account deploys a function with ${action}`,
      allow: request(forLambda, action),
      denyWhen: [
        { when: 'it belongs to another account', change: { caller: { account: STRANGER } } },
        { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
        { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
      ],
    },
  ]),
]);

function synthesizedRepository(...access: RepositoryAccess[]) {
  const stack = new Stack(new App(), 'Stack', { env: { account: OWNER, region: 'eu-central-1' } });
  new PrivateRepository(stack, 'Repository', { repositoryName: 'team/api', access });
  const synthesized = SynthesizedStack.of(stack);
  const logicalId = synthesized.onlyLogicalId('AWS::ECR::Repository');
  return { arn: synthesized.arn(logicalId), policies: synthesized.resourcePolicies(logicalId) };
}

function lambdaArn(account: string, resource: string): string {
  return `arn:aws:lambda:eu-central-1:${account}:${resource}`;
}
