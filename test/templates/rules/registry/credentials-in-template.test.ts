import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, SecretValue } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { cache } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PullThroughCacheCredentials } from '../../../../src/registry/caches/pull-through-cache-credentials';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CREDENTIALS_IN_TEMPLATE;
const name = 'ecr-pullthroughcache/docker-hub';
const TOKEN = 'dckr_pat_a1b2c3';
const json = (fields: object) => JSON.stringify({ username: 'team', ...fields });

function secret(stack: Stack, secretString: string, secretName = name): secretsmanager.CfnSecret {
  return new secretsmanager.CfnSecret(stack, 'Bad', { name: secretName, secretString });
}

testRuleTable({
  rule,
  l1: (stack) => secret(stack, json({ accessToken: TOKEN })),
  l2: (stack) => {
    const accessToken = SecretValue.unsafePlainText(TOKEN);
    new secretsmanager.Secret(stack, 'Bad', { secretName: name, secretObjectValue: { accessToken } });
  },
  override: (stack) => {
    const bad = new PullThroughCacheCredentials(stack, 'Bad', { name: 'docker-hub' });
    override(bad.node.defaultChild as secretsmanager.CfnSecret, { SecretString: json({ accessToken: TOKEN }) });
  },
  passes: (stack) => new PullThroughCacheCredentials(stack, 'Good', { name: 'docker-hub' }),
});

const AT = 'Properties/SecretString';
const found = (what: string, at = AT) => `${at}: the template has ${what} of a pull-through cache in clear text`;

test.each<[string, (stack: Stack) => void, string]>([
  ['a token', (stack) => secret(stack, json({ accessToken: TOKEN })), found('the accessToken of the credentials')],
  ['another field', (stack) => secret(stack, json({ password: 'a1b2c3' })), found('the password of the credentials')],
  ['a text that is not JSON', (stack) => secret(stack, TOKEN), found('the credentials')],
  [
    'a token beside a generated key',
    (stack) => {
      const generateSecretString = { generateStringKey: 'salt', secretStringTemplate: json({ accessToken: TOKEN }) };
      new secretsmanager.CfnSecret(stack, 'Bad', { name, generateSecretString });
    },
    found('the accessToken of the credentials', 'Properties/GenerateSecretString/SecretStringTemplate'),
  ],
  [
    'a token in a secret of another name that a cache uses',
    (stack) => {
      const other = secret(stack, json({ accessToken: TOKEN }), 'docker-hub');
      cache(stack, 'Cache', { credentialArn: other.ref });
    },
    found('the accessToken of the credentials'),
  ],
])('reports %s', (_, build, text) => {
  expect(problemsOf(rule, build)).toEqual([text]);
});

test.each<[string, (stack: Stack) => void]>([
  ['a dynamic reference', (stack) => secret(stack, json({ accessToken: '{{resolve:ssm-secure:/docker/token}}' }))],
  ['a reference for the whole secret', (stack) => secret(stack, '{{resolve:secretsmanager:docker-hub}}')],
  [
    'a parameter',
    (stack) => secret(stack, json({ accessToken: new CfnParameter(stack, 'Token', { noEcho: true }).valueAsString })),
  ],
  [
    'a generated token',
    (stack) => {
      const generateSecretString = { generateStringKey: 'accessToken', secretStringTemplate: json({}) };
      new secretsmanager.CfnSecret(stack, 'Secret', { name, generateSecretString });
    },
  ],
  ['a placeholder', (stack) => secret(stack, json({ accessToken: 'REPLACE_ME' }))],
  ['a placeholder in brackets', (stack) => secret(stack, json({ accessToken: '<token>' }))],
  ['an empty token', (stack) => secret(stack, json({ accessToken: '' }))],
  ['a secret without a value', (stack) => new secretsmanager.CfnSecret(stack, 'Secret', { name })],
  ['a secret that no cache uses', (stack) => secret(stack, json({ accessToken: TOKEN }), 'database')],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
