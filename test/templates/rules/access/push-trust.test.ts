import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ImagePushRole } from '../../../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../../../src/ci/workload-identity';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.PUSH_TRUST;
const GITHUB = 'token.actions.githubusercontent.com';
const GITLAB = 'gitlab.com';
const providerOf = (issuer: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
type Json = Record<string, any>;

/** A statement that trusts jobs with a subject. */
function trustOf(subject: string, changes: Json = {}, issuer = GITHUB): Json {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerOf(issuer) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${issuer}:sub`]: subject },
    },
    ...changes,
  };
}
const documentOf = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const PUSH = documentOf({ Effect: 'Allow', Action: ['ecr:Put*'], Resource: '*' });
const PULL = documentOf({ Effect: 'Allow', Action: ['ecr:BatchGetImage'], Resource: '*' });

/** A role that trusts jobs, with an inline policy. */
function role(trusts: Json[], props: Partial<iam.CfnRoleProps> = inline(PUSH)): Build {
  return (stack) => new iam.CfnRole(stack, 'Bad', { assumeRolePolicyDocument: documentOf(...trusts), ...props });
}
function inline(policyDocument: Json): Partial<iam.CfnRoleProps> {
  return { policies: [{ policyName: 'images', policyDocument }] };
}

const BRANCH = 'repo:acme/api:ref:refs/heads/main';

testRuleTable({
  rule,
  l1: role([trustOf('repo:acme/*')]),
  l2: (stack) => {
    const { Condition } = trustOf('repo:acme/api:*');
    const bad = new iam.Role(stack, 'Bad', { assumedBy: new iam.WebIdentityPrincipal(providerOf(GITHUB), Condition) });
    new PrivateRepository(stack, 'Api').grants.push(bad);
  },
  override: (stack) => {
    const own = new iam.CfnRole(stack, 'Bad', {
      assumeRolePolicyDocument: documentOf(trustOf(BRANCH)),
      ...inline(PUSH),
    });
    own.addPropertyOverride(
      `AssumeRolePolicyDocument.Statement.0.Condition.StringLike.${GITHUB.replaceAll('.', '\\.')}:sub`,
      '*',
    );
  },
  passes: role([trustOf(BRANCH)]),
});

test('reports as a warning each part of a trust policy that admits other jobs', () => {
  const builds = [
    role([trustOf('repo:acme/*'), trustOf(BRANCH), trustOf('repo:acme/api:pull_request')]),
    role([trustOf('', { Condition: undefined })]),
    role([trustOf('', { Condition: { 'ForAllValues:StringLike': { [`${GITHUB}:sub`]: BRANCH } } })]),
    role([trustOf('project_path:acme/*:ref_type:branch:ref:main', {}, GITLAB)]),
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must have no wildcard and no policy variable, which would admit other jobs as well (sub "repo:acme/*")
    Properties/AssumeRolePolicyDocument/Statement/2: the role may push images, so its trust policy must not admit pull requests, whose author decides what is pushed (sub "repo:acme/api:pull_request")
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must compare aud with StringEquals
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must compare sub with StringEquals or StringLike
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must not use ForAllValues, which is true for a token without the claim
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must compare aud with StringEquals
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must compare sub with StringEquals or StringLike
    Properties/AssumeRolePolicyDocument/Statement/0: the role may push images, so its trust policy must have no wildcard and no policy variable, which would admit other jobs as well (sub "project_path:acme/*:ref_type:branch:ref:main")"
  `);
  expect(findingsOfRule(rule, builds[0]).map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});

