import type { App, Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn, Stack as CdkStack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryKey } from '../../../../src/repository/repository-key';
import { ACCOUNT, findingsOfRule, testRuleTable } from '../../../checks/support';
import { conditionOf, RESOURCE_COMPARISONS, SELF_COMPARISONS_OF_KEYS } from '../../../support/conditions-for-anybody';

const rule = EcrRule.KEY_POLICY;
const OTHER = 'arn:aws:iam::444455556666:root';
const ROOT = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };

function encrypt(stack: Stack, kmsKey: string): void {
  new ecr.CfnRepository(stack, 'Api', { encryptionConfiguration: { encryptionType: 'KMS', kmsKey } });
}

function allow(principal: unknown, action: string | string[], condition?: object): object {
  return { Effect: 'Allow', Principal: principal, Action: action, Resource: '*', Condition: condition };
}

function keyWith(stack: Stack, ...statements: unknown[]): void {
  encrypt(stack, new kms.CfnKey(stack, 'Bad', { keyPolicy: { Statement: statements } }).attrArn);
}

function textsOf(statements: unknown[], props?: EcrChecksProps): string[] {
  return findingsOfRule(rule, (stack) => keyWith(stack, ...statements), props).map(({ at, text }) => {
    return `${at}: ${text.split('. ')[0]}`;
  });
}

testRuleTable({
  rule,
  l1: (stack) => keyWith(stack, ROOT, allow({ AWS: OTHER }, 'kms:Decrypt')),
  l2: (stack) => {
    const key = new kms.Key(stack, 'Bad', { enableKeyRotation: true });
    key.grantDecrypt(new iam.AccountPrincipal('444455556666'));
    new ecr.Repository(stack, 'Api', { encryption: ecr.RepositoryEncryption.KMS, encryptionKey: key });
  },
  override: (stack) => {
    const key = new RepositoryKey(stack, 'Bad');
    (key.node.defaultChild as kms.CfnKey).addPropertyOverride('KeyPolicy.Statement.0.Principal', '*');
    encrypt(stack, key.keyArn);
  },
  passes: (stack) => encrypt(stack, new RepositoryKey(stack, 'Good').keyArn),
});

test.each<[string, object]>([
  ['everybody', allow('*', 'kms:Decrypt')],
  [
    'everybody through Amazon ECR',
    allow('*', 'kms:*', { StringEquals: { 'kms:ViaService': 'ecr.eu-west-1.amazonaws.com' } }),
  ],
  ['another account', allow({ AWS: OTHER }, ['kms:Decrypt', 'kms:CreateGrant'])],
  ['an account by its id', allow({ AWS: '444455556666' }, 'kms:CreateGrant')],
  ['an organization', allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['callers of another account', allow('*', 'kms:Decrypt', { StringEquals: { 'kms:CallerAccount': '444455556666' } })],
  [
    'roles of any account',
    allow('*', 'kms:Decrypt', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } }),
  ],
  ['accounts that begin alike', allow('*', 'kms:Decrypt', { StringLike: { 'aws:PrincipalAccount': '4444*' } })],
  ['any organization', allow('*', 'kms:Decrypt', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } })],
  ['all addresses', allow('*', 'kms:Decrypt', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
  ['a service', allow({ Service: 'ecr.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*'])],
  ['EventBridge, with more than it needs', allow({ Service: 'events.amazonaws.com' }, 'kms:*')],
  [
    'a condition that holds without its key',
    allow({ AWS: OTHER }, 'kms:*', { BoolIfExists: { 'kms:GrantIsForAWSResource': true } }),
  ],
  ['all but one action', { ...allow({ AWS: OTHER }, []), Action: undefined, NotAction: 'kms:ScheduleKeyDeletion' }],
  ['all but one principal', { Effect: 'Allow', NotPrincipal: { AWS: OTHER }, Action: 'kms:Decrypt', Resource: '*' }],
])('reports a policy that lets %s use the key', (_, statement) => {
  expect(textsOf([ROOT, statement])).toHaveLength(1);
});

