import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccessRequest, PolicyDocument, PrincipalCaller } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RegistryPolicyScope } from '../../../src/ecr/registry-policy-scope';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';

const OWNER = '111111111111';
const SOURCE = '222222222222';
const STRANGER = '333333333333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const REGION = 'eu-west-1';

const repository = (name: string, region = REGION, account = OWNER) =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

/** The policy of a registry with some statements, one of them at least. */
function policyOf(...statements: RegistryPolicyStatement[]): PolicyDocument[] {
  return policyUnder(RegistryPolicyScope.V1, ...statements);
}

function policyUnder(policyScope: RegistryPolicyScope, ...statements: RegistryPolicyStatement[]): PolicyDocument[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: OWNER, region: REGION } });
  const registry = new Registry(stack, 'Registry', { policyScope });
  for (const each of statements) registry.addToPolicy(each);
  const synthesized = SynthesizedStack.of(stack);
  return synthesized.resourcePolicies(synthesized.onlyLogicalId('AWS::ECR::RegistryPolicy'));
}

/**
 * The service replicates with the service-linked role of the source's account, which allows it exactly these two
 * actions; the case that tags gives it the third.
 */
const REPLICATION_ROLE = 'AWSServiceRoleForECRReplication';
const REPLICATES = allow('ecr:CreateRepository', 'ecr:ReplicateImage');

const replicationOf = (options: { repositoryPrefixes?: string[]; tagOnCreate?: boolean }) =>
  policyOf(RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, ...options }));
const ofAll = replicationOf({});
const ofNamespace = replicationOf({ repositoryPrefixes: ['prod/', 'base'] });
const tagging = replicationOf({ repositoryPrefixes: ['prod/'], tagOnCreate: true });

function replicates(resourcePolicies: PolicyDocument[], action: string, name: string): AccessRequest {
  return {
    caller: { kind: 'role', account: SOURCE, name: REPLICATION_ROLE },
    action,
    resource: repository(name),
    identityPolicies: [REPLICATES],
    resourcePolicies,
  };
}

