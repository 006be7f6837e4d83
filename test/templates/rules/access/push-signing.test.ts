import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as signer from 'aws-cdk-lib/aws-signer';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ImageSigningProfile } from '../../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Json } from '../../../checks/mutations/mutant';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CANNOT_SIGN;
const PROFILE = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`;
const PUSH = ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload'];
const named = (name: string, region = REGION, account = ACCOUNT) =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;
const allow = (actions: string | string[], Resource: string): Json => ({ Effect: 'Allow', Action: actions, Resource });
const documentOf = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

function signing(stack: Stack, filters?: string[], signingProfileArn = PROFILE): void {
  const repositoryFilters = filters?.map((filter) => ({ filter, filterType: 'WILDCARD_MATCH' }));
  new ecr.CfnSigningConfiguration(stack, 'Signing', { rules: [{ signingProfileArn, repositoryFilters }] });
}

function role(stack: Stack, statements: Json[], props: Partial<iam.CfnRoleProps> = {}): iam.CfnRole {
  const trust = { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return new iam.CfnRole(stack, 'Bad', {
    assumeRolePolicyDocument: documentOf(trust),
    policies: [{ policyName: 'push', policyDocument: documentOf(...statements) }],
    ...props,
  });
}

/** A role with statements, and a rule that signs with filters. */
function pushing(statements: Json[], filters?: string[], props: Partial<iam.CfnRoleProps> = {}): Build {
  return (stack) => {
    signing(stack, filters);
    role(stack, statements, props);
  };
}

const own = allow(PUSH, named('prod/api'));

testRuleTable({
  rule,
  l1: pushing([own], ['prod/*']),
  l2: (stack) => {
    signing(stack, ['prod/*']);
    const bad = new iam.Role(stack, 'Bad', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    new ecr.Repository(stack, 'Api', { repositoryName: 'prod/api' }).grantPush(bad);
  },
  override: (stack) => {
    signing(stack, ['prod/*']);
    const document = documentOf(own, allow('signer:SignPayload', PROFILE));
    const policies = [{ policyName: 'push', policyDocument: document }];
    override(role(stack, [], { policies }), {
      'Policies.0.PolicyDocument.Statement.1.Action': 'signer:GetSigningProfile',
    });
  },
  passes: (stack) => {
    const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images' });
    new Registry(stack, 'Registry').addSigningRule({ profile, repositoryFilters: ['prod/*'] });
    const build = new iam.Role(stack, 'Build', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' }).grants.push(build);
  },
});

test('names the rule that signs and the profile', () => {
  const builds: Build[] = [
    pushing([own], ['prod/*']),
    pushing([own]),
    pushing([allow('ecr:*', '*')]),
    pushing([allow(PUSH, named('prod*', '*'))], ['base/*', 'prod/*']),
    pushing([own, allow('signer:SignPayload', `${PROFILE}_test`)], ['prod/*']),
    (stack) => {
      const { attrArn } = new signer.CfnSigningProfile(stack, 'Profile', { platformId: 'Notation-OCI-SHA384-ECDSA' });
      signing(stack, ['prod/*'], attrArn);
      role(stack, [own]);
    },
  ];
  expect(builds.flatMap((build) => problemsOf(rule, build)).join('\n')).toMatchInlineSnapshot(`
    "Properties: the role may push to repositories that Stack/Signing signs (prod/*), but it may not signer:SignPayload with arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images
    Properties: the role may push to repositories that Stack/Signing signs (*), but it may not signer:SignPayload with arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images
    Properties: the role may push to repositories that Stack/Signing signs (*), but it may not signer:SignPayload with arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images
    Properties: the role may push to repositories that Stack/Signing signs (prod/*), but it may not signer:SignPayload with arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images
    Properties: the role may push to repositories that Stack/Signing signs (prod/*), but it may not signer:SignPayload with arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images
    Properties: the role may push to repositories that Stack/Signing signs (prod/*), but it may not signer:SignPayload with Stack/Profile"
  `);
  expect(findingsOfRule(rule, builds[0]).map(({ severity }) => severity)).toEqual(['warning']);
});

test.each<[string, Build]>([
  ['a role that may sign', pushing([own, allow('signer:SignPayload', PROFILE)], ['prod/*'])],
  ['a role that may sign with any profile', pushing([own, allow('signer:*', '*')], ['prod/*'])],
  ['a role that may do everything', pushing([allow('*', '*')], ['prod/*'])],
  ['a role that pushes images that nobody signs', pushing([own], ['base/*'])],
  ['a role that pushes in another region', pushing([allow(PUSH, named('prod/api', 'us-east-1'))], ['prod/*'])],
  [
    'a role that pushes in another account',
    pushing([allow(PUSH, named('prod/api', REGION, '444455556666'))], ['prod/*']),
  ],
  ['a role that may push everywhere, where some images are signed', pushing([allow(PUSH, named('*'))], ['prod/*'])],
  ['a role that pulls', pushing([allow('ecr:BatchGetImage', named('prod/api'))], ['prod/*'])],
  [
    'a role with a managed policy of another app',
    pushing([own], ['prod/*'], { managedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/sign`] }),
  ],
  ['a registry that signs nothing', (stack) => void role(stack, [own])],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