test('reports who may do what with the key, and a policy with which no repository can be created', () => {
  expect([
    ...textsOf([ROOT, allow({ AWS: [OTHER, ROOT.Principal.AWS] }, ['kms:Decrypt', 'kms:CreateGrant'])]),
    ...textsOf([ROOT, allow({ Service: ['ecr.amazonaws.com', 'logs.amazonaws.com'] }, 'kms:Decrypt')]),
    ...textsOf([ROOT, allow('*', 'kms:Decrypt')]),
    ...textsOf([ROOT, allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })]),
    ...textsOf([]),
    ...textsOf([allow({ AWS: OTHER }, 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': true } })]),
    ...textsOf([{ ...ROOT, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }]),
    ...textsOf([ROOT, { ...allow('*', 'kms:CreateGrant'), Effect: 'Deny' }]),
  ]).toMatchInlineSnapshot(`
       [
         "Properties/KeyPolicy/Statement/1: the account 444455556666 may do kms:Decrypt, kms:CreateGrant with the key for any purpose",
         "Properties/KeyPolicy/Statement/1: the service ecr.amazonaws.com, the service logs.amazonaws.com may do kms:Decrypt with the key for any purpose",
         "Properties/KeyPolicy/Statement/1: everybody may do kms:Decrypt with the key for any purpose",
         "Properties/KeyPolicy/Statement/1: the organization o-a1b2c3d4e5 may do kms:Decrypt with the key for any purpose",
         "Properties/KeyPolicy: the policy lets nobody of the account do kms:CreateGrant, so that no repository can be created with the key",
         "Properties/KeyPolicy: the policy lets nobody of the account do kms:CreateGrant, so that no repository can be created with the key",
         "Properties/KeyPolicy: the policy allows kms:CreateGrant only through other services, so that no repository can be created with the key",
         "Properties/KeyPolicy/Statement/1: kms:CreateGrant is denied to everybody, so that no repository can be created with the key",
       ]
    `);
});

test.each<[string, unknown[]]>([
  ['actions that only describe a key', [ROOT, allow({ AWS: OTHER }, ['kms:DescribeKey', 'kms:ListGrants'])]],
  [
    'an account through Amazon ECR',
    [ROOT, allow({ AWS: OTHER }, 'kms:*', { StringLike: { 'kms:ViaService': 'ecr.*.amazonaws.com' } })],
  ],
  ['some addresses', [ROOT, allow('*', 'kms:Decrypt', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]],
  [
    'grants for resources of AWS',
    [ROOT, allow({ AWS: OTHER }, 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } })],
  ],
  [
    'a service with its source',
    [
      ROOT,
      allow({ Service: 'cloudwatch.amazonaws.com' }, 'kms:Decrypt', { StringEquals: { 'AWS:SourceAccount': ACCOUNT } }),
    ],
  ],
  [
    'a service with its context',
    [
      ROOT,
      allow({ Service: 'logs.eu-west-1.amazonaws.com' }, 'kms:Decrypt', {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*' },
      }),
    ],
  ],
  [
    'EventBridge, which sends no source',
    [ROOT, allow({ Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*'])],
  ],
  [
    'callers of the account',
    [
      allow('*', 'kms:*', {
        StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 'ecr.eu-west-1.amazonaws.com' },
      }),
    ],
  ],
  ['a network', [ROOT, allow('*', 'kms:Decrypt', { StringEquals: { 'aws:SourceVpce': 'vpce-1234' } })]],
  [
    'a role of the account',
    [allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` }, ['kms:CreateGrant', 'kms:DescribeKey'])],
  ],
  [
    'a Deny for grants of everybody else',
    [
      ROOT,
      allow({ AWS: OTHER }, 'kms:CreateGrant'),
      { ...allow('*', 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': false } }), Effect: 'Deny' },
    ],
  ],
  [
    'a Deny for other accounts',
    [
      ROOT,
      allow('*', 'kms:Decrypt'),
      { ...allow('*', 'kms:*', { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }), Effect: 'Deny' },
    ],
  ],
  ['statements known at deployment', [Fn.conditionIf('Prod', ROOT, { Ref: 'AWS::NoValue' })]],
])('does not report %s', (_, statements) => {
  expect(textsOf(statements)).toEqual([]);
});

const exceptVia = (...services: string[]) => ({
  ...allow('*', 'kms:*', { StringNotEquals: { 'kms:ViaService': services } }),
  Effect: 'Deny',
});

test('reports a Deny for everybody that exempts only other services of AWS', () => {
  const found = ['s3.eu-west-1.amazonaws.com', 'secretsmanager.eu-west-1.amazonaws.com'].map((service) =>
    textsOf([ROOT, exceptVia(service)]),
  );
  const text = 'kms:CreateGrant is denied to everybody, so that no repository can be created with the key';
  expect(found).toEqual([[`Properties/KeyPolicy/Statement/1: ${text}`], [`Properties/KeyPolicy/Statement/1: ${text}`]]);
});

test('does not report a Deny for everybody that exempts Amazon ECR, or any service', () => {
  const services = [['s3.eu-west-1.amazonaws.com', 'ecr.eu-west-1.amazonaws.com'], ['*.amazonaws.com']];
  expect(services.flatMap((each) => textsOf([ROOT, exceptVia(...each)]))).toEqual([]);
});

test('does not report accounts and organizations that are allowed', () => {
  const organization = allow('*', 'kms:Decrypt', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } });
  expect(textsOf([ROOT, allow({ AWS: OTHER }, 'kms:Decrypt')], { allowedAccounts: ['444455556666'] })).toEqual([]);
  expect(textsOf([ROOT, organization], { allowedOrganizations: ['o-a1b2c3d4e5'] })).toEqual([]);
});

test('reports the role of another stack only if it is in another account', () => {
  const principalIn = (account: string) =>
    findingsOfRule(rule, (stack) => {
      const other = new CdkStack(stack.node.root as App, 'Other', { env: { account, region: 'eu-west-1' } });
      const role = new iam.Role(other, 'Role', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'deploy' });
      keyWith(stack, ROOT, allow({ AWS: role.roleArn }, 'kms:Decrypt'));
    });
  expect(principalIn(ACCOUNT)).toEqual([]);
  expect(principalIn('444455556666')).toHaveLength(1);
});

test('does not report a principal known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    const { valueAsString } = new CfnParameter(stack, 'Reader');
    keyWith(stack, ROOT, allow({ AWS: valueAsString }, 'kms:Decrypt'));
  });
  expect(found).toEqual([]);
});

test('does not report the policy of a key in another account, with or without access for the account of the repository', () => {
  const keyFor = (principal: string) =>
    findingsOfRule(rule, (stack) => {
      const env = { account: '444455556666', region: 'eu-west-1' };
      const keys = new CdkStack(stack.node.root as App, 'Keys', { env });
      const viaEcr = { StringEquals: { 'kms:ViaService': 'ecr.eu-west-1.amazonaws.com' } };
      const keyPolicy = { Statement: [allow({ AWS: principal }, ['kms:CreateGrant', 'kms:DescribeKey'], viaEcr)] };
      new kms.CfnAlias(keys, 'Alias', {
        aliasName: 'alias/images',
        targetKeyId: new kms.CfnKey(keys, 'Key', { keyPolicy }).ref,
      });
      encrypt(stack, 'arn:aws:kms:eu-west-1:444455556666:alias/images');
    });
  expect(keyFor(ACCOUNT)).toEqual([]);
  expect(keyFor('777788889999')).toEqual([]);
});

test.each(SELF_COMPARISONS_OF_KEYS)('reports everybody if %s %s is compared with %s', (...condition) => {
  expect(textsOf([ROOT, allow('*', 'KMS:decrypt', conditionOf(condition))])).toEqual([
    'Properties/KeyPolicy/Statement/1: everybody may do KMS:decrypt with the key for any purpose',
  ]);
});

test('does not report the account of the key, by a variable of the resource', () => {
  const ofAccount = RESOURCE_COMPARISONS.filter(([, , value]) => value.includes('aws:ResourceAccount'));
  expect(ofAccount).toHaveLength(2);
  for (const condition of ofAccount) {
    expect(textsOf([ROOT, allow('*', 'kms:Decrypt', conditionOf(condition))])).toEqual([]);
  }
});

test('reports the organization of the key by its variable, not everybody', () => {
  const condition = { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } };
  expect(textsOf([ROOT, allow('*', 'kms:Decrypt', condition)])).toEqual([
    'Properties/KeyPolicy/Statement/1: the organization ${aws:ResourceOrgID} may do kms:Decrypt with the key for any purpose',
  ]);
});

test('a Deny guards a key only if it excepts some callers', () => {
  const found = (value: string) => {
    const condition = { StringNotEquals: { 'aws:PrincipalAccount': value } };
    return textsOf([ROOT, allow('*', 'kms:Decrypt'), { ...allow('*', 'kms:*', condition), Effect: 'Deny' }]).length;
  };
  expect(found('${aws:ResourceAccount}')).toBe(0);
  expect(found('${aws:PrincipalAccount}')).toBe(1);
});

test.each([
  ['${kms:ViaService}', 'StringEquals', 1],
  ['ecr.${aws:RequestedRegion}.amazonaws.com', 'StringEquals', 0],
  ['ecr.*.amazonaws.com', 'StringLike', 0],
])('a key for another account through the service %s under %s has %s findings', (value, operator, count) => {
  expect(
    textsOf([ROOT, allow({ AWS: OTHER }, 'kms:Decrypt', { [operator]: { 'kms:ViaService': value } })]),
  ).toHaveLength(count);
});

test.each([
  ['StringEquals', 'ecr.*.amazonaws.com', 1],
  ['StringLike', 'ecr.*.amazonaws.com', 0],
  ['StringLike', 'ecr.eu-west-?.amazonaws.com', 0],
  ['StringEquals', 'ecr.${aws:RequestedRegion}.amazonaws.com', 0],
])('a key that its account may use under %s through %s has %s findings', (operator, service, count) => {
  const root = { ...ROOT, Condition: { [operator]: { 'kms:ViaService': service } } };
  expect(textsOf([root])).toHaveLength(count);
});

test.each<[string, object, string]>([
  [
    'decryption',
    { Action: 'kms:Decrypt' },
    'kms:Decrypt is denied to everybody, also to Amazon ECR, so that no image can be pulled',
  ],
  [
    'new data keys, by a pattern',
    { Action: 'kms:GenerateData*' },
    'kms:GenerateDataKey is denied to everybody, also to Amazon ECR, so that no image can be pushed',
  ],
  [
    'both, by what it leaves out',
    { NotAction: ['kms:CreateGrant', 'kms:DescribeKey'] },
    'kms:Decrypt and kms:GenerateDataKey are denied to everybody, also to Amazon ECR, so that no image can be pulled and ' +
      'no image can be pushed',
  ],
])('reports a Deny to everybody of %s', (_, actions, text) => {
  const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*', ...actions };
  expect(textsOf([ROOT, deny])).toEqual([`Properties/KeyPolicy/Statement/1: ${text}`]);
});

test.each<[string, object]>([
  ['to one role', { Action: 'kms:Decrypt', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/intern` } }],
  [
    'outside Amazon ECR',
    { Action: 'kms:Decrypt', Condition: { StringNotEquals: { 'kms:ViaService': 'ecr.eu-west-1.amazonaws.com' } } },
  ],
  ['of the deletion of the key', { Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] }],
])('does not report a Deny %s', (_, more) => {
  expect(textsOf([ROOT, { Effect: 'Deny', Principal: '*', Resource: '*', ...more }])).toEqual([]);
});