describeDecisions('replication into the registry', [
  ...['ecr:ReplicateImage', 'ecr:CreateRepository'].flatMap((action) => [
    {
      name: `the source replicates every repository with ${action}`,
      allow: replicates(ofAll, action, 'whatever/api'),
      denyWhen: [
        { when: 'the source is another account', change: { caller: { account: STRANGER } } },
        { when: 'the registry has no statement', change: { resourcePolicies: [] } },
        { when: 'the registry is in another region', change: { resource: repository('whatever/api', 'us-east-1') } },
        { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
        { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
      ],
    },
    {
      name: `the source replicates repositories of a namespace with ${action}`,
      allow: replicates(ofNamespace, action, 'prod/api'),
      denyWhen: [
        { when: 'the source is another account', change: { caller: { account: STRANGER } } },
        { when: 'the repository is in another namespace', change: { resource: repository('dev/api') } },
        { when: 'its name only starts alike', change: { resource: repository('production/api') } },
        { when: 'the namespace is further down', change: { resource: repository('team/prod/api') } },
      ],
    },
    {
      name: `the source replicates repositories whose names start with a prefix with ${action}`,
      allow: replicates(ofNamespace, action, 'base-images/linux'),
      denyWhen: [{ when: 'the prefix is elsewhere in the name', change: { resource: repository('my-base') } }],
    },
  ]),
  {
    name: 'the source tags what it creates',
    allow: { ...replicates(tagging, 'ecr:TagResource', 'prod/api'), identityPolicies: [allow('ecr:*')] },
    denyWhen: [
      { when: 'the statement is not for tags', change: { resourcePolicies: ofNamespace } },
      { when: 'the repository is in another namespace', change: { resource: repository('dev/api') } },
    ],
  },
]);

const NODE: PrincipalCaller = { kind: 'role', account: SOURCE, name: 'node', organizationId: ORGANIZATION };
const PULLS = allow('ecr:BatchImportUpstreamImage', 'ecr:CreateRepository');

const importBy = (principal: iam.IPrincipal, createRepositories?: boolean) =>
  policyOf(
    RegistryPolicyStatement.allowPullThroughCacheImport({
      principals: [principal],
      repositoryPrefix: 'docker-hub',
      createRepositories,
    }),
  );
const byAccount = importBy(new iam.AccountPrincipal(SOURCE));
const byOrganization = importBy(new iam.OrganizationPrincipal(ORGANIZATION));
const withoutCreate = importBy(new iam.AccountPrincipal(SOURCE), false);

function imports(resourcePolicies: PolicyDocument[], action: string): AccessRequest {
  return {
    caller: NODE,
    action,
    resource: repository('docker-hub/library/alpine'),
    identityPolicies: [PULLS],
    resourcePolicies,
  };
}

describeDecisions('import through a cache', [
  ...['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'].flatMap((action) => [
    {
      name: `a role of the account imports with ${action}`,
      allow: imports(byAccount, action),
      denyWhen: [
        { when: 'it belongs to another account', change: { caller: { account: STRANGER } } },
        { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
        { when: 'the registry has no statement', change: { resourcePolicies: [] } },
        { when: 'the prefix is another one', change: { resource: repository('quay/library/alpine') } },
        { when: 'the prefix only starts alike', change: { resource: repository('docker-hub-mirror/alpine') } },
        { when: 'it replicates instead', change: { action: 'ecr:ReplicateImage' } },
      ],
    },
    {
      name: `a role of the organization imports with ${action}`,
      allow: imports(byOrganization, action),
      denyWhen: [
        { when: 'it is of another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
        { when: 'it is of no organization', change: { caller: { organizationId: undefined } } },
      ],
    },
  ]),
  {
    name: 'a role imports where another principal creates',
    allow: imports(withoutCreate, 'ecr:BatchImportUpstreamImage'),
    denyWhen: [{ when: 'it creates the repository', change: { action: 'ecr:CreateRepository' } }],
  },
]);

const CI = iam.Role.fromRoleArn(new Stack(), 'Ci', `arn:aws:iam::${OWNER}:role/ci`);
const createByRole = policyOf(
  RegistryPolicyStatement.allowCreateOnPush({ principals: [CI], repositoryPrefixes: ['team/', 'lab/'] }),
);

const creates = (resourcePolicies: PolicyDocument[], name: string): AccessRequest => ({
  caller: { kind: 'role', account: OWNER, name: 'ci' },
  action: 'ecr:CreateRepository',
  resource: repository(name),
  identityPolicies: [],
  resourcePolicies,
});

describeDecisions('create on push', [
  ...['team/api', 'lab/a/b'].map((name) => ({
    name: `a role of the registry’s account creates ${name} without a policy of its own`,
    allow: creates(createByRole, name),
    denyWhen: [
      { when: 'it is another role', change: { caller: { name: 'developer' } } },
      { when: 'the role of that name is of another account', change: { caller: { account: STRANGER } } },
      { when: 'the prefix is another one', change: { resource: repository('prod/api') } },
      { when: 'the name is outside of the namespace', change: { resource: repository('teams') } },
      { when: 'it deletes instead', change: { action: 'ecr:DeleteRepository' } },
      { when: 'it imports instead', change: { action: 'ecr:BatchImportUpstreamImage' } },
    ],
  })),
]);

const createByOrganization = policyOf(
  RegistryPolicyStatement.allowCreateOnPush({
    principals: [new iam.OrganizationPrincipal(ORGANIZATION)],
    repositoryPrefixes: ['docker-hub/'],
  }),
);

describeDecisions('an organization in the policy of a registry', [
  ...[
    { action: 'ecr:BatchImportUpstreamImage', policies: byOrganization },
    { action: 'ecr:CreateRepository', policies: byOrganization },
    { action: 'ecr:CreateRepository', policies: createByOrganization },
  ].flatMap(({ action, policies }) => [
    {
      name: `a role of the registry’s own account with a policy of its own calls ${action}`,
      allow: { ...imports(policies, action), caller: { ...NODE, account: OWNER } },
      denyWhen: [{ when: 'it has no policy of its own', change: { identityPolicies: [] } }],
    },
    {
      name: `a role of another account of the organization calls ${action}`,
      allow: imports(policies, action),
      denyWhen: [
        { when: 'it is of another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
        { when: 'it has no policy of its own', change: { identityPolicies: [] } },
      ],
    },
  ]),
]);

/** Two guardrails that the library takes, because both can be undone. */
const guarded = policyUnder(
  RegistryPolicyScope.V2,
  RegistryPolicyStatement.allowCreateOnPush({ principals: [CI], repositoryPrefixes: ['ROOT'] }),
  RegistryPolicyStatement.of(
    new iam.PolicyStatement({
      sid: 'OnlyOurOrganization',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      notActions: ['ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy'],
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
    }),
  ),
  RegistryPolicyStatement.of(
    new iam.PolicyStatement({
      sid: 'NobodyDeletes',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['ecr:DeleteRepository'],
      resources: [repository('prod/*')],
    }),
  ),
);

const member: PrincipalCaller = { kind: 'role', account: OWNER, name: 'ci', organizationId: ORGANIZATION };

describeDecisions('guardrails under policy scope V2', [
  {
    name: 'a role of the organization creates what it is allowed to',
    allow: { ...creates(guarded, 'team/api'), caller: member },
    denyWhen: [
      {
        when: 'the account leaves the organization',
        change: { caller: { organizationId: undefined } },
        explicitly: true,
      },
      { when: 'it is another role', change: { caller: { name: 'developer' } } },
    ],
  },
  {
    name: 'an administrator deletes a repository',
    allow: {
      ...creates(guarded, 'dev/api'),
      caller: { ...member, name: 'administrator' },
      action: 'ecr:DeleteRepository',
      identityPolicies: [allow('ecr:*')],
    },
    denyWhen: [{ when: 'it is one of production', change: { resource: repository('prod/api') }, explicitly: true }],
  },
  {
    name: 'an administrator outside of the organization takes the policy back',
    allow: {
      ...creates(guarded, 'dev/api'),
      caller: { kind: 'role', account: OWNER, name: 'administrator' },
      action: 'ecr:DeleteRegistryPolicy',
      resource: '*',
      resourceAccount: OWNER,
      identityPolicies: [allow('ecr:*')],
    },
    denyWhen: [{ when: 'its own account lets it do nothing', change: { identityPolicies: [] } }],
  },
]);
