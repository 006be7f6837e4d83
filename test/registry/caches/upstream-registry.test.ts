import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { PullThroughCacheOptions } from '../../../src/registry/caches/pull-through-cache';
import { PullThroughCacheCredentials } from '../../../src/registry/caches/pull-through-cache-credentials';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const UPSTREAM = { account: '444455556666', region: 'us-east-1' };

function stackWith(upstream: (stack: Stack) => UpstreamRegistry, options: Partial<PullThroughCacheOptions> = {}) {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new Registry(stack, 'Registry').addPullThroughCache('Cache', { upstream: upstream(stack), ...options });
  return stack;
}

function ruleOf(stack: Stack) {
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::ECR::PullThroughCacheRule'));
  expect(rules).toHaveLength(1);
  return rules[0].Properties;
}

const credentials = (stack: Stack) => new PullThroughCacheCredentials(stack, 'Credentials', { name: 'upstream' });

describe('the upstream registries', () => {
  test.each<[UpstreamRegistry, string, string, string]>([
    [UpstreamRegistry.ecrPublic(), 'ecr-public', 'public.ecr.aws', 'ecr-public'],
    [UpstreamRegistry.kubernetes(), 'k8s', 'registry.k8s.io', 'kubernetes'],
    [UpstreamRegistry.quay(), 'quay', 'quay.io', 'quay'],
  ])('are rendered without credentials when they need none: %#', (upstream, type, url, prefix) => {
    expect(ruleOf(stackWith(() => upstream))).toEqual({
      EcrRepositoryPrefix: prefix,
      UpstreamRegistry: type,
      UpstreamRegistryUrl: url,
    });
  });

  test.each<[(stack: Stack) => UpstreamRegistry, string, string, string]>([
    [
      (stack) => UpstreamRegistry.dockerHub({ credentials: credentials(stack) }),
      'docker-hub',
      'registry-1.docker.io',
      'docker-hub',
    ],
    [
      (stack) => UpstreamRegistry.gitHub({ credentials: credentials(stack) }),
      'github-container-registry',
      'ghcr.io',
      'github',
    ],
    [
      (stack) => UpstreamRegistry.gitLab({ credentials: credentials(stack) }),
      'gitlab-container-registry',
      'registry.gitlab.com',
      'gitlab',
    ],
    [
      (stack) => UpstreamRegistry.azure({ registryName: 'acmeimages', credentials: credentials(stack) }),
      'azure-container-registry',
      'acmeimages.azurecr.io',
      'azure',
    ],
    [
      (stack) => UpstreamRegistry.chainguard({ credentials: credentials(stack) }),
      'chainguard',
      'cgr.dev',
      'chainguard',
    ],
  ])('are rendered with their credentials: %#', (upstream, type, url, prefix) => {
    expect(ruleOf(stackWith(upstream))).toEqual({
      EcrRepositoryPrefix: prefix,
      UpstreamRegistry: type,
      UpstreamRegistryUrl: url,
      CredentialArn: { Ref: expect.stringMatching(/^Credentials/) },
    });
  });

  test.each(['dockerHub', 'gitHub', 'gitLab', 'chainguard'] as const)('fails when %s has no credentials', (factory) => {
    expect(() => UpstreamRegistry[factory]({} as never)).toThrow(
      `UpstreamRegistry.${factory}: credentials is undefined but must be a secret, because this registry serves nobody ` +
        'without credentials; declare a PullThroughCacheCredentials',
    );
  });

  test('fails when Azure has no credentials', () => {
    expect(() => UpstreamRegistry.azure({ registryName: 'acme' } as never)).toThrow(
      /^UpstreamRegistry.azure: credentials is undefined/,
    );
  });

  test.each(['acme.azurecr.io', 'acm', 'Acme1', 'acme-'])(
    'fails when the name of the registry in Azure is %s',
    (registryName) => {
      expect(() =>
        stackWith((stack) => UpstreamRegistry.azure({ registryName, credentials: credentials(stack) })),
      ).toThrow(
        `UpstreamRegistry.azure: registryName is "${registryName}" but must be 5 to 63 lower-case letters, digits and ` +
          'dashes, the part of the host before ".azurecr.io"; write it as `az acr show --query loginServer` does, without ' +
          '".azurecr.io"',
      );
    },
  );
});

