import { App, Stack } from 'aws-cdk-lib';
import type { AccessRequest, PolicyDocument, PrincipalCaller } from './access-request';
import { describeDecisions } from './decisions';
import type { DecisionCase } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { Registry } from '../../../src/registry/registry';
import type { RepositorySettings } from '../../../src/repository/repository-settings';
import { outside } from '../../support/outside';

const SOURCE = '111111111111';
const DESTINATION = '222222222222';
const STRANGER = '333333333333';
const HOME = 'eu-west-1';
const REGION = 'us-east-1';
const PREFIXES = ['prod/', 'base/'];
const TAGGED: RepositorySettings = { tags: { team: 'platform' } };

const repository = (name: string, region = REGION, account = DESTINATION) =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;

function allow(...actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function registryIn(app: App, region: string, account: string): Registry {
  return new Registry(new Stack(app, `${region}-${account}`, { env: { account, region } }), 'Registry');
}

/** The policy of a registry; none is an empty list. */
function policyOf(registry: Registry): PolicyDocument[] {
  const synthesized = SynthesizedStack.of(Stack.of(registry));
  return synthesized
    .logicalIds('AWS::ECR::RegistryPolicy')
    .flatMap((logicalId) => synthesized.resourcePolicies(logicalId));
}

/** Both sides in one app. */
function wired(settings: RepositorySettings): Registry[] {
  const app = new App();
  const [source, destination] = [registryIn(app, HOME, SOURCE), registryIn(app, REGION, DESTINATION)];
  source.replicateTo(destination, { repositoryPrefixes: PREFIXES, settings });
  return [source, destination];
}

/** The three ways to one statement: by this app, by its data in another app, by that app itself. */
const STATEMENTS: [string, (settings: RepositorySettings) => PolicyDocument[]][] = [
  ['to a registry of the app', (settings) => policyOf(wired(settings)[1])],
  [
    'to one outside, by what it is told',
    (settings) => {
      const source = registryIn(new App(), HOME, SOURCE);
      const destination = outside(source, { account: DESTINATION, region: REGION });
      const replication = source.replicateTo(destination, { repositoryPrefixes: PREFIXES, settings });
      return [{ Version: '2012-10-17', Statement: [JSON.parse(replication.destinationPolicyStatement!)] }];
    },
  ],
  [
    'from one outside, by what accepts it',
    (settings) => {
      const destination = registryIn(new App(), REGION, DESTINATION);
      destination.acceptReplicationFrom({ account: SOURCE, repositoryPrefixes: PREFIXES, settings });
      return policyOf(destination);
    },
  ],
];

/**
 * The service replicates with the service-linked role of the source's account. Here it may do everything in Amazon ECR,
 * so that what refuses it is the destination's registry.
 */
const REPLICATION: PrincipalCaller = { kind: 'role', account: SOURCE, name: 'AWSServiceRoleForECRReplication' };

function replicates(resourcePolicies: PolicyDocument[], action: string, name: string): AccessRequest {
  return {
    caller: REPLICATION,
    action,
    resource: repository(name),
    identityPolicies: [allow('ecr:*')],
    resourcePolicies,
  };
}

/** Exactly these prefixes, nobody else, nowhere else. */
function limitsOf(resourcePolicies: PolicyDocument[], action: string): DecisionCase[] {
  return [
    {
      name: `the source calls ${action} in a namespace`,
      allow: replicates(resourcePolicies, action, 'prod/api'),
      denyWhen: [
        { when: 'the caller is of another account', change: { caller: { account: STRANGER } } },
        { when: 'the namespace is not replicated', change: { resource: repository('dev/api') } },
        { when: 'the name only starts alike', change: { resource: repository('production/api') } },
        { when: 'the repository is named like the namespace', change: { resource: repository('prod') } },
        { when: 'the namespace is further down', change: { resource: repository('team/prod/api') } },
        { when: 'the registry is of another region', change: { resource: repository('prod/api', 'eu-central-1') } },
        { when: 'the registry is of another account', change: { resource: repository('prod/api', REGION, STRANGER) } },
        { when: 'the registry has no such statement', change: { resourcePolicies: [] } },
        { when: 'its own account lets it do nothing', change: { identityPolicies: [] } },
      ],
    },
    {
      name: `the source calls ${action} further down in the other namespace`,
      allow: replicates(resourcePolicies, action, 'base/java/21'),
      denyWhen: [{ when: 'the name has another separator', change: { resource: repository('base-java/21') } }],
    },
  ];
}

const FORBIDDEN = [
  'ecr:PutImage',
  'ecr:BatchGetImage',
  'ecr:BatchDeleteImage',
  'ecr:DeleteRepository',
  'ecr:SetRepositoryPolicy',
  'ecr:PutLifecyclePolicy',
  'ecr:PutImageTagMutability',
];

for (const [name, statementOf] of STATEMENTS) {
  const [tagging, plain] = [statementOf(TAGGED), statementOf({})];
  describeDecisions(`replication ${name}`, [
    ...['ecr:ReplicateImage', 'ecr:CreateRepository'].flatMap((action) => limitsOf(plain, action)),
    ...limitsOf(tagging, 'ecr:TagResource'),
    {
      name: 'the source tags what it creates',
      allow: replicates(tagging, 'ecr:TagResource', 'prod/api'),
      denyWhen: [{ when: 'the template has no tags', change: { resourcePolicies: plain } }],
    },
    {
      name: 'the source replicates images',
      allow: replicates(plain, 'ecr:ReplicateImage', 'prod/api'),
      denyWhen: FORBIDDEN.map((action) => ({ when: `it calls ${action} instead`, change: { action } })),
    },
  ]);
}

/** A hub with two spokes: each gets other namespaces, and one sends something back. */
function hub() {
  const app = new App();
  const [source, first] = [registryIn(app, HOME, SOURCE), registryIn(app, REGION, DESTINATION)];
  const [second, sameAccount] = [registryIn(app, HOME, STRANGER), registryIn(app, REGION, SOURCE)];
  source.replicateTo(first, { repositoryPrefixes: ['prod/'] });
  source.replicateTo(second, { repositoryPrefixes: ['base/'] });
  source.replicateTo(sameAccount, { repositoryPrefixes: ['prod/'] });
  first.replicateTo(source, { repositoryPrefixes: ['back/'] });
  return { source, first, second, sameAccount };
}

const { source, first, second, sameAccount } = hub();

test('within one account no registry gets a policy', () => {
  expect(policyOf(sameAccount)).toEqual([]);
});

describeDecisions('replication among several', [
  {
    name: 'the source replicates to the first account',
    allow: replicates(policyOf(first), 'ecr:ReplicateImage', 'prod/api'),
    denyWhen: [
      { when: 'the namespace goes to the second', change: { resource: repository('base/java') } },
      { when: 'the second account tries it', change: { caller: { account: STRANGER } } },
    ],
  },
  {
    name: 'the source replicates to the second account',
    allow: {
      ...replicates(policyOf(second), 'ecr:ReplicateImage', 'base/java'),
      resource: repository('base/java', HOME, STRANGER),
    },
    denyWhen: [
      { when: 'the namespace goes to the first', change: { resource: repository('prod/api', HOME, STRANGER) } },
      { when: 'the first account tries it', change: { caller: { account: DESTINATION } } },
    ],
  },
  {
    name: 'the first account replicates back',
    allow: {
      ...replicates(policyOf(source), 'ecr:ReplicateImage', 'back/api'),
      caller: { ...REPLICATION, account: DESTINATION },
      resource: repository('back/api', HOME, SOURCE),
    },
    denyWhen: [
      { when: 'it returns what it got', change: { resource: repository('prod/api', HOME, SOURCE) } },
      { when: 'the second account tries it', change: { caller: { account: STRANGER } } },
    ],
  },
]);

/** The destination's role, with which Amazon ECR creates a replica with the template. */
function templateRole() {
  const synthesized = SynthesizedStack.of(Stack.of(wired(TAGGED)[1]));
  const role = synthesized.logicalIds('AWS::IAM::Role').find((logicalId) => logicalId.includes('Prod'))!;
  const key = synthesized.onlyLogicalId('AWS::KMS::Key');
  const creates: AccessRequest = {
    caller: { kind: 'role', account: DESTINATION, name: role },
    action: 'ecr:CreateRepository',
    resource: repository('prod/api'),
    identityPolicies: synthesized.identityPolicies(role),
  };
  return {
    creates,
    grants: {
      ...creates,
      via: ['ecr.amazonaws.com'],
      action: 'kms:CreateGrant',
      resource: synthesized.arn(key),
      resourcePolicies: synthesized.resourcePolicies(key),
    } satisfies AccessRequest,
  };
}

const { creates, grants } = templateRole();

describeDecisions('the role of a template for replicas', [
  ...['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'].map((action) => ({
    name: `it calls ${action} in its namespace`,
    allow: { ...creates, action },
    denyWhen: [
      { when: 'the namespace has another template', change: { resource: repository('base/java') } },
      { when: 'the registry is of another region', change: { resource: repository('prod/api', HOME) } },
      { when: 'it deletes instead', change: { action: 'ecr:DeleteRepository' } },
    ],
  })),
  {
    name: 'it encrypts with the key of the destination',
    allow: grants,
    denyWhen: [
      { when: 'the key is another one', change: { resource: `arn:aws:kms:${REGION}:${DESTINATION}:key/other` } },
      { when: 'it creates the grant itself', change: { via: [] }, explicitly: true },
      { when: 'it decrypts', change: { action: 'kms:Decrypt' } },
    ],
  },
]);
