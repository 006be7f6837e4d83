import { App, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../../src/repository/repository-key';
import { ACCOUNT, findingsOf, findingsOfRule, REGION, testRuleTable } from '../../../checks/support';
import { overridden, template } from '../repository/build';

const rule = EcrRule.CUSTOMER_KEY;
const ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad'),
  l2: (stack) => new ecr.Repository(stack, 'Bad', { encryption: ecr.RepositoryEncryption.KMS }),
  override: (stack) => overridden(stack, { EncryptionConfiguration: { EncryptionType: 'AES256', KmsKey: undefined } }),
  passes: (stack) => {
    new PrivateRepository(stack, 'Good');
    new ecr.Repository(stack, 'L2', { encryptionKey: new kms.Key(stack, 'Key') });
    const alias = { encryptionType: 'KMS', kmsKey: 'alias/images' };
    new ecr.CfnRepository(stack, 'L1', { encryptionConfiguration: alias });
  },
});

const encrypted = (kmsKey?: string, encryptionType = 'KMS') => ({
  encryptionConfiguration: { encryptionType, kmsKey },
});
const textOf = (props: ecr.CfnRepositoryProps) => {
  const found = findingsOfRule(rule, (stack) => new ecr.CfnRepository(stack, 'Bad', props));
  expect(found).toHaveLength(1);
  return found[0].text.replace(/\. .*$/, '');
};

test('reports whose key encrypts the images, or why the key is refused', () => {
  expect([
    textOf({}),
    textOf(encrypted(undefined, 'AES256')),
    textOf(encrypted()),
    textOf(encrypted('alias/aws/ecr')),
    textOf(encrypted(`arn:aws:kms:${REGION}:${ACCOUNT}:alias/aws/ecr`)),
    textOf(encrypted(ARN, 'KMS_DSSE')),
    textOf(encrypted(ARN, 'kms')),
    textOf(encrypted(ARN.replace(REGION, 'us-east-1'))),
  ]).toMatchInlineSnapshot(`
       [
         "there is no EncryptionConfiguration, so that images are encrypted with keys of Amazon S3",
         "EncryptionType is AES256, so that images are encrypted with keys of Amazon S3",
         "KmsKey is not set, so that images are encrypted with the key aws/ecr, which AWS manages",
         "KmsKey is alias/aws/ecr, which AWS manages",
         "KmsKey is arn:aws:kms:eu-west-1:111122223333:alias/aws/ecr, which AWS manages",
         "region of KMS_DSSE is "eu-west-1" but must be one of AWS GovCloud (US)",
         "EncryptionType is kms, which CloudFormation refuses",
         "KmsKey is "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555" but must be a key of the repository's region eu-west-1, not of us-east-1",
       ]
    `);
});

describe('the key of a creation template must be a full ARN: the rule', () => {
  test.each<[string, (stack: Stack) => string, number]>([
    ['reports an alias', () => 'alias/images', 1],
    ['reports the ARN of an alias', (stack) => `arn:${stack.partition}:kms:${REGION}:${ACCOUNT}:alias/images`, 1],
    ['reports an id', () => '11111111-2222-3333-4444-555555555555', 1],
    ['reports the id of a key of the app', (stack) => new kms.Key(stack, 'Key').keyId, 1],
    [
      'reports an alias of the app',
      (stack) => new kms.Key(stack, 'Key', { alias: 'images' }).node.findChild('Alias').node.defaultChild as never,
      1,
    ],
    ['does not report the ARN of a key', () => ARN, 0],
    ['does not report the ARN of a key of the app', (stack) => new kms.Key(stack, 'Key').keyArn, 0],
    [
      'does not report an ARN with an unresolved partition',
      (stack) => `arn:${stack.partition}:kms:${REGION}:${ACCOUNT}:key/abc`,
      0,
    ],
  ])('%s', (_, keyOf, count) => {
    const found = findingsOfRule(rule, (stack) => {
      const key: any = keyOf(stack);
      template(stack, encrypted(typeof key === 'string' ? key : key.ref));
    });
    expect(found).toHaveLength(count);
  });
});