test('does not report that the own account may delete the key, but that others may', () => {
  const deletion = (AWS: string) => allow({ AWS }, 'kms:ScheduleKeyDeletion');
  expect(textsOf([ROOT, deletion(ROOT.Principal.AWS)])).toEqual([]);
  expect(textsOf([ROOT, deletion(OTHER)])).toEqual([
    'Properties/KeyPolicy/Statement/1: the account 444455556666 may do kms:ScheduleKeyDeletion with the key for any purpose',
  ]);
});

test('names no condition as the remedy that any account meets', () => {
  const fixes = findingsOfRule(rule, (stack) => keyWith(stack, ROOT, allow('*', 'kms:CreateGrant'))).map(
    ({ fix }) => fix,
  );
  expect(fixes).toEqual([expect.stringContaining('name principals of the account')]);
  expect(fixes).not.toEqual([expect.stringContaining('GrantIsForAWSResource')]);
});

test('reports a statement about something else than the key', () => {
  const on = (Resource: unknown) => ({ ...allow(ROOT.Principal, 'kms:DescribeKey'), Resource });
  const others = [
    `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/*`,
    'arn:aws:kms:eu-central-1:111122223333:key/*',
    'arn:aws:kms:eu-west-1:444455556666:key/*',
    ['arn:aws:s3:::one/*', 'arn:aws:s3:::two/*'],
  ];
  expect(textsOf([ROOT, ...others.map(on)])).toMatchInlineSnapshot(`
    [
      "Properties/KeyPolicy/Statement/1: the Resource is arn:aws:ecr:eu-west-1:111122223333:repository/*, which is not the key, so the statement has no effect",
      "Properties/KeyPolicy/Statement/2: the Resource is arn:aws:kms:eu-central-1:111122223333:key/*, which is not the key, so the statement has no effect",
      "Properties/KeyPolicy/Statement/3: the Resource is arn:aws:kms:eu-west-1:444455556666:key/*, which is not the key, so the statement has no effect",
      "Properties/KeyPolicy/Statement/4: the Resource is arn:aws:s3:::one/*, arn:aws:s3:::two/*, which is not the key, so the statement has no effect",
    ]
  `);
  const own = ['*', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`, 'arn:aws:kms:*:*:key/*', ['arn:aws:s3:::one/*', '*']];
  expect(textsOf([ROOT, ...own.map(on), on({ 'Fn::ImportValue': 'Key' })])).toEqual([]);
});
