import { Aws, Fn } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { overridden } from './repository/build';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { problemsOf, testRuleTable } from '../../checks/support';

const rule = EcrRule.PROPERTY_VALUE;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { repositoryName: '{{resolve:ssm-secure:/images/name:1}}' }),
  l2: 'it takes booleans only, and refuses a name with a brace',
  override: (stack) => overridden(stack, { EmptyOnDelete: 1 }),
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

const found = (properties: Record<string, unknown>) => problemsOf(rule, (stack) => overridden(stack, properties));

test('reports a text that is no boolean, with the boolean that it probably means', () => {
  expect(found({ EmptyOnDelete: 'yes', 'ImageScanningConfiguration.ScanOnPush': 'off' })).toEqual([
    'Properties/EmptyOnDelete: EmptyOnDelete is "yes" but must be true or false',
    'Properties/ImageScanningConfiguration/ScanOnPush: ScanOnPush is "off" but must be true or false',
  ]);
});

test.each([true, false, 'true', 'false', 'True', { Ref: 'AWS::StackId' }, '{{resolve:ssm:/empty}}'])(
  'does not report the boolean %j',
  (EmptyOnDelete) => {
    expect(found({ EmptyOnDelete })).toEqual([]);
  },
);

test('reports a text of the replication of deletions that is no boolean', () => {
  const deletion = (Enabled: unknown) =>
    problemsOf(rule, (stack) => {
      const replication = new ecr.CfnReplicationConfiguration(stack, 'Bad', {
        replicationConfiguration: { rules: [{ destinations: [] }] },
      });
      replication.addPropertyOverride('ReplicationConfiguration.Rules.0.DeleteReplication', { Enabled });
    });
  expect(deletion('on')).toEqual([
    'Properties/ReplicationConfiguration/Rules/0/DeleteReplication/Enabled: Enabled is "on" but must be true or false',
  ]);
  expect(deletion('true')).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['of a secure string', 'a/{{resolve:ssm-secure:/name}}', 'must not be of ssm-secure'],
  ['of an unknown service', '{{resolve:parameters:/name}}', 'must name the service ssm or secretsmanager'],
  ['without a service', '{{resolve:}}', 'must name the service ssm or secretsmanager'],
  ['without a name', '{{resolve:ssm:}}', 'must name a value'],
  ['without any name', '{{resolve:secretsmanager}}', 'must name a value'],
  ['without an end', '{{resolve:ssm:/name}', 'must end in "}}"'],
  ['that is composed', { 'Fn::Join': ['', ['{{resolve:ssm-secure:/', { Ref: 'AWS::Region' }, '}}']] }, 'ssm-secure'],
])('reports a dynamic reference %s', (_, RepositoryName, text) => {
  const problems = found({ RepositoryName });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(text);
  expect(problems[0]).toMatch(/^Properties\/RepositoryName: the dynamic reference is "\{\{resolve:/);
});

test('reports a dynamic reference at any depth, with its place', () => {
  const Tags = [{ Key: 'team', Value: '{{resolve:ssm-secure:/team}}' }];
  expect(found({ Tags })).toEqual([expect.stringMatching(/^Properties\/Tags\/0\/Value: /)]);
});

test('does not report a reference that CloudFormation may resolve', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9_./-]{1,20}$/);
  const ssm = fc.tuple(part, fc.option(fc.nat(), { nil: undefined }));
  const secret = fc.tuple(part, fc.array(fc.constantFrom('', 'SecretString', 'key'), { maxLength: 4 }));
  fc.assert(
    fc.property(
      fc.oneof(
        ssm.map(
          ([name, version]) => `{{resolve:ssm:${[name, version].filter((each) => each !== undefined).join(':')}}}`,
        ),
        secret.map(([name, parts]) => `{{resolve:secretsmanager:${[name, ...parts].join(':')}}}`),
        fc.constant({ 'Fn::Sub': '{{resolve:${AWS::StackId}:name}}' }),
        fc.constant({ 'Fn::Sub': '{{resolve:ssm:${AWS::StackId}}}' }),
      ),
      (RepositoryName) => {
        expect(found({ RepositoryName })).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test('reports an account id of a lifecycle policy that has not twelve digits', () => {
  expect(found({ 'LifecyclePolicy.RegistryId': '11112222333' })).toMatchInlineSnapshot(`
    [
      "Properties/LifecyclePolicy/RegistryId: RegistryId is "11112222333" but must be an account id of 12 digits",
    ]
  `);
  expect(found({ 'LifecyclePolicy.RegistryId': '111122223333' })).toEqual([]);
});

describe('the principal of a pull-time exclusion', () => {
  const exclusion = (principalArn: string) =>
    problemsOf(rule, (stack) => new ecr.CfnPullTimeUpdateExclusion(stack, 'Bad', { principalArn }));

  test('is reported if it is no role or user', () => {
    const principals = [
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:role/*',
      'arn:aws:sts::111122223333:assumed-role/scanner/today',
      'inspector2.amazonaws.com',
      'arn:aws:iam::11112222333:role/scanner',
      'arn:aws:iam::111122223333:policy/scan',
      `arn:aws:iam::${Aws.ACCOUNT_ID}:root`,
    ];
    const texts = principals.map(exclusion);
    expect(texts.map(({ length }) => length)).toEqual(principals.map(() => 1));
    expect(texts.flat()).toMatchInlineSnapshot(`
      [
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:iam::111122223333:root" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:iam::111122223333:role/*" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:sts::111122223333:assumed-role/scanner/today" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "inspector2.amazonaws.com" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:iam::11112222333:role/scanner" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:iam::111122223333:policy/scan" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
        "Properties/PrincipalArn: PrincipalArn is "arn:aws:iam::111122223333:root" but must be the ARN of one role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 characters",
      ]
    `);
  });

  test('is reported if it is the name of a role', () => {
    const byName = problemsOf(rule, (stack) => {
      const role = new iam.CfnRole(stack, 'Scanner', { assumeRolePolicyDocument: {} });
      new ecr.CfnPullTimeUpdateExclusion(stack, 'Bad', { principalArn: role.ref });
      new ecr.CfnPullTimeUpdateExclusion(stack, 'Good', { principalArn: role.attrArn });
    });
    expect(byName).toMatchInlineSnapshot(`
      [
        "Properties/PrincipalArn: PrincipalArn is the name of Stack/Scanner but must be its ARN",
      ]
    `);
  });

  test.each([
    'arn:aws:iam::111122223333:role/scanner',
    'arn:aws:iam::111122223333:role/security/scanner',
    `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/scanner`,
    `arn:aws:iam::${Fn.ref('Account')}:role/scanner`,
    Fn.importValue('Scanner'),
  ])('is not reported if it may be %s', (arn) => {
    expect(exclusion(arn)).toEqual([]);
  });
});
