import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as fc from 'fast-check';
import { ImagePushRole } from '../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import { PUSH_ACTIONS } from '../../src/ecr/policy/ecr-actions';
import { RegistryAccountSettings } from '../../src/registry/account/registry-account-settings';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { Registry } from '../../src/registry/registry';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ANY = 'AwsSolutions-IAM5[Resource::*]';
const TEAM = `arn:${Aws.PARTITION}:ecr:${ENV.region}:${ENV.account}:repository/team/*`;
const TEAM_FINDING = `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:${ENV.region}:${ENV.account}:repository/team/*]`;

function pushRole(stack: Stack): void {
  const identity = WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456', branch: 'main' });
  new ImagePushRole(stack, 'Ci', { identity, prefixes: ['team/'], repositoriesTagged: { key: 'team', value: 'a' } });
}

type Change = (policy: iam.ManagedPolicy) => void;

/** What cdk-nag reports of a construct with a managed policy that is changed later. */
function reported(build: (stack: Stack) => void, change: Change = () => {}): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV, terminationProtection: true });
  build(stack);
  stack.node
    .findAll()
    .filter((each) => each instanceof iam.ManagedPolicy)
    .forEach(change);
  app.synth();
  return new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
}

const add =
  (...actions: string[]): Change =>
  (policy) =>
    policy.addStatements(new iam.PolicyStatement({ actions, resources: ['*'] }));

describe.each<[string, (stack: Stack) => void]>([
  ['ImagePushRole', pushRole],
  [
    'the role of a cache',
    (stack) => {
      const upstream = UpstreamRegistry.ecr({ account: '444455556666', region: 'us-east-1' });
      new Registry(stack, 'Registry').addPullThroughCache('Cache', { upstream });
    },
  ],
  [
    'the function that sets account settings',
    (stack) => void new RegistryAccountSettings(stack, 'Settings', { blobMounting: true }),
  ],
])('cdk-nag on the policy of %s', (_, build) => {
  test('reports nothing', () => expect(reported(build)).toEqual([]));

  test.each<[string, Change]>([
    ['an action on everything', add('secretsmanager:GetSecretValue', 'sts:AssumeRole')],
    ['an action beside those of the library', add('ecr:GetAuthorizationToken', 'ecr:PutRegistryPolicy')],
    [
      'an action with a list of resources',
      (policy) =>
        policy.addStatements(
          new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::mine/key', '*'] }),
        ),
    ],
  ])('reports %s that somebody adds later', (__, change) => {
    expect(reported(build, change)).toEqual([ANY]);
  });

  test('reports the wildcard if the policy is overridden', () => {
    const change: Change = (policy) =>
      (policy.node.defaultChild as iam.CfnManagedPolicy).addPropertyOverride('PolicyDocument.Statement.0.Action', '*');
    expect(reported(build, change)).toContain(ANY);
  });
});

describe('cdk-nag on the policy of a template', () => {
  const build = (stack: Stack) =>
    new Registry(stack, 'Registry').addCreateOnPush('Team', {
      prefix: 'team/',
      settings: { encryption: RepositoryEncryption.awsManaged() },
    });
  const keys = `arn:${Aws.PARTITION}:kms:${ENV.region}:${ENV.account}:key/*`;

  test('reports nothing', () => expect(reported(build)).toEqual([]));

  test('reports the keys if an action on them comes without the condition', () => {
    const change: Change = (policy) =>
      policy.addStatements(new iam.PolicyStatement({ actions: ['kms:CreateGrant'], resources: [keys] }));
    expect(reported(build, change)).toEqual([
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:${ENV.region}:${ENV.account}:key/*]`,
    ]);
  });
});

describe('cdk-nag on ImagePushRole', () => {
  test('reports exactly the wildcard that others use as well', () => {
    expect(reported(pushRole, add('sts:AssumeRole'))).toEqual([ANY]);
  });

  test.each([TEAM, Fn.sub('arn:${AWS::Partition}:ecr:eu-west-1:111122223333:repository/team/*')])(
    'reports the prefix if others may do more with its repositories: %#',
    (resource) => {
      const change: Change = (policy) =>
        policy.addStatements(new iam.PolicyStatement({ actions: ['ecr:DeleteRepository'], resources: [resource] }));
      expect(reported(pushRole, change)).toEqual([TEAM_FINDING]);
    },
  );

  test('reports the wildcard of a tag if the condition is missing in another statement', () => {
    const all = TEAM.replace('team/', '');
    const change: Change = (policy) =>
      policy.addStatements(new iam.PolicyStatement({ actions: PUSH_ACTIONS, resources: [all] }));
    expect(reported(pushRole, change)).toEqual([TEAM_FINDING.replace('team/', '')]);
  });

  test('reports a statement of any action that is not one of the library', () => {
    const action = fc.stringMatching(/^(s3|sts|ecr|iam):[A-Z][a-z]{2,9}$/);
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 3 }), (actions) => {
        expect(reported(pushRole, add(...actions))).toEqual([ANY]);
      }),
      { numRuns: 20 },
    );
  });

  test('reports nothing new if others repeat a statement', () => {
    expect(reported(pushRole, add('ecr:GetAuthorizationToken'))).toEqual([]);
  });
});
