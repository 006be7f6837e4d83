import { ACCOUNT, KEY, MANAGED_KEY, PULL, PUSH, REGION, SERVICE_PULL } from './examples';
import type { Json } from '../../../../src/text/json';
import type { AnsweredSettings } from '../../../src/adopt/code/settings-code';
import { settingsCode } from '../../../src/adopt/code/settings-code';
import { StackSource } from '../../../src/adopt/code/stack-source';

const NOT_OWN = { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } };

/** The code of a property; of what the library refuses, the reasons. */
function codeOf(property: string, settings: AnsweredSettings, region = REGION): string | undefined {
  const { properties, refused } = settingsCode(settings, new StackSource(ACCOUNT, region, 'aws'));
  if (refused.length > 0) return `refused: ${refused.join('; ')}`;
  return properties.find(([name]) => name === property)?.[1];
}

function accessOf(...statements: readonly Json[]): string | undefined {
  return codeOf('access', { policy: { Version: '2012-10-17', Statement: statements } });
}

describe('encryption', () => {
  test.each([
    [undefined, 'RepositoryEncryption.aes256()'],
    [{ encryptionType: 'AES256' }, 'RepositoryEncryption.aes256()'],
    [{ encryptionType: 'KMS', kmsKey: MANAGED_KEY, keyManager: 'AWS' }, 'RepositoryEncryption.awsManaged()'],
    [{ encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' }, 'RepositoryEncryption.customerManaged(key)'],
    [
      { encryptionType: 'KMS_DSSE', kmsKey: KEY, keyManager: 'CUSTOMER' },
      'refused: region is "eu-west-1" but must be one of AWS GovCloud (US)',
    ],
  ])('%j is %s', (encryption, code) => {
    expect(codeOf('encryption', { encryption })).toBe(code);
  });

  test('with a key of which nobody knows the manager is no code', () => {
    expect(() => codeOf('encryption', { encryption: { encryptionType: 'KMS', kmsKey: KEY } })).toThrow(
      `nobody knows who manages the key ${KEY}`,
    );
  });

  test('names a key once for all repositories', () => {
    const source = new StackSource(ACCOUNT, REGION, 'aws');
    const encryption = { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' };
    const [one, other] = [settingsCode({ encryption }, source), settingsCode({ encryption }, source)];
    expect(one.properties).toEqual(other.properties);
    expect(source.render({ className: 'Stack1', comment: '' }).split('fromKeyArn')).toHaveLength(2);
  });
});

describe('a statement is a factory where that makes it', () => {
  const lambda = { StringLike: { 'aws:SourceArn': 'arn:aws:lambda:*:222222222222:function:*' } };
  const byLambda = allow({ Service: 'lambda.amazonaws.com' }, SERVICE_PULL, lambda);
  const byDeployers = allow({ AWS: '222222222222' }, SERVICE_PULL);

  test.each([
    ['accounts', [allow({ AWS: ['222222222222'] }, PULL)], `pullFromAccounts(["222222222222"])`],
    ['accounts that push', [allow({ AWS: '222222222222' }, PUSH)], `pushFromAccounts(["222222222222"])`],
    [
      'an organization but for the own account',
      [allow('*', PULL, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ...NOT_OWN })],
      `pullFromOrganization("o-a1b2c3d4e5")`,
    ],
    ['Lambda and its deployers', [byDeployers, byLambda], `pullFromLambda({ accounts: ["222222222222"] })`],
    [
      'a project',
      [
        allow({ Service: 'codebuild.amazonaws.com' }, PULL, {
          ArnLike: { 'aws:SourceArn': 'arn:aws:codebuild:*:222222222222:project/builder' },
          StringEquals: { 'aws:SourceAccount': '222222222222' },
        }),
      ],
      `pullFromCodeBuild({ account: "222222222222", projectName: "builder" })`,
    ],
  ])('%s', (_, statements, code) => {
    expect(accessOf(...statements)).toBe(`[RepositoryAccess.${code}]`);
  });

  test.each([
    [
      'an organization with the own account',
      allow('*', PULL, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    ],
    ['fewer actions', allow({ AWS: '222222222222' }, SERVICE_PULL)],
    ['more actions', allow({ AWS: '222222222222' }, [...PULL, 'ecr:DescribeImages'])],
    ['a role', allow({ AWS: 'arn:aws:iam::222222222222:role/ci' }, PULL)],
    ['Lambda without its deployers', byLambda],
    ['another condition', allow({ AWS: '222222222222' }, PULL, { Bool: { 'aws:SecureTransport': 'true' } })],
  ])('and not for %s', (_, statement) => {
    expect(accessOf(statement)).toMatch(/^\[RepositoryAccess\.of\(iam\.PolicyStatement\.fromJson\(/);
  });

  test('once for a kind: two values of it would become one statement', () => {
    const code = accessOf(allow({ AWS: '222222222222' }, PULL), allow({ AWS: '333333333333' }, PULL));
    expect(code).toMatch(/^\[RepositoryAccess\.pullFromAccounts\(\["222222222222"\]\), RepositoryAccess\.of\(/);
  });

  test('and refused where the library would throw', () => {
    expect(accessOf(allow({ Federated: 'example.com' }, PULL))).toMatch(
      /^refused: statement A has the principal .*which is an identity provider/,
    );
  });
});

describe('a lifecycle policy', () => {
  const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
  const expire = { type: 'expire' };

  test('is none where there is none', () => {
    expect(codeOf('lifecycle', {})).toBe('LifecyclePolicy.none()');
  });

  test('has typed rules where they have the numbers from 1', () => {
    const rules = [{ rulePriority: 1, description: 'old', selection: untagged, action: expire }];
    expect(codeOf('lifecycle', { lifecyclePolicy: { rules } })).toBe(
      'LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(14), { description: "old" }))',
    );
  });

  test('is its JSON where the numbers are others, because they would change', () => {
    const rules = [{ rulePriority: 10, selection: untagged, action: expire }];
    expect(codeOf('lifecycle', { lifecyclePolicy: { rules } })).toMatch(
      /^LifecyclePolicy\.fromJson\(JSON\.stringify\(\{ rules: \[\{ rulePriority: 10, /,
    );
  });

  test('is refused where Amazon ECR would refuse it', () => {
    const rules = [{ rulePriority: 1, selection: { ...untagged, countNumber: 0 }, action: expire }];
    expect(codeOf('lifecycle', { lifecyclePolicy: { rules } })).toMatch(/^refused: lifecycle.*countNumber is 0/);
  });
});

function allow(principal: unknown, actions: unknown, condition?: Json): Json {
  return {
    Sid: 'A',
    Effect: 'Allow',
    Principal: principal,
    Action: actions,
    ...(condition && { Condition: condition }),
  };
}
