import { App, Stack } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { AccessRequest, Caller, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { decide } from './simulate';
import { SynthesizedStack } from './synthesized-stack';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RepositoryPerimeter } from '../../../src/access/repository-perimeter';
import { PrivateRepository } from '../../../src/repository/private-repository';

// Who may do what on three repositories of one app, as far as the app says it: repository policies and identity policies
// are the synthesized ones. `EVERYTHING` is what the administrators of other accounts give their roles.

const OWNER = '111111111111';
const CONSUMER = '222222222222';
const PARTNER = '333333333333';
const STRANGER = '444444444444';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const REGION = 'eu-central-1';
const ENDPOINT = 'vpce-11111111';
const BREAK_GLASS = `arn:aws:iam::${OWNER}:role/break-glass`;

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
};

const { repositories, identity, tag } = synthesized();

/** An action per letter; a cell of the matrix says the letter where it is allowed, `.` where nothing allows it. */
const ACTIONS: Record<string, string> = {
  g: 'ecr:BatchGetImage',
  l: 'ecr:GetDownloadUrlForLayer',
  c: 'ecr:BatchCheckLayerAvailability',
  p: 'ecr:PutImage',
  u: 'ecr:UploadLayerPart',
  x: 'ecr:BatchDeleteImage',
  d: 'ecr:DescribeImages',
  s: 'ecr:SetRepositoryPolicy',
};
/** … and `!` where a statement denies it. */
const DENIED = '!';
/** What a service calls; it never calls the others. */
const SERVICE_ACTIONS = 'glc';

interface Row {
  readonly caller: Caller;
  readonly identityPolicies?: PolicyDocument[];
  readonly context?: Record<string, string>;
}

const member = (account: string, name: string): Caller => ({
  kind: 'role',
  account,
  name,
  organizationId: ORGANIZATION,
});
const service = (name: string, source: string): Row => ({
  caller: { kind: 'service', service: `${name}.amazonaws.com`, source: `arn:aws:${name}:${REGION}:${source}` },
});

const ROWS: Record<string, Row> = {
  'the task of the owner, with pull on api': { caller: member(OWNER, 'task'), identityPolicies: identity.task },
  'the auditor of the owner, with read on all': {
    caller: member(OWNER, 'auditor'),
    identityPolicies: identity.auditor,
  },
  'the cleaner of the owner, with delete on api': {
    caller: member(OWNER, 'cleaner'),
    identityPolicies: identity.cleaner,
  },
  'a role of the owner without a policy': { caller: member(OWNER, 'nobody') },
  'a role of the owner without a policy, by the endpoint': {
    caller: member(OWNER, 'nobody'),
    context: { 'aws:SourceVpce': ENDPOINT },
  },
  'the administrator of the owner': { caller: member(OWNER, 'admin'), identityPolicies: [EVERYTHING] },
  'the break-glass role of the owner': { caller: member(OWNER, 'break-glass'), identityPolicies: [EVERYTHING] },
  'the CI role of the consumer, with push on api': { caller: member(CONSUMER, 'ci'), identityPolicies: identity.ci },
  'the unnamed role of the consumer, with pull on api': {
    caller: member(CONSUMER, 'generated'),
    identityPolicies: identity.unnamed,
    context: { 'aws:PrincipalTag/aws-cdk:id': tag },
  },
  'the administrator of the consumer': { caller: member(CONSUMER, 'admin'), identityPolicies: [EVERYTHING] },
  'a developer of the partner, by permission set': {
    caller: {
      kind: 'role',
      account: PARTNER,
      name: 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_0123456789abcdef',
    },
    identityPolicies: [EVERYTHING],
  },
  'another role of the partner': {
    caller: { kind: 'role', account: PARTNER, name: 'Developer' },
    identityPolicies: [EVERYTHING],
  },
  'the administrator of another organization': {
    caller: { kind: 'role', account: STRANGER, name: 'admin', organizationId: OTHER_ORGANIZATION },
    identityPolicies: [EVERYTHING],
  },
  'the administrator of another organization, by the endpoint': {
    caller: { kind: 'role', account: STRANGER, name: 'admin', organizationId: OTHER_ORGANIZATION },
    identityPolicies: [EVERYTHING],
    context: { 'aws:SourceVpce': ENDPOINT },
  },
  'the administrator of the consumer, by the endpoint': {
    caller: member(CONSUMER, 'admin'),
    identityPolicies: [EVERYTHING],
    context: { 'aws:SourceVpce': ENDPOINT },
  },
  'Lambda for a function of the consumer': service('lambda', `${CONSUMER}:function:api`),
  'Lambda for a function of a stranger': service('lambda', `${STRANGER}:function:api`),
  'CodeBuild for the project': service('codebuild', `${CONSUMER}:project/build`),
  'CodeBuild for another project': service('codebuild', `${CONSUMER}:project/build-2`),
};