test('reports the ARN of something that is no key', () => {
  const others = ['arn:aws:s3:::images', `arn:aws:kms:${REGION}:${ACCOUNT}:images`];
  expect(others.map((arn) => textOf(encrypted(arn)))).toEqual(
    others.map((arn) => `KmsKey is "${arn}" but must be the ARN or id of a KMS key, or an alias such as alias/images`),
  );
  const alias = encrypted(`arn:aws:kms:${REGION}:${ACCOUNT}:alias/images`);
  expect(findingsOfRule(rule, (stack) => new ecr.CfnRepository(stack, 'Good', alias))).toEqual([]);
});

test('does not report dual-layer encryption in AWS GovCloud (US) or in an unresolved region', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'us-gov-west-1' } });
  new PrivateRepository(stack, 'Good', { encryption: RepositoryEncryption.dualLayer() });
  new PrivateRepository(new Stack(app, 'Open'), 'Good', { encryption: RepositoryEncryption.dualLayer() });
  expect(findingsOf(stack).filter((found) => found.rule === rule)).toEqual([]);
});

describe('with a list of allowed keys, the rule', () => {
  /** The findings in a stack whose repository has one key, with another allowed. */
  function found(build: (stack: Stack, keys: Stack) => { used: string; allowed: kms.IKeyRef[] }): string[] {
    const env = { account: ACCOUNT, region: REGION };
    const app = new App();
    const [stack, keys] = [new Stack(app, 'Stack', { env }), new Stack(app, 'Keys', { env })];
    const { used, allowed } = build(stack, keys);
    new ecr.CfnRepository(stack, 'Bad', encrypted(used));
    const props: EcrChecksProps = { allowedKeys: allowed };
    return findingsOf(stack, props)
      .filter((each) => each.rule === rule)
      .map(({ text }) => text.replace(/\. .*$/, ''));
  }

  test.each<[string, (stack: Stack, keys: Stack) => { used: string; allowed: kms.IKeyRef[] }]>([
    ['the ARN of an allowed key', (stack) => ({ used: ARN, allowed: [kms.Key.fromKeyArn(stack, 'Key', ARN)] })],
    [
      'the id of an allowed key',
      (stack) => ({ used: ARN.split('/')[1], allowed: [kms.Key.fromKeyArn(stack, 'Key', ARN)] }),
    ],
    [
      'the ARN of an allowed key with another spelling of the partition',
      (stack) => ({
        used: ARN.replace('arn:aws', `arn:${stack.partition}`),
        allowed: [kms.Key.fromKeyArn(stack, 'Key', ARN)],
      }),
    ],
    [
      'an allowed key of the stack',
      (stack) => {
        const key = new kms.Key(stack, 'Key');
        return { used: key.keyArn, allowed: [key] };
      },
    ],
    [
      'an allowed key of another stack',
      (_, keys) => {
        const key = new RepositoryKey(keys, 'Key');
        return { used: key.keyArn, allowed: [key] };
      },
    ],
    [
      'an alias of an allowed key',
      (stack, keys) => {
        const key = new kms.Key(keys, 'Key');
        return {
          used: new kms.Alias(stack, 'Alias', { aliasName: 'alias/images', targetKey: key }).node.defaultChild as never,
          allowed: [key],
        };
      },
    ],
    [
      'an alias of an allowed key by its name',
      (stack, keys) => {
        const key = new kms.Key(keys, 'Key');
        new kms.Alias(stack, 'Alias', { aliasName: 'alias/images', targetKey: key });
        return { used: 'alias/images', allowed: [key] };
      },
    ],
    [
      'an ARN around the id of an allowed key',
      (stack) => {
        const key = new kms.Key(stack, 'Key');
        return { used: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${key.keyId}`, allowed: [key] };
      },
    ],
    [
      'a key known only at deployment',
      (stack) => ({
        used: new CfnParameter(stack, 'Key').valueAsString,
        allowed: [kms.Key.fromKeyArn(stack, 'Allowed', ARN)],
      }),
    ],
    [
      'an export of another app',
      (stack) => ({ used: Fn.importValue('key'), allowed: [kms.Key.fromKeyArn(stack, 'Allowed', ARN)] }),
    ],
    [
      'a key if an allowed key is known only at deployment',
      (stack) => {
        const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
        return {
          used: ARN,
          allowed: [kms.Key.fromKeyArn(stack, 'Allowed', Fn.join('', ['arn:aws:kms:eu-west-1:1:key/', parameter]))],
        };
      },
    ],
  ])('does not report %s', (_, build) => {
    const named = (stack: Stack, keys: Stack) => {
      const { used, allowed } = build(stack, keys);
      return { used: typeof used === 'string' ? used : (used as any).ref, allowed };
    };
    expect(found(named)).toEqual([]);
  });

  test('reports a key that is not allowed, given by its ARN, by its alias or as a key of the app', () => {
    const allowed = (stack: Stack) => [kms.Key.fromKeyArn(stack, 'Allowed', ARN)];
    expect([
      ...found((stack) => ({ used: ARN.replace(/5+$/, '666666666666'), allowed: allowed(stack) })),
      ...found((stack) => ({
        used: ARN.replace('arn:aws', `arn:${stack.partition}`).replace(/5+$/, '666666666666'),
        allowed: allowed(stack),
      })),
      ...found((stack, keys) => ({ used: new kms.Key(keys, 'Other').keyArn, allowed: allowed(stack) })),
      ...found((stack, keys) => ({ used: new kms.Key(stack, 'Key').keyArn, allowed: [new kms.Key(keys, 'Key')] })),
      ...found((stack) => {
        new kms.Alias(stack, 'Alias', { aliasName: 'alias/images', targetKey: new kms.Key(stack, 'Key') });
        return { used: 'alias/images', allowed: allowed(stack) };
      }),
    ]).toMatchInlineSnapshot(`
           [
             "KmsKey is arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-666666666666, which is not one of the allowed keys",
             "KmsKey is arn:\${AWS::Partition}:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-666666666666, which is not one of the allowed keys",
             "KmsKey is \${Other34654A52.Arn}, which is not one of the allowed keys",
             "KmsKey is \${Key961B73FD.Arn}, which is not one of the allowed keys",
             "KmsKey is alias/images, which is not one of the allowed keys",
           ]
        `);
  });
});

test('reports what names no key of AWS KMS: another text, a broken ARN, the ARN of another resource', () => {
  const bucket = (stack: Stack) => new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket' }).getAtt('Arn');
  const texts = (keyOf: (stack: Stack) => unknown) =>
    findingsOfRule(rule, (stack) =>
      overridden(stack, { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: keyOf(stack) } }),
    ).map(({ text }) => text.replace(/\. .*$/, ''));
  expect([
    ...texts(() => 'images-key'),
    ...texts(() => ARN.replace(REGION, '')),
    ...texts(() => ARN.replace(':key/', ':')),
    ...texts(() => `arn:aws:iam::${ACCOUNT}:role/keys`),
    ...texts(bucket),
  ]).toMatchInlineSnapshot(`
    [
      "KmsKey is "images-key" but must be the ARN or id of a KMS key, or an alias such as alias/images",
      "KmsKey is "arn:aws:kms::111122223333:key/11111111-2222-3333-4444-555555555555" but must be the ARN or id of a KMS key, or an alias such as alias/images",
      "KmsKey is "arn:aws:kms:eu-west-1:111122223333:11111111-2222-3333-4444-555555555555" but must be the ARN or id of a KMS key, or an alias such as alias/images",
      "KmsKey is "arn:aws:iam::111122223333:role/keys" but must be the ARN or id of a KMS key, or an alias such as alias/images",
      "KmsKey is "the ARN of an AWS::S3::Bucket" but must be the ARN or id of a KMS key, or an alias such as alias/images",
    ]
  `);
  const custom = (stack: Stack) => new CfnResource(stack, 'Made', { type: 'Custom::Key' }).getAtt('Arn');
  for (const sound of ['alias/images', 'mrk-1234abcd12ab34cd56ef1234567890ab', ARN, '{{resolve:ssm:/key}}']) {
    expect([sound, ...texts(() => sound)]).toEqual([sound]);
  }
  expect(texts(custom)).toEqual([]);
});

test('reports a key of another partition', () => {
  const found = ['aws-cn', 'aws-us-gov'].map((partition) =>
    textOf(encrypted(ARN.replace('arn:aws:', `arn:${partition}:`))),
  );
  expect(found).toMatchInlineSnapshot(`
    [
      "KmsKey is "arn:aws-cn:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555" but must be an ARN of the partition aws, in which eu-west-1 is",
      "KmsKey is "arn:aws-us-gov:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555" but must be an ARN of the partition aws, in which eu-west-1 is",
    ]
  `);
});