describe('the upstream Amazon ECR', () => {
  test('is rendered with its host, its namespace and a role', () => {
    const stack = stackWith(() => UpstreamRegistry.ecr({ ...UPSTREAM, upstreamRepositoryPrefix: 'platform/' }), {
      repositoryPrefix: 'shared',
    });
    expect(ruleOf(stack)).toEqual({
      EcrRepositoryPrefix: 'shared',
      UpstreamRegistry: 'ecr',
      UpstreamRegistryUrl: { 'Fn::Join': ['', ['444455556666.dkr.ecr.us-east-1.', { Ref: 'AWS::URLSuffix' }]] },
      UpstreamRepositoryPrefix: 'platform',
      CustomRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^EcrPullThroughCacheRole/), 'Arn'] },
    });
  });

  test('has a role for the service that reads from the upstream and writes only to the cache', () => {
    const stack = stackWith(() => UpstreamRegistry.ecr({ ...UPSTREAM, upstreamRepositoryPrefix: 'platform' }), {
      repositoryPrefix: 'shared',
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'pullthroughcache.ecr.amazonaws.com' } },
        ],
      },
      ManagedPolicyArns: [{ Ref: Match.stringLikeRegexp('^EcrPullThroughCachePolicy') }],
    });
    const arn = (resource: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${resource}`]] });
    const upstream = arn('us-east-1:444455556666:repository/platform/*');
    const cached = arn('eu-west-1:111122223333:repository/shared/*');
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
          {
            Action: [
              'ecr:BatchGetImage',
              'ecr:BatchImportUpstreamImage',
              'ecr:GetDownloadUrlForLayer',
              'ecr:GetImageCopyStatus',
            ],
            Effect: 'Allow',
            Resource: [upstream, cached],
          },
          {
            Action: ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'],
            Effect: 'Allow',
            Resource: cached,
          },
        ],
      },
    });
  });

  test('has a role for another region of the same account too, which reads all repositories by default', () => {
    const stack = stackWith(() => UpstreamRegistry.ecr({ account: ENV.account, region: 'us-east-1' }));
    expect(ruleOf(stack)).toMatchObject({ EcrRepositoryPrefix: 'ecr', CustomRoleArn: expect.anything() });
    expect(ruleOf(stack)).not.toHaveProperty('UpstreamRepositoryPrefix');
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))).toContain(
      ':ecr:us-east-1:111122223333:repository/*',
    );
  });

  test.each([ENV, undefined])('has no finding of cdk-nag in the environment %j', (env) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    new Registry(stack, 'Registry').addPullThroughCache('Cache', { upstream: UpstreamRegistry.ecr(UPSTREAM) });
    app.synth();
    const findings = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks].flatMap((Pack) =>
      new Pack(app).validateScope(app).violations.map(({ ruleName }) => ruleName),
    );
    expect(findings).toEqual([]);
  });

  test('has a role that is deleted with the rule', () => {
    const template = Template.fromStack(stackWith(() => UpstreamRegistry.ecr(UPSTREAM)));
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']) {
      template.allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    }
  });

  test('uses a given role without changes', () => {
    const stack = stackWith((scope) =>
      UpstreamRegistry.ecr({
        ...UPSTREAM,
        role: iam.Role.fromRoleArn(scope, 'Mine', 'arn:aws:iam::111122223333:role/cache'),
      }),
    );
    expect(ruleOf(stack)).toMatchObject({ CustomRoleArn: 'arn:aws:iam::111122223333:role/cache' });
    expect(JSON.stringify(Template.fromStack(stack))).not.toContain('pullthroughcache.ecr.amazonaws.com');
  });

  test('may be in an environment that is a token', () => {
    const stack = new Stack(new App(), 'Stack');
    const upstream = UpstreamRegistry.ecr({ account: stack.account, region: 'us-east-1' });
    new Registry(stack, 'Registry').addPullThroughCache('Cache', { upstream });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('fails when the upstream is the registry of the cache itself', () => {
    expect(() => stackWith(() => UpstreamRegistry.ecr(ENV))).toThrow(
      'UpstreamRegistry.ecr at Stack/Registry/Cache: account and region is "111122223333/eu-west-1" but must not both be ' +
        'those of the cache; pull from the repositories themselves, or name the registry of another account or region',
    );
  });

  test('fails when the role is in another account', () => {
    const role = (scope: Stack) => iam.Role.fromRoleArn(scope, 'Mine', 'arn:aws:iam::444455556666:role/cache');
    expect(() => stackWith((scope) => UpstreamRegistry.ecr({ ...UPSTREAM, role: role(scope) }))).toThrow(
      'UpstreamRegistry.ecr at Stack/Registry/Cache: role is "Stack/Mine" but must be a role of the cache\'s account ' +
        '111122223333, not of 444455556666; create it in the account of the cache, or leave it out',
    );
  });

  test('fails when the account ID is invalid', () => {
    expect(() => UpstreamRegistry.ecr({ account: '4444', region: 'us-east-1' })).toThrow(
      'UpstreamRegistry.ecr: account is "4444" but must be an account id of 12 digits; write all 12 digits as a string',
    );
  });

  test('fails when the upstream prefix is invalid', () => {
    expect(() => UpstreamRegistry.ecr({ ...UPSTREAM, upstreamRepositoryPrefix: 'Team' })).toThrow(
      'UpstreamRegistry.ecr: upstreamRepositoryPrefix is "Team" but must be namespaces like "team" or "team/project/", ' +
        'or "ROOT"; write lower-case letters and digits, separated by ".", "_", "__", dashes or "/", without a wildcard',
    );
  });

  test('fails when only the upstream has a prefix and the cache is for ROOT', () => {
    const upstream = UpstreamRegistry.ecr({ ...UPSTREAM, upstreamRepositoryPrefix: 'platform' });
    expect(() => stackWith(() => upstream, { repositoryPrefix: 'ROOT' })).toThrow(
      'PullThroughCache at Stack/Registry/Cache: upstreamRepositoryPrefix is "platform" but must be left out with the ' +
        'repositoryPrefix ROOT, under which the names are those of the upstream; give the cache a `repositoryPrefix`',
    );
  });

  test('accepts ROOT as the prefix of both the upstream and the cache', () => {
    const upstream = UpstreamRegistry.ecr({ ...UPSTREAM, upstreamRepositoryPrefix: 'ROOT' });
    expect(ruleOf(stackWith(() => upstream, { repositoryPrefix: 'ROOT' }))).toMatchObject({
      EcrRepositoryPrefix: 'ROOT',
    });
  });
});
