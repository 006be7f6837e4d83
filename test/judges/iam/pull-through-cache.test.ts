import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccessRequest, PolicyDocument, PrincipalCaller } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { PullThroughCacheCredentials } from '../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';

const OWNER = '111111111111';
const CONSUMER = '222222222222';
const STRANGER = '333333333333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const WORKLOADS = 'r-ab12/ou-ab12-11111111/';
const SANDBOX = 'r-ab12/ou-ab12-33333333/';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** What the first pull of an image does before it pulls. */
const IMPORT = ['ecr:CreateRepository', 'ecr:BatchImportUpstreamImage'];

const arn = (name: string) => `arn:aws:ecr:eu-central-1:${OWNER}:repository/${name}`;
const CACHED = arn('docker-hub/library/alpine');
/** Names that only start like the prefix, or have it elsewhere. */
const LOOKALIKE = arn('docker-hub-mirror/alpine');
const ELSEWHERE = arn('team/docker-hub/alpine');

function synthesizedCache(consumers: RepositoryAccess[], precreate?: string[]) {
  const stack = new Stack(new App(), 'Stack', { env: { account: OWNER, region: 'eu-central-1' } });
  const credentials = new PullThroughCacheCredentials(stack, 'Credentials', { name: 'docker-hub' });
  const cache = new Registry(stack, 'Registry').addPullThroughCache('Hub', {
    upstream: UpstreamRegistry.dockerHub({ credentials }),
    precreate,
  });
  const role = new iam.Role(stack, 'Node', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  cache.grants.pull(role);
  const policies = consumers.map((each) => cache.allowPullFrom(each));
  const synthesized = SynthesizedStack.of(stack);
  const policiesOf = (type: string) =>
    synthesized.logicalIds(type).flatMap((logicalId) => synthesized.resourcePolicies(logicalId));
  return {
    /** The registry's policy, which is there from the beginning. */
    registry: policiesOf('AWS::ECR::RegistryPolicy'),
    /** What the template gives a repository that the first pull creates. */
    created: policiesOf('AWS::ECR::RepositoryCreationTemplate'),
    declared: policiesOf('AWS::ECR::Repository'),
    /** What the app hands to the consumer. */
    identity: policies.flatMap((policy) => identityPoliciesIn(CONSUMER, stack.resolve(policy))),
    /** What the grant gave a role of the cache's account. */
    own: synthesized
      .logicalIds('AWS::IAM::Role')
      .filter((logicalId) => logicalId.startsWith('Node'))
      .flatMap((logicalId) => synthesized.identityPolicies(logicalId)),
  };
}

/** A policy that an app of another account attaches to its role. */
function identityPoliciesIn(account: string, policyDocument: unknown): PolicyDocument[] {
  const role = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: policyDocument }] } };
  const stack = new SynthesizedStack({ Resources: { Node: role } }, { account, region: 'us-east-1' });
  return stack.identityPolicies('Node');
}

const forAccount = synthesizedCache([RepositoryAccess.pullFromAccounts([CONSUMER])]);
const forOrganization = synthesizedCache([RepositoryAccess.pullFromOrganization(ORGANIZATION)]);
const forUnit = synthesizedCache([RepositoryAccess.pullFromOrganizationPaths([`${ORGANIZATION}/${WORKLOADS}`])]);
const forNobody = synthesizedCache([]);
const declared = synthesizedCache([RepositoryAccess.pullFromAccounts([CONSUMER])], ['alpine']);

const EVERYTHING_IN_ECR: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
};

/** What a node has that only its own repositories were meant for. */
const EVERY_PULL: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: PULL, Resource: '*' }],
};

function request(
  identityPolicies: PolicyDocument[],
  resourcePolicies: PolicyDocument[],
  action: string,
): AccessRequest {
  return {
    caller: {
      kind: 'role',
      account: CONSUMER,
      name: 'node',
      organizationId: ORGANIZATION,
      organizationPath: WORKLOADS,
    },
    action,
    resource: CACHED,
    identityPolicies,
    resourcePolicies,
  };
}

test('without consumers there is no policy on the side of the cache', () => {
  expect([forNobody.registry, forNobody.created]).toEqual([[], []]);
});