/**
 * - `base` admits the organization, Lambda and a project of the consumer.
 * - `api` has grants to principals, and admits a permission set of the partner.
 * - `vault` admits the organization, Lambda, a project, and pushes of consumer and stranger, all of it inside the
 *   organization and through the endpoint only, except for the break-glass role.
 */
type Matrix = Record<keyof typeof repositories, string>;
const MATRIX: Record<string, Matrix> = {
  'the task of the owner, with pull on api': { base: '........', api: 'glc.....', vault: '!!!!!!..' },
  'the auditor of the owner, with read on all': { base: '......d.', api: '......d.', vault: '!!!!!!d.' },
  'the cleaner of the owner, with delete on api': { base: '........', api: '.....x..', vault: '!!!!!!..' },
  'a role of the owner without a policy': { base: '........', api: '........', vault: '!!!!!!..' },
  'a role of the owner without a policy, by the endpoint': { base: '........', api: '........', vault: '........' },
  'the administrator of the owner': { base: 'glcpuxds', api: 'glcpuxds', vault: '!!!!!!ds' },
  'the break-glass role of the owner': { base: 'glcpuxds', api: 'glcpuxds', vault: 'glcpuxds' },
  'the CI role of the consumer, with push on api': { base: '........', api: 'glcpu.d.', vault: '!!!!!!..' },
  'the unnamed role of the consumer, with pull on api': { base: '........', api: 'glc.....', vault: '!!!!!!..' },
  'the administrator of the consumer': { base: 'glc.....', api: '........', vault: '!!!!!!d.' },
  'a developer of the partner, by permission set': { base: '........', api: 'glc.....', vault: '!!!!!!.!' },
  'another role of the partner': { base: '........', api: '........', vault: '!!!!!!.!' },
  'the administrator of another organization': { base: '........', api: '........', vault: '!!!!!!d!' },
  'the administrator of another organization, by the endpoint': {
    base: '........',
    api: '........',
    vault: '!!!!!!d!',
  },
  'the administrator of the consumer, by the endpoint': { base: 'glc.....', api: '........', vault: 'glcpu.d.' },
  'Lambda for a function of the consumer': { base: 'gl.', api: '...', vault: 'gl.' },
  'Lambda for a function of a stranger': { base: '...', api: '...', vault: '...' },
  'CodeBuild for the project': { base: 'glc', api: '...', vault: 'glc' },
  'CodeBuild for another project': { base: '...', api: '...', vault: '...' },
};

describe('the matrix', () => {
  const cells = Object.entries(MATRIX).flatMap(([principal, expected]) =>
    (Object.keys(repositories) as (keyof Matrix)[]).map((repository) => ({
      principal,
      repository,
      expected: expected[repository],
    })),
  );

  test('has at least 12 principals by 8 actions by 3 repositories', () => {
    const roles = Object.values(ROWS).filter(({ caller }) => caller.kind === 'role');
    expect(roles.length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(MATRIX)).toEqual(Object.keys(ROWS));
    expect(Object.keys(ACTIONS)).toHaveLength(8);
    expect(Object.keys(repositories)).toHaveLength(3);
  });

  test.each(cells)('$principal on $repository: $expected', async ({ principal, repository, expected }) => {
    const row = ROWS[principal];
    const letters = row.caller.kind === 'service' ? [...SERVICE_ACTIONS] : Object.keys(ACTIONS);
    const actual = await Promise.all(
      letters.map(async (letter) => {
        const { result } = await decide({ ...row, ...repositories[repository], action: ACTIONS[letter] });
        return { Allowed: letter, ImplicitlyDenied: '.', ExplicitlyDenied: DENIED }[result];
      }),
    );
    expect(actual.join('')).toBe(expected);
  });

  test.each([
    ['the task of the owner, with pull on api', 'Allowed'],
    ['the CI role of the consumer, with push on api', 'Allowed'],
    ['the auditor of the owner, with read on all', 'ImplicitlyDenied'],
  ])('logging in: %s is %s', async (principal, expected) => {
    const { result } = await decide({ ...ROWS[principal], action: 'ecr:GetAuthorizationToken', resource: '*' });
    expect(result).toBe(expected);
  });
});

const request = (row: string, repository: keyof Matrix, action = ACTIONS.g): AccessRequest => ({
  ...ROWS[row],
  ...repositories[repository],
  action,
});

