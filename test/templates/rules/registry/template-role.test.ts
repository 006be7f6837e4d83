import { Aws, CfnParameter } from 'aws-cdk-lib';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { NO_L2, OTHER_ACCOUNT, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TEMPLATE_ROLE;

const templateOf = (registry: Registry) =>
  registry.node.findAll().find((each) => each instanceof ecr.CfnRepositoryCreationTemplate) as CfnResource;

testRuleTable({
  rule,
  l1: (stack) => override(template(stack, 'Bad', 'team'), { EncryptionConfiguration: { EncryptionType: 'KMS' } }),
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad');
    registry.addCreateOnPush('Teams', { prefix: 'team/' });
    templateOf(registry).addPropertyDeletionOverride('CustomRoleArn');
  },
  passes: (stack) => new Registry(stack, 'Good').addCreateOnPush('Teams', { prefix: 'team/' }),
});

const problems = (properties: Record<string, unknown>) =>
  problemsOf(rule, (stack) => override(template(stack, 'Template', 'team'), properties));
const TAGS = [{ Key: 'team', Value: 'a' }];
/** A role with which Amazon ECR can create repositories. */
const SOUND: iam.CfnRoleProps = {
  assumeRolePolicyDocument: {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ecr.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  policies: [
    {
      policyName: 'Create',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }] },
    },
  ],
};

test('reports a missing role if tags or encryption need one, and roles that a template does not accept', () => {
  expect({
    tags: problems({ ResourceTags: TAGS }),
    both: problems({ ResourceTags: TAGS, EncryptionConfiguration: { EncryptionType: 'KMS_DSSE' } }),
    path: problems({ CustomRoleArn: `arn:aws:iam::${ACCOUNT}:role/service-role/ecr` }),
    openPath: problems({
      CustomRoleArn: `arn:${Aws.PARTITION}:iam::${ACCOUNT}:role/ci/${Aws.REGION}-${Aws.STACK_ID}`,
    }),
    account: problems({ CustomRoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/ecr` }),
    name: problems({ CustomRoleArn: 'ecr' }),
    user: problems({ CustomRoleArn: `arn:aws:iam::${ACCOUNT}:user/ecr` }),
  }).toMatchInlineSnapshot(`
    {
      "account": [
        "Properties/CustomRoleArn: CustomRoleArn is a role of 444455556666 but must be a role of 111122223333, the account of the template",
      ],
      "both": [
        "Properties/CustomRoleArn: CustomRoleArn is not set, but a role is needed for encryption by KMS_DSSE and tags",
      ],
      "name": [
        "Properties/CustomRoleArn: CustomRoleArn is ecr, which is no ARN of a role",
      ],
      "openPath": [
        "Properties/CustomRoleArn: CustomRoleArn is arn:\${AWS::Partition}:iam::111122223333:role/ci/eu-west-1-\${AWS::StackId}, but a template accepts no role with a path",
      ],
      "path": [
        "Properties/CustomRoleArn: CustomRoleArn is arn:aws:iam::111122223333:role/service-role/ecr, but a template accepts no role with a path",
      ],
      "tags": [
        "Properties/CustomRoleArn: CustomRoleArn is not set, but a role is needed for tags",
      ],
      "user": [
        "Properties/CustomRoleArn: CustomRoleArn is arn:aws:iam::111122223333:user/ecr, which is no ARN of a role",
      ],
    }
  `);
});

test('reports a role of the app with a path, and the name of a role instead of its ARN', () => {
  const withRole = (arnOf: (role: iam.CfnRole) => string, path?: string) =>
    problemsOf(rule, (stack) => {
      const role = new iam.CfnRole(stack, 'Role', { ...SOUND, path });
      new ecr.CfnRepositoryCreationTemplate(stack, 'Template', {
        prefix: 'team',
        appliedFor: ['REPLICATION'],
        customRoleArn: arnOf(role),
      });
    });
  expect({
    path: withRole((role) => role.attrArn, '/service-role/'),
    name: withRole((role) => role.ref),
  }).toMatchInlineSnapshot(`
    {
      "name": [
        "Properties/CustomRoleArn: CustomRoleArn is the name of Stack/Role but must be its ARN",
      ],
      "path": [
        "Properties/CustomRoleArn: path of Stack/Role is "/service-role/" but must be left out, because a creation template takes no role with a path",
      ],
    }
  `);
  expect(withRole((role) => role.attrArn)).toEqual([]);
  expect(withRole((role) => role.attrArn, '/')).toEqual([]);
});

test('does not report templates that need no role, nor values known only at deployment', () => {
  const build = (stack: Stack) => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    const role = new iam.CfnRole(stack, 'Role', { ...SOUND, path: parameter });
    [
      { EncryptionConfiguration: { EncryptionType: 'AES256' }, ResourceTags: [] },
      { EncryptionConfiguration: { EncryptionType: stack.resolve(parameter) as unknown } },
      { ResourceTags: { 'Fn::Split': [',', stack.resolve(parameter) as unknown] } },
      { CustomRoleArn: stack.resolve(parameter) as unknown },
      { CustomRoleArn: stack.resolve(`arn:aws:iam::${parameter}:role/ecr`) as unknown },
      { CustomRoleArn: stack.resolve(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${parameter}`) as unknown },
      { CustomRoleArn: stack.resolve(role.attrArn) as unknown },
    ].forEach((properties, index) => override(template(stack, `Template${index}`, `team${index}`), properties));
  };
  expect(problemsOf(rule, build)).toEqual([]);
});