describeDecisions('a node of another account', [
  ...IMPORT.map((action) => ({
    name: `its first pull, before the repository exists, does ${action}`,
    allow: request(forAccount.identity, forAccount.registry, action),
    denyWhen: [
      { when: 'the registry has no statement for it', change: { resourcePolicies: forNobody.registry } },
      { when: 'its own account gave it no policy', change: { identityPolicies: [] } },
      { when: 'it is of a third account', change: { caller: { account: STRANGER } } },
      { when: 'the repository is of a namespace that starts alike', change: { resource: LOOKALIKE } },
      { when: 'the prefix comes later in the name', change: { resource: ELSEWHERE } },
      { when: 'it wants to delete the repository instead', change: { action: 'ecr:DeleteRepository' } },
    ],
  })),
  ...IMPORT.map((action) => ({
    name: `even with all rights at home, only under the prefix it does ${action}`,
    allow: request([EVERYTHING_IN_ECR], forAccount.registry, action),
    denyWhen: [
      { when: 'the repository is of a namespace that starts alike', change: { resource: LOOKALIKE } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
    ],
  })),
  ...PULL.map((action) => ({
    name: `every pull, once the repository exists, does ${action}`,
    allow: request(forAccount.identity, [...forAccount.registry, ...forAccount.created], action),
    denyWhen: [
      { when: 'the template gave the repository no policy', change: { resourcePolicies: forAccount.registry } },
      { when: 'the repository was cached before', change: { resourcePolicies: forNobody.created } },
      { when: 'its own account gave it no policy', change: { identityPolicies: [] } },
      { when: 'it is of a third account', change: { caller: { account: STRANGER } } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
    ],
  })),
  {
    name: 'a second pull imports a tag that the upstream has moved',
    allow: request(
      forAccount.identity,
      [...forAccount.registry, ...forAccount.created],
      'ecr:BatchImportUpstreamImage',
    ),
    denyWhen: [
      { when: 'only the repository has a policy', change: { resourcePolicies: forAccount.created } },
      { when: 'it is of a third account', change: { caller: { account: STRANGER } } },
    ],
  },
  {
    name: 'it logs in with its own account’s permission',
    allow: { ...request(forAccount.identity, [], 'ecr:GetAuthorizationToken'), resource: '*' },
    denyWhen: [{ when: 'its own account gave it no policy', change: { identityPolicies: [] } }],
  },
]);

describeDecisions('a node of the organization', [
  ...IMPORT.map((action) => ({
    name: `the first pull of a member does ${action}`,
    allow: request(forOrganization.identity, forOrganization.registry, action),
    denyWhen: [
      { when: 'its account is in another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
      { when: 'its account is in no organization', change: { caller: { organizationId: undefined } } },
      { when: 'its own account gave it no policy', change: { identityPolicies: [] } },
      { when: 'the repository is of a namespace that starts alike', change: { resource: LOOKALIKE } },
    ],
  })),
  {
    name: 'a member pulls what is cached',
    allow: request(forOrganization.identity, forOrganization.created, 'ecr:BatchGetImage'),
    denyWhen: [
      { when: 'its account is in another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
      { when: 'the template gave the repository no policy', change: { resourcePolicies: [] } },
    ],
  },
  ...IMPORT.map((action) => ({
    name: `the first pull from an organizational unit does ${action}`,
    allow: request(forUnit.identity, forUnit.registry, action),
    denyWhen: [
      { when: 'its account is in another unit', change: { caller: { organizationPath: SANDBOX } } },
      {
        when: 'the same unit is of another organization',
        change: { caller: { organizationId: OTHER_ORGANIZATION } },
      },
    ],
  })),
  {
    name: 'an account of the unit pulls what is cached',
    allow: request(forUnit.identity, forUnit.created, 'ecr:GetDownloadUrlForLayer'),
    denyWhen: [{ when: 'its account is in another unit', change: { caller: { organizationPath: SANDBOX } } }],
  },
]);

describeDecisions('a role of the cache’s own account', [
  ...[...IMPORT, ...PULL].map((action) => ({
    name: `its grant alone lets it do ${action}`,
    allow: {
      ...request(forNobody.own, [], action),
      caller: { kind: 'role' as const, account: OWNER, name: 'node' },
    },
    denyWhen: [
      { when: 'the repository is of a namespace that starts alike', change: { resource: LOOKALIKE } },
      { when: 'the prefix comes later in the name', change: { resource: ELSEWHERE } },
      { when: 'it has no grant', change: { identityPolicies: [] } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
    ],
  })),
  {
    name: 'it logs in',
    allow: {
      ...request(forNobody.own, [], 'ecr:GetAuthorizationToken'),
      caller: { kind: 'role', account: OWNER, name: 'node' },
      resource: '*',
    },
    denyWhen: [{ when: 'it has no grant', change: { identityPolicies: [] } }],
  },
]);

const ownMember: PrincipalCaller = {
  kind: 'role',
  account: OWNER,
  name: 'node',
  organizationId: ORGANIZATION,
  organizationPath: WORKLOADS,
};

describeDecisions('a role of the cache’s own account, where its organization or unit may pull', [
  ...[
    { access: 'the organization', of: forOrganization },
    { access: 'the unit', of: forUnit },
  ].flatMap(({ access, of }) => [
    ...[...IMPORT, ...PULL].map((action) => ({
      name: `where ${access} may, a role with a grant calls ${action}`,
      allow: { ...request(of.own, [...of.registry, ...of.created], action), caller: ownMember },
      denyWhen: [{ when: 'it has no grant', change: { identityPolicies: [] } }],
    })),
    ...[...IMPORT, ...PULL].map((action) => ({
      name: `where ${access} may, a role of another account calls ${action}`,
      allow: request(of.identity, [...of.registry, ...of.created], action),
      denyWhen: [
        { when: 'it is of another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
        { when: 'it is of no organization', change: { caller: { organizationId: undefined } } },
      ],
    })),
  ]),
  {
    name: 'a role that may only pull by a policy of its own, as before, pulls what is cached',
    allow: {
      ...request([EVERY_PULL], [...forOrganization.registry, ...forOrganization.created], 'ecr:BatchGetImage'),
      caller: ownMember,
    },
    denyWhen: [{ when: 'the image is new', change: { action: 'ecr:BatchImportUpstreamImage' } }],
  },
]);

describeDecisions('repositories that the app declares', [
  {
    name: 'a node of another account imports into one',
    allow: request(declared.identity, [...declared.registry, ...declared.declared], 'ecr:BatchImportUpstreamImage'),
    denyWhen: [
      { when: 'it wants to create one', change: { action: 'ecr:CreateRepository' } },
      { when: 'it is of a third account', change: { caller: { account: STRANGER } } },
    ],
  },
  {
    name: 'a node of another account pulls from one',
    allow: request(declared.identity, declared.declared, 'ecr:BatchGetImage'),
    denyWhen: [{ when: 'the repository has no policy', change: { resourcePolicies: [] } }],
  },
  {
    name: 'a role of the own account imports into one',
    allow: {
      ...request(declared.own, [], 'ecr:BatchImportUpstreamImage'),
      caller: { kind: 'role', account: OWNER, name: 'node' },
    },
    denyWhen: [{ when: 'it wants to create one', change: { action: 'ecr:CreateRepository' } }],
  },
]);