describeDecisions('an allow and its neighbours', [
  {
    name: 'a named role of another account pushes',
    allow: request('the CI role of the consumer, with push on api', 'api', ACTIONS.p),
    denyWhen: [
      { when: 'another role of the account does', change: { caller: { name: 'ci-2' } } },
      { when: 'a role of that name of another account does', change: { caller: { account: STRANGER } } },
      { when: 'the identity half is missing', change: { identityPolicies: [] } },
      { when: 'the half of the repository is missing', change: { resourcePolicies: [] } },
      { when: 'it is another repository', change: { resource: repositories.base.resource } },
    ],
  },
  {
    name: 'an unnamed role of another account pulls',
    allow: request('the unnamed role of the consumer, with pull on api', 'api'),
    denyWhen: [
      { when: 'its tag is another', change: { context: { 'aws:PrincipalTag/aws-cdk:id': 'Consumer_other' } } },
      { when: 'its account is another', change: { caller: { account: STRANGER } } },
      { when: 'the identity half is missing', change: { identityPolicies: [] } },
    ],
  },
  {
    name: 'a person with a permission set pulls',
    allow: request('a developer of the partner, by permission set', 'api'),
    denyWhen: [
      {
        when: 'the permission set is another',
        change: { caller: { name: 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Auditor_0123456789abcdef' } },
      },
      {
        when: 'the permission set has a longer name',
        change: { caller: { name: 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_Admin_0123456789abcdef' } },
      },
      { when: 'the account is another', change: { caller: { account: STRANGER } } },
      {
        when: 'the role only looks like it',
        change: { caller: { name: 'AWSReservedSSO_Developer_0123456789abcdef' } },
      },
      { when: 'the permission set does not allow it', change: { identityPolicies: [] } },
    ],
  },
  {
    name: 'a member of the organization pulls',
    // By the other actions Lambda's deployments are admitted too.
    allow: request('the administrator of the consumer', 'base', ACTIONS.c),
    denyWhen: [
      { when: 'the organization is another', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
      { when: 'there is no organization', change: { caller: { organizationId: undefined } } },
      { when: 'its own account does not allow it', change: { identityPolicies: [] } },
    ],
  },
  {
    name: 'CodeBuild pulls for the project',
    allow: request('CodeBuild for the project', 'base'),
    denyWhen: [
      {
        when: 'the project is of another account',
        change: { caller: { source: `arn:aws:codebuild:${REGION}:${STRANGER}:project/build` } },
      },
      {
        when: 'the name of the project goes on',
        change: { caller: { source: `arn:aws:codebuild:${REGION}:${CONSUMER}:project/build-2` } },
      },
      { when: 'another service does', change: { caller: { service: 'lambda.amazonaws.com' } } },
    ],
  },
  {
    name: 'Lambda pulls for a function',
    allow: request('Lambda for a function of the consumer', 'base'),
    denyWhen: [
      {
        when: 'the function is of another account',
        change: { caller: { source: `arn:aws:lambda:${REGION}:${STRANGER}:function:api` } },
      },
      { when: 'another service does', change: { caller: { service: 'codebuild.amazonaws.com' } } },
    ],
  },
]);

const byEndpoint = request('the administrator of the consumer, by the endpoint', 'vault');
const breakGlass = request('the break-glass role of the owner', 'vault');
const ofService = (name: string): AccessRequest => ({
  ...breakGlass,
  caller: { kind: 'role', account: OWNER, name: `aws-service-role/${name}`, organizationId: ORGANIZATION },
});
/** The same role under a name that no exemption knows. */
const notExempt = { when: 'it is an ordinary role', change: { caller: { name: 'ordinary' } }, explicitly: true };

describeDecisions('the guardrail', [
  {
    name: 'a role inside the organization pulls by the endpoint',
    allow: byEndpoint,
    denyWhen: [
      {
        when: 'it comes by the internet, as a laptop',
        change: { context: { 'aws:SourceVpce': undefined } },
        explicitly: true,
      },
      {
        when: 'it comes by another endpoint',
        change: { context: { 'aws:SourceVpce': 'vpce-22222222' } },
        explicitly: true,
      },
      {
        when: 'it is outside the organization',
        change: { caller: { organizationId: OTHER_ORGANIZATION } },
        explicitly: true,
      },
      { when: 'it is in no organization', change: { caller: { organizationId: undefined } }, explicitly: true },
    ],
  },
  {
    name: 'a service calls on behalf of the role',
    allow: { ...breakGlass, caller: member(OWNER, 'admin'), via: ['lambda.amazonaws.com'] },
    denyWhen: [{ when: 'the role calls itself', change: { via: [] }, explicitly: true }],
  },
  {
    name: 'the break-glass role pulls from anywhere',
    allow: breakGlass,
    denyWhen: [notExempt],
  },
  ...['ecr:SetRepositoryPolicy', 'ecr:GetRepositoryPolicy', 'ecr:PutLifecyclePolicy', 'ecr:DeleteRepository'].map(
    (action) => ({
      name: `the execution role of CloudFormation calls ${action}`,
      allow: { ...breakGlass, caller: member(OWNER, 'cdk-hnb659fds-cfn-exec-role'), action },
      denyWhen: [
        { when: 'it pulls', change: { action: ACTIONS.g }, explicitly: true },
        { when: 'it deletes images', change: { action: ACTIONS.x }, explicitly: true },
      ],
    }),
  ),
  ...[
    ['inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2', ACTIONS.l],
    ['pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache', ACTIONS.u],
    ['replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication', ACTIONS.p],
  ].map(([name, action]) => ({
    name: `the service-linked role ${name} calls ${action}`,
    allow: { ...ofService(name), action },
    denyWhen: [notExempt],
  })),
  {
    name: 'Lambda pulls for a function of the consumer',
    allow: request('Lambda for a function of the consumer', 'vault'),
    denyWhen: [
      {
        when: 'the function is of a stranger',
        change: { caller: { source: `arn:aws:lambda:${REGION}:${STRANGER}:function:api` } },
      },
    ],
  },
  {
    name: 'CodeBuild pulls for a project',
    allow: request('CodeBuild for the project', 'vault'),
    denyWhen: [
      {
        when: 'the project is of a stranger',
        change: { caller: { source: `arn:aws:codebuild:${REGION}:${STRANGER}:project/build` } },
      },
    ],
  },
]);

function synthesized() {
  const app = new App();
  const owner = new Stack(app, 'Owner', { env: { account: OWNER, region: REGION } });
  const consumer = new Stack(app, 'Consumer', { env: { account: CONSUMER, region: REGION } });
  const role = (scope: Stack, id: string, roleName?: string) =>
    new iam.Role(scope, id, { roleName, assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

  const base = new PrivateRepository(owner, 'Base', {
    repositoryName: 'shared/base',
    access: [RepositoryAccess.pullFromCodeBuild({ account: CONSUMER, projectName: 'build' })],
  });
  base.grants.admit(RepositoryAccess.pullFromOrganization(ORGANIZATION));
  base.grants.admit(RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] }));

  const api = new PrivateRepository(owner, 'Api', { repositoryName: 'team/api' });
  const [task, auditor, cleaner] = ['Task', 'Auditor', 'Cleaner'].map((id) => role(owner, id));
  const [ci, unnamed] = [role(consumer, 'Ci', 'ci'), role(consumer, 'Unnamed')];
  api.grants.pull(task);
  api.grants.delete(cleaner);
  api.grants.push(ci);
  api.grants.pull(unnamed);
  api.grants.admit(RepositoryAccess.pullFromPermissionSets({ accounts: [PARTNER], permissionSets: ['Developer'] }));

  const vault = new PrivateRepository(owner, 'Vault', {
    repositoryName: 'vault/keys',
    access: [
      RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION), { exceptPrincipals: [BREAK_GLASS] }),
      RepositoryAccess.pullFromOrganization(ORGANIZATION),
      RepositoryAccess.pullFromCodeBuild({ account: CONSUMER, projectName: 'build', region: REGION }),
    ],
  });
  vault.grants.admit(
    RepositoryAccess.denyOutside(RepositoryPerimeter.vpcEndpoints([ENDPOINT]), { exceptPrincipals: [BREAK_GLASS] }),
  );
  vault.grants.admit(RepositoryAccess.pushFromAccounts([CONSUMER, STRANGER]));
  vault.grants.admit(RepositoryAccess.pullFromLambda({ accounts: [CONSUMER] }));
  for (const each of [base, api, vault]) each.grants.read(auditor);

  const templates = new Map([owner, consumer].map((stack) => [stack, SynthesizedStack.of(stack)]));
  const idOf = (construct: IConstruct) => Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
  const sideOf = (repository: PrivateRepository) => ({
    resource: templates.get(owner)!.arn(idOf(repository)),
    resourcePolicies: templates.get(owner)!.resourcePolicies(idOf(repository)),
  });
  const policiesOf = (one: iam.Role) => templates.get(Stack.of(one))!.identityPolicies(idOf(one));
  return {
    repositories: { base: sideOf(base), api: sideOf(api), vault: sideOf(vault) },
    identity: {
      task: policiesOf(task),
      auditor: policiesOf(auditor),
      cleaner: policiesOf(cleaner),
      ci: policiesOf(ci),
      unnamed: policiesOf(unnamed),
    },
    tag: `Consumer_${unnamed.node.addr}`,
  };
}