describe('a role', () => {
  const wide = [trustOf('repo:acme/*')];
  test.each<[string, Build]>([
    ['an inline policy', role(wide)],
    ['an action with a wildcard', role(wide, inline(documentOf({ Effect: 'Allow', Action: '*', Resource: '*' })))],
    ['NotAction', role(wide, inline(documentOf({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })))],
    [
      'a managed policy of AWS',
      role(wide, { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser'] }),
    ],
    [
      'a managed policy of the app',
      (stack) => {
        const { ref } = new iam.CfnManagedPolicy(stack, 'Push', { policyDocument: PUSH });
        role(wide, { managedPolicyArns: [ref] })(stack);
      },
    ],
    [
      'a policy that is attached by reference',
      (stack) => {
        const own = new iam.CfnRole(stack, 'Bad', { assumeRolePolicyDocument: documentOf(...wide) });
        new iam.CfnPolicy(stack, 'Push', { policyName: 'push', policyDocument: PUSH, roles: [own.ref] });
      },
    ],
    [
      'a policy that is attached by name, in another stack',
      (stack) => {
        role(wide, { roleName: 'ci' })(stack);
        const other = new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: REGION } });
        new iam.CfnRolePolicy(other, 'Push', { policyName: 'push', policyDocument: PUSH, roleName: 'ci' });
      },
    ],
  ])('is reported if it may push by %s', (_, build) => {
    expect(findingsOfRule(rule, build)).toHaveLength(1);
  });

  test.each<[string, Build]>([
    ['no policy', role(wide, {})],
    ['only a policy that allows to pull', role(wide, inline(PULL))],
    ['only a policy that denies', role(wide, inline(documentOf({ Effect: 'Deny', Action: 'ecr:*', Resource: '*' })))],
    [
      'no policy, and a role of another account with its name has one',
      (stack) => {
        role(wide, { roleName: 'ci' })(stack);
        const other = new Stack(stack.node.root, 'Other', { env: { account: '444455556666', region: REGION } });
        new iam.CfnRolePolicy(other, 'Push', { policyName: 'push', policyDocument: PUSH, roleName: 'ci' });
      },
    ],
  ])('is not reported if it has %s', (_, build) => {
    expect(findingsOfRule(rule, build)).toEqual([]);
  });
});

test.each<[string, Build]>([
  ['a role that trusts one branch', role([trustOf(BRANCH)])],
  ['a role that denies others', role([trustOf(BRANCH), trustOf('*', { Effect: 'Deny' })])],
  [
    'a role of a service',
    role([{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
  ],
  [
    'a role of users by SAML',
    role([trustOf('', { Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` } })]),
  ],
  ['a role of Amazon Cognito', role([trustOf('', { Principal: { Federated: 'cognito-identity.amazonaws.com' } })])],
  ['a subject that is a parameter', (stack) => role([trustOf(new CfnParameter(stack, 'Sub').valueAsString)])(stack)],
  [
    'conditions that are known only at deployment, as those of service accounts of a cluster',
    role([trustOf('', { Condition: { StringEquals: Fn.importValue('Claims') } })]),
  ],
  [
    'a provider of the app, with its issuer',
    (stack) => {
      const provider = new iam.CfnOIDCProvider(stack, 'Provider', { url: `https://${GITHUB}` });
      role([trustOf(BRANCH, { Principal: { Federated: provider.attrArn } })])(stack);
    },
  ],
  [
    'an ImagePushRole',
    (stack) => {
      const identity = WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '1', branch: 'main' });
      new ImagePushRole(stack, 'Ci', { identity, repositories: [new PrivateRepository(stack, 'Api')] });
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});

test.each([
  ['https://github.com/acme/api', 'name the repository as repo:<owner>/<name>, not by its URL'],
  ['repo:acme/api:ref:main', 'name a branch as ref:refs/heads/<branch>, and a tag as ref:refs/tags/<tag>'],
  ['repo:acme/api:refs/heads/main', 'have ref: before the name of the branch or tag, as in ref:refs/heads/main'],
  ['acme/api:ref:refs/heads/main', 'begin with the name of a claim, as in repo:<owner>/<name>'],
  ['repo:api:ref:refs/heads/main', 'name the repository as repo:<owner>/<name>'],
])('reports the subject %s, which no token of GitHub has', (subject, must) => {
  expect(findingsOfRule(rule, role([trustOf(subject)])).map(({ text }) => text.split('. ')[0])).toEqual([
    `the role may push images, so its trust policy must ${must} (sub "${subject}")`,
  ]);
});

test.each([
  'repo:acme/api:environment:production',
  'repo:acme@12/api@34:ref:refs/heads/main',
  'repository_owner_id:1234:repository_id:5678:ref:refs/heads/main',
  'repo:acme/api:job_workflow_ref:acme/ci/.github/workflows/build.yml@refs/heads/main',
])('does not report the subject %s', (subject) => {
  expect(findingsOfRule(rule, role([trustOf(subject)]))).toEqual([]);
});

test('reports a role that everybody may assume', () => {
  const everybody = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const found = (Condition?: Json) =>
    findingsOfRule(rule, role([{ ...everybody, Condition }])).map(({ text }) => text.split('. ')[0]);
  expect([...found(), ...found({ StringEquals: { 'sts:ExternalId': 'x' } })]).toEqual([
    'the role may push images, so its trust policy must not admit everybody without a condition',
    'the role may push images, so its trust policy must not admit everybody, who can meet its condition on sts:ExternalId',
  ]);
  expect(found({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })).toEqual([]);
});