describe('a role that the app declares', () => {
  const CREATE = ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'];
  const ECR = new iam.ServicePrincipal('ecr.amazonaws.com');
  const found = (roleIn: (stack: Stack) => iam.IRole) =>
    problemsOf(rule, (stack) => {
      const resource = template(stack, 'Template', 'team', 'CREATE_ON_PUSH');
      override(resource, { ResourceTags: TAGS, CustomRoleArn: stack.resolve(roleIn(stack).roleArn) as unknown });
    });
  const role = (stack: Stack, assumedBy: iam.IPrincipal, actions: string[] = CREATE) => {
    const own = new iam.Role(stack, 'Role', { assumedBy });
    if (actions.length > 0) own.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
    return own;
  };
  const flaw = (text: string) => `Properties/CustomRoleArn: CustomRoleArn is Stack/Role/Resource, which ${text}`;

  test.each<[string, (stack: Stack) => iam.IRole, string]>([
    [
      'trusts the service of caches',
      (stack) => role(stack, new iam.ServicePrincipal('pullthroughcache.ecr.amazonaws.com')),
      'does not trust ecr.amazonaws.com',
    ],
    ['trusts its account', (stack) => role(stack, new iam.AccountRootPrincipal()), 'does not trust ecr.amazonaws.com'],
    [
      'may create no repositories',
      (stack) => role(stack, ECR, ['ecr:Describe*', 'ecr:TagResource']),
      'may not ecr:CreateRepository',
    ],
    ['may set no tags', (stack) => role(stack, ECR, ['ecr:CreateRepository']), 'may not ecr:TagResource'],
  ])('is reported if it %s', (_, roleIn, text) => {
    expect(found(roleIn)).toEqual([flaw(text)]);
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['may do what it must', (stack) => role(stack, ECR)],
    ['may do everything', (stack) => role(stack, ECR, ['ecr:*'])],
    [
      'trusts another service too',
      (stack) => role(stack, new iam.CompositePrincipal(ECR, new iam.ServicePrincipal('ec2.amazonaws.com'))),
    ],
    [
      'has a policy that the app does not declare',
      (stack) => {
        const own = role(stack, ECR, []);
        own.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonEC2ContainerRegistryFullAccess'));
        return own;
      },
    ],
    [
      'has a managed policy of the app',
      (stack) => {
        const own = role(stack, ECR, []);
        const statements = [new iam.PolicyStatement({ actions: CREATE, resources: ['*'] })];
        new iam.ManagedPolicy(stack, 'Policy', { statements, roles: [own] });
        return own;
      },
    ],
    [
      'trusts a service known only at deployment',
      (stack) => role(stack, new iam.ServicePrincipal(new CfnParameter(stack, 'Service').valueAsString)),
    ],
  ])('is not reported if it %s', (_, roleIn) => {
    expect(found(roleIn)).toEqual([]);
  });
});

describe('a role for the key of a template', () => {
  const KMS = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'];
  const found = (actions: string[], kmsKey?: (stack: Stack, role: iam.Role) => string) =>
    problemsOf(rule, (stack) => {
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecr.amazonaws.com') });
      role.addToPolicy(new iam.PolicyStatement({ actions: ['ecr:CreateRepository', ...actions], resources: ['*'] }));
      new ecr.CfnRepositoryCreationTemplate(stack, 'Template', {
        prefix: 'team',
        appliedFor: ['CREATE_ON_PUSH'],
        customRoleArn: role.roleArn,
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: kmsKey?.(stack, role) },
      });
    });
  const own = (stack: Stack) => new kms.CfnKey(stack, 'Key').attrArn;

  test('is reported for each action on the key that it lacks', () => {
    const ofPolicy = (...actions: string[]) =>
      found([], (stack, role) => {
        const key = new kms.Key(stack, 'Key');
        key.addToResourcePolicy(new iam.PolicyStatement({ actions, principals: [role], resources: ['*'] }));
        return key.keyArn;
      });
    expect({
      keyOutsideTheApp: found([], () => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
      two: found(['kms:DescribeKey'], (stack) => new kms.Key(stack, 'Key').keyArn),
      keyPolicy: ofPolicy(...KMS),
    }).toMatchInlineSnapshot(`
      {
        "keyOutsideTheApp": [
          "Properties/CustomRoleArn: CustomRoleArn is Stack/Role/Resource, which may not kms:RetireGrant",
        ],
        "keyPolicy": [
          "Properties/CustomRoleArn: CustomRoleArn is Stack/Role/Resource, which may not kms:RetireGrant",
        ],
        "two": [
          "Properties/CustomRoleArn: CustomRoleArn is Stack/Role/Resource, which may not kms:CreateGrant",
          "Properties/CustomRoleArn: CustomRoleArn is Stack/Role/Resource, which may not kms:RetireGrant",
        ],
      }
    `);
  });

  test('is not reported if it has them, or if the key is that of AWS', () => {
    expect(found(KMS, own)).toEqual([]);
    expect(found(['kms:*'], own)).toEqual([]);
    expect(found([])).toEqual([]);
    expect(found([], () => 'alias/aws/ecr')).toEqual([]);
  });
});
