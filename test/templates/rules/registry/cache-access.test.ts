import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { cache, OTHER_ACCOUNT } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { problemsOf, REGION } from '../../../checks/support';
import type { Build } from '../../../checks/support';

const rule = EcrRule.CACHE_CREDENTIALS;

const problems = (build: Build) => problemsOf(rule, build).map((each) => each.split('. ')[0]);

const withSecret =
  (props: secretsmanager.CfnSecretProps): Build =>
  (stack) => {
    const secret = new secretsmanager.CfnSecret(stack, 'Secret', { name: 'ecr-pullthroughcache/hub', ...props });
    cache(stack, 'Cache', {
      ecrRepositoryPrefix: 'hub',
      upstreamRegistryUrl: 'registry-1.docker.io',
      credentialArn: secret.ref,
    });
  };
const generated = (template?: object, generateStringKey?: string) =>
  withSecret({
    generateSecretString: { secretStringTemplate: template && JSON.stringify(template), generateStringKey },
  });
const text = (fields: object) => withSecret({ secretString: JSON.stringify(fields) });
const TOKEN = '{{resolve:ssm-secure:/hub/token}}';

test.each<[string, Build, string]>([
  ['a password', generated({ username: 'bot' }, 'password'), 'Stack/Secret with username and password'],
  ['a generated user', generated({ accessToken: 'unset' }, 'user'), 'Stack/Secret with accessToken and user'],
  ['a token only', generated({}, 'accessToken'), 'Stack/Secret with accessToken'],
  ['a text with other names', text({ user: 'bot', token: TOKEN }), 'Stack/Secret with user and token'],
  [
    'names in another case',
    text({ Username: 'bot', accesstoken: TOKEN }),
    'Stack/Secret with Username and accesstoken',
  ],
])('reports the secret of a cache with %s, because Amazon ECR reads two fields', (_, build, found) => {
  expect(problems(build)).toEqual([
    `Properties/CredentialArn: CredentialArn is "${found}" but must have the fields username and accessToken, the only ones ` +
      'that Amazon ECR reads',
  ]);
});

test.each<[string, Build]>([
  ['both fields', text({ username: 'bot', accessToken: TOKEN })],
  ['more fields', text({ username: 'bot', accessToken: TOKEN, note: 'x' })],
  ['a generated token', generated({ username: 'bot' }, 'accessToken')],
  ['a value that is set later', withSecret({})],
  ['a generated value without fields, which is replaced later', withSecret({ generateSecretString: {} })],
  ['a value known only at deployment', withSecret({ secretString: TOKEN })],
  [
    'a value of a parameter',
    (stack) => withSecret({ secretString: new CfnParameter(stack, 'Value', { noEcho: true }).valueAsString })(stack),
  ],
])('does not report the secret of a cache with %s', (_, build) => {
  expect(problems(build)).toEqual([]);
});

const READ = [
  'ecr:BatchGetImage',
  'ecr:BatchImportUpstreamImage',
  'ecr:GetDownloadUrlForLayer',
  'ecr:GetImageCopyStatus',
];
const WRITE = ['ecr:*LayerUpload', 'ecr:UploadLayerPart', 'ecr:PutImage'];

/** A cache of a registry in another account, with a role of the app. */
const withRole =
  (service: string, actions: string[], more: Partial<iam.CfnRoleProps> = {}): Build =>
  (stack: Stack) => {
    const role = new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      policies: [
        { policyName: 'x', policyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } },
      ],
      ...more,
    });
    cache(stack, 'Cache', {
      ecrRepositoryPrefix: 'shared',
      upstreamRegistryUrl: `${OTHER_ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
      customRoleArn: role.attrArn,
    });
  };
const SERVICE = 'pullthroughcache.ecr.amazonaws.com';

test.each<[string, Build, string]>([
  ['trusts another service', withRole('ecr.amazonaws.com', [...READ, ...WRITE]), `does not trust ${SERVICE}`],
  [
    'may not import',
    withRole(SERVICE, [...READ.filter((each) => !each.includes('Import')), ...WRITE]),
    'may not ecr:BatchImportUpstreamImage',
  ],
  ['may not write', withRole(SERVICE, [...READ, 'ecr:*LayerUpload', 'ecr:UploadLayerPart']), 'may not ecr:PutImage'],
])('reports the role of a cache that %s', (_, build, flaw) => {
  expect(problems(build)).toEqual([`Properties/CustomRoleArn: CustomRoleArn is Stack/Role, which ${flaw}`]);
});

test.each<[string, Build]>([
  ['may do what the guide lists', withRole(SERVICE, [...READ, ...WRITE])],
  ['may do anything', withRole(SERVICE, ['ecr:*'])],
  ['has a policy of AWS', withRole(SERVICE, READ, { managedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] })],
])('does not report the role of a cache that %s', (_, build) => {
  expect(problems(build)).toEqual([]);
});
