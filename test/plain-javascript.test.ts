import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as library from '../src';
import { InvalidInputError } from '../src/text/errors';

// Nobody checks types in plain JavaScript. A value of the wrong kind gets an error of ours, and nothing is dropped.

/** The library as JavaScript sees it: each member can be called with anything. */
interface Untyped {
  new (...args: unknown[]): Untyped;
  (...args: unknown[]): Untyped;
  readonly [member: string]: Untyped;
}

const js = library as unknown as Untyped;
const AGE = Duration.days(14);
const ACCOUNT = '444455556666';

const repository = (stack: Stack, props?: unknown) => new js.PrivateRepository(stack, 'Api', props);
const registry = (stack: Stack, props?: unknown) => new js.Registry(stack, 'Registry', props);
const outside = (stack: Stack) =>
  js.Registry.fromRegistryAttributes(stack, 'Outside', { account: ACCOUNT, region: 'us-east-1' });
const publicRepository = (stack: Stack, props: unknown) => {
  const env = { account: '111122223333', region: 'us-east-1' };
  return new js.PublicRepository(new Stack(stack.node.root as App, 'Public', { env }), 'Cli', props);
};
const gitHub = () =>
  js.WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '1', branch: 'main' });

const PROBES: [what: string, call: (stack: Stack) => unknown, error: string][] = [
  // Settings of a repository
  [
    'tagMutability as a text',
    (stack) => repository(stack, { tagMutability: 'IMMUTABLE' }),
    'PrivateRepository at Stack/Api: tagMutability is "IMMUTABLE" but must be an ImageTagMutability; use ',
  ],
  [
    'tagMutability that is not called',
    (stack) => repository(stack, { tagMutability: js.ImageTagMutability.immutable }),
    'PrivateRepository at Stack/Api: tagMutability is the function immutable but must be an ImageTagMutability; ',
  ],
  [
    'encryption as a key',
    (stack) => repository(stack, { encryption: new kms.Key(stack, 'Key') }),
    'PrivateRepository at Stack/Api: encryption is the construct Stack/Key but must be a RepositoryEncryption; use ',
  ],
  [
    'the key as an ARN',
    () => js.RepositoryEncryption.customerManaged('arn:aws:kms:eu-west-1:111122223333:key/1'),
    'RepositoryEncryption.customerManaged: key is "arn:aws:kms:eu-west-1:111122223333:key/1" but must be a key, not ',
  ],
  [
    'lifecycle as rules of ecr.Repository',
    (stack) => repository(stack, { lifecycle: [{ maxImageCount: 5 }] }),
    'PrivateRepository at Stack/Api: lifecycle is [{"maxImageCount":5}] but must be a LifecyclePolicy; use ',
  ],
  [
    'lifecycle as one rule',
    (stack) => repository(stack, { lifecycle: js.LifecycleRule.expireUntagged(AGE) }),
    'PrivateRepository at Stack/Api: lifecycle is an object of class LifecycleRule but must be a LifecyclePolicy; ',
  ],
  [
    'access without a list',
    (stack) => repository(stack, { access: js.RepositoryAccess.pullFromAccounts([ACCOUNT]) }),
    'PrivateRepository at Stack/Api: access is an object of class RepositoryAccess but must be a list; put it in br',
  ],
  [
    'access as account ids',
    (stack) => repository(stack, { access: [ACCOUNT] }),
    'PrivateRepository at Stack/Api: access[0] is "444455556666" but must be a RepositoryAccess; use ',
  ],
  [
    'tags as a list of keys and values',
    (stack) => repository(stack, { tags: [{ key: 'team', value: 'a' }] }),
    'PrivateRepository at Stack/Api: tags is [{"key":"team","value":"a"}] but must be an object with properties; ',
  ],
  [
    'a tag as a number',
    (stack) => repository(stack, { tags: { team: 1 } }),
    'PrivateRepository at Stack/Api: tags.team is 1 but must be a string; ',
  ],
  [
    'a name in place of the props',
    (stack) => repository(stack, 'team/api'),
    'PrivateRepository at Stack/Api: props is "team/api" but must be an object with properties; ',
  ],
  [
    'exceptions of tags without their property',
    () => js.ImageTagMutability.immutable(['latest']),
    'ImageTagMutability.immutable: options is ["latest"] but must be an object with properties; write { exceptTags: ',
  ],
  [
    'an exception of tags as a text',
    () => js.ImageTagMutability.mutable({ exceptTags: 'latest' }),
    'ImageTagMutability.mutable: exceptTags is "latest" but must be a list; ',
  ],
  [
    'an exception of tags as a number',
    () => js.ImageTagMutability.immutable({ exceptTags: [1] }),
    'ImageTagMutability.immutable: exceptTags[0] is 1 but must be 1 to 128 letters, digits, ',
  ],
  [
    'another tag mutability as a text',
    () => js.ImageTagMutability.immutable().isSameAs('IMMUTABLE'),
    'ImageTagMutability.isSameAs: other is "IMMUTABLE" but must be an ImageTagMutability; ',
  ],
  [
    'a name that is missing at an import',
    (stack) => js.PrivateRepository.fromRepositoryName(stack, 'Imported'),
    'PrivateRepository at Stack: repositoryName is undefined but must be a string; ',
  ],
  [
    'the catalogue text of a public repository as a text',
    (stack) => publicRepository(stack, { catalog: { about: '# CLI' } }),
    'PublicRepository at Public/Cli: catalog.about is "# CLI" but must be a CatalogText; use ',
  ],
  [
    'an architecture of a public repository without a list',
    (stack) => publicRepository(stack, { catalog: { architectures: 'x86' } }),
    'PublicRepository at Public/Cli: catalog.architectures is "x86" but must be a list; ',
  ],
  [
    'an operating system of a public repository as a number',
    (stack) => publicRepository(stack, { catalog: { operatingSystems: [1] } }),
    'PublicRepository at Public/Cli: catalog.operatingSystems[0] is 1 but must be a string; use ',
  ],
  [
    'tags of a public repository as a list',
    (stack) => publicRepository(stack, { tags: [{ key: 'team', value: 'a' }] }),
    'PublicRepository at Public/Cli: tags is [{"key":"team","value":"a"}] but must be an object with properties; ',
  ],

  // Lifecycle
  [
    'rules in a list',
    () => js.LifecyclePolicy.of([js.LifecycleRule.expireUntagged(AGE)]),
    'LifecyclePolicy.of: rules[0] is [{"tags":{"tagStatus":"untagged",',
  ],
  [
    'a rule of ecr.Repository',
    () => js.LifecyclePolicy.of({ maxImageCount: 5 }),
    'LifecyclePolicy.of: rules[0] is {"maxImageCount":5} but must be a LifecycleRule; use ',
  ],
  [
    'a policy as an object',
    () => js.LifecyclePolicy.fromJson({ rules: [] }),
    'LifecyclePolicy.fromJson: text is {"rules":[]} but must be a string; ',
  ],
  [
    'releases without a list',
    () => js.LifecyclePolicy.forReleases({ releases: js.TagSelection.pattern('v*') }),
    'LifecyclePolicy.forReleases: releases is an object of class TagSelection but must be a list; ',
  ],
  [
    'builds as a text',
    () => js.LifecyclePolicy.forReleases({ releases: [js.TagSelection.pattern('v*')], builds: 'ci-' }),
    'LifecyclePolicy.forReleases: builds is "ci-" but must be a TagSelection; use ',
  ],
  [
    'no images to preview',
    () => js.LifecyclePolicy.forBuilds().preview(),
    'LifecyclePolicy.preview: images is undefined but must be a list; ',
  ],
  [
    'a number of images without their tags',
    () => js.LifecycleRule.keepNewest(10),
    'LifecycleRule.keepNewest: options is undefined but must be an object with properties; write { tags: ',
  ],
  [
    'tags of a rule as a text',
    () => js.LifecycleRule.keepNewest(10, { tags: 'v*' }),
    'LifecycleRule.keepNewest: tags is "v*" but must be a TagSelection; use ',
  ],
  [
    'tags in place of the options',
    () => js.LifecycleRule.keep(js.TagSelection.pattern('v*')),
    'LifecycleRule.keep: options is an object of class TagSelection but must be an object with properties; ',
  ],
  [
    'no tags for a rule that deletes',
    () => js.LifecycleRule.expireOlderThan(AGE, { description: 'old' }),
    'LifecycleRule.expireOlderThan: tags is undefined but must be a TagSelection; ',
  ],
  ...['expireUntagged', 'archiveOlderThan', 'archiveNotPulledFor', 'expireArchivedAfter'].map(
    (factory): (typeof PROBES)[number] => [
      `the age of ${factory} as a number`,
      () => js.LifecycleRule[factory](90),
      `LifecycleRule.${factory}: age is 90 but must be a Duration; write it with its unit, such as Duration.days(14)`,
    ],
  ),
  [
    'patterns without a list',
    () => js.TagSelection.allPatterns('v*'),
    'TagSelection.allPatterns: patterns is "v*" but must be a list with at least one member; ',
  ],
  [
    'a pattern in a list',
    () => js.TagSelection.pattern(['v*']),
    'TagSelection.pattern: pattern is ["v*"] but must be a string; ',
  ],

  // Access
  [
    'an account without a list',
    () => js.RepositoryAccess.pullFromAccounts(ACCOUNT),
    'RepositoryAccess.pullFromAccounts: accounts is "444455556666" but must be a list; ',
  ],
  [
    'an account as a number',
    () => js.RepositoryAccess.pushFromAccounts([444455556666]),
    'RepositoryAccess.pushFromAccounts: accounts[0] is 444455556666 but must be an account id of 12 digits; ',
  ],
  [
    'no accounts',
    () => js.RepositoryAccess.pullFromAccounts(),
    'RepositoryAccess.pullFromAccounts: accounts is undefined but must be a list; ',
  ],
  [
    'accounts in place of the options',
    () => js.RepositoryAccess.pullFromLambda([ACCOUNT]),
    'RepositoryAccess.pullFromLambda: options is ["444455556666"] but must be an object with properties; ',
  ],
  [
    'an organization in a list',
    () => js.RepositoryAccess.pullFromOrganization(['o-a1b2c3d4e5']),
    'RepositoryAccess.pullFromOrganization: organizationId is ["o-a1b2c3d4e5"] but must be an organization id ',
  ],
  [
    'paths without a list',
    () => js.RepositoryAccess.pullFromOrganizationPaths('o-a1b2c3d4e5/*'),
    'RepositoryAccess.pullFromOrganizationPaths: paths is "o-a1b2c3d4e5/*" but must be a list; ',
  ],
  [
    'a perimeter as a text',
    () => js.RepositoryAccess.denyOutside('o-a1b2c3d4e5'),
    'RepositoryAccess.denyOutside: perimeter is "o-a1b2c3d4e5" but must be a RepositoryPerimeter; use ',
  ],
  [
    'exempt principals in place of the options',
    () => js.RepositoryAccess.denyOutside(js.RepositoryPerimeter.organization('o-a1b2c3d4e5'), ['arn']),
    'RepositoryAccess.denyOutside: options is ["arn"] but must be an object with properties; ',
  ],
  [
    'a VPC endpoint without a list',
    () => js.RepositoryPerimeter.vpcEndpoints('vpce-0a1b2c3d4e5f60718'),
    'RepositoryPerimeter.vpcEndpoints: vpcEndpointIds is "vpce-0a1b2c3d4e5f60718" but must be a list; ',
  ],
  [
    'a grantee as an account',
    (stack) => repository(stack).grants.pull(ACCOUNT),
    'RepositoryGrants.pull at Stack/Api: grantee is "444455556666" but must be a role, a user or another principal; ',
  ],
  [
    'a project as a name',
    (stack) => repository(stack).grants.pullFromCodeBuild('build'),
    'RepositoryGrants.pullFromCodeBuild at Stack/Api: project is "build" but must be a project; ',
  ],
  [
    'a statement as JSON',
    (stack) => repository(stack).addToResourcePolicy({ Effect: 'Allow' }),
    'PrivateRepository.addToResourcePolicy at Stack/Api: statement is {"Effect":"Allow"} but must be a statement; ',
  ],

  // Registry
  [
    'a filter without a list',
    () => js.RegistryScanning.basic({ onPush: '*' }),
    'RegistryScanning.basic: onPush is "*" but must be a list; ',
  ],
  [
    'filters in place of the options',
    () => js.RegistryScanning.enhanced(['*']),
    'RegistryScanning.enhanced: options is ["*"] but must be an object with properties; write { onPush: ',
  ],
  [
    'no filters of basic scanning',
    () => js.RegistryScanning.basic({}),
    'RegistryScanning.basic: onPush is undefined but must be a list; ',
  ],
  [
    'scanning as options',
    (stack) => registry(stack, { scanning: { onPush: ['*'] } }),
    'Registry at Stack/Registry: scanning is {"onPush":["*"]} but must be a RegistryScanning; use ',
  ],
  [
    'a destination as a region',
    (stack) => registry(stack).replicateTo('us-east-1'),
    'Registry.replicateTo at Stack/Registry: destination is "us-east-1" but must be a registry; give a Registry, or ',
  ],
  [
    'prefixes in place of the options',
    (stack) => registry(stack).replicateTo(outside(stack), ['team/']),
    'Registry.replicateTo at Stack/Registry: options is ["team/"] but must be an object with properties; ',
  ],
  [
    'a replicated prefix without a list',
    (stack) => registry(stack).replicateTo(outside(stack), { repositoryPrefixes: 'team/' }),
    'Registry.replicateTo: repositoryPrefixes is "team/" but must be a list; ',
  ],
  [
    'a setting of replicas as a text',
    (stack) =>
      registry(stack).replicateTo(outside(stack), {
        repositoryPrefixes: ['a/'],
        settings: { tagMutability: 'MUTABLE' },
      }),
    'Registry.replicateTo at Stack/Registry: settings.tagMutability is "MUTABLE" but must be an ImageTagMutability; ',
  ],
  [
    'a source of replication as an account',
    (stack) => registry(stack).acceptReplicationFrom(ACCOUNT),
    'Registry.acceptReplicationFrom at Stack/Registry: options is "444455556666" but must be an object with properties; ',
  ],
  [
    'a statement of iam in the registry policy',
    (stack) => registry(stack).addToPolicy(new iam.PolicyStatement({ actions: ['ecr:CreateRepository'] })),
    'Registry.addToPolicy at Stack/Registry: statement is {"Action":"ecr:CreateRepository","Effect":"Allow"} but must ',
  ],
  [
    'a principal as an account',
    () => js.RegistryPolicyStatement.allowCreateOnPush({ principals: [ACCOUNT], repositoryPrefixes: ['team/'] }),
    'RegistryPolicyStatement.allowCreateOnPush: principals[0] is "444455556666" but must be a principal; ',
  ],
  [
    'an upstream as a host',
    (stack) => registry(stack).addPullThroughCache('Cache', { upstream: 'quay.io' }),
    'PullThroughCache at Stack/Registry/Cache: upstream is "quay.io" but must be an UpstreamRegistry; use ',
  ],
  [
    'credentials as an ARN',
    () => js.UpstreamRegistry.dockerHub({ credentials: 'arn' }),
    'UpstreamRegistry.dockerHub: credentials is "arn" but must be a secret, ',
  ],
  [
    'consumers of a cache as accounts',
    (stack) =>
      registry(stack).addPullThroughCache('Cache', { upstream: js.UpstreamRegistry.quay() }).allowPullFrom([ACCOUNT]),
    'PullThroughCache.allowPullFrom at Stack/Registry/Cache: access is ["444455556666"] but must be a RepositoryAccess; ',
  ],
  [
    'a setting of create-on-push as a list',
    (stack) => registry(stack).addCreateOnPush('Team', { prefix: 'team/', settings: { lifecycle: [] } }),
    'Registry.addCreateOnPush at Stack/Registry: settings.lifecycle is [] but must be a LifecyclePolicy; ',
  ],
  [
    'a prefix in place of the options',
    (stack) => registry(stack).addCreateOnPush('team/'),
    'Registry.addCreateOnPush at Stack/Registry: options is undefined but must be an object with properties; ',
  ],
  [
    'a signing profile as a name',
    (stack) => registry(stack).addSigningRule({ profile: 'releases' }),
    'Registry.addSigningRule at Stack/Registry: profile is "releases" but must be a signing profile; ',
  ],
  [
    'a role as an ARN',
    (stack) => registry(stack).excludeFromPullTime('arn:aws:iam::111122223333:role/scanner'),
    'Registry.excludeFromPullTime at Stack/Registry: role is "arn:aws:iam::111122223333:role/scanner" but must be a ',
  ],
  [
    'a setting of Amazon Inspector as a flag',
    (stack) => new js.RegistryAccountSettings(stack, 'Settings', { inspector: true }),
    'RegistryAccountSettings at Stack/Settings: inspector is true but must be an InspectorScanning; use ',
  ],

  // Around the registry
  [
    'monitoring without actions',
    (stack) => new js.RegistryMonitoring(stack, 'Monitoring', { registry: registry(stack) }),
    'RegistryMonitoring at Stack/Monitoring: actions is undefined but must be an object with properties; ',
  ],
  [
    'an action without a list',
    (stack) => new js.RegistryMonitoring(stack, 'Monitoring', { registry: registry(stack), actions: { critical: {} } }),
    'RegistryMonitoring at Stack/Monitoring: actions.critical is {} but must be a list; ',
  ],
  [
    'a quiet time as a number',
    (stack) =>
      new js.RegistryMonitoring(stack, 'Monitoring', { registry: registry(stack), actions: {} }).addQuietPulls(
        'Quiet',
        {
          repositories: [repository(stack)],
          quietFor: 3,
        },
      ),
    'RegistryMonitoring.addQuietPulls at Stack/Monitoring: quietFor is 3 but must be a Duration; ',
  ],
  [
    'findings without a registry',
    (stack) => new js.ScanFindingNotifications(stack, 'Findings', {}),
    'ScanFindingNotifications at Stack/Findings: registry is undefined but must be a registry; ',
  ],
  [
    'a dashboard without a registry',
    (stack) => new js.RegistryDashboard(stack, 'Dashboard'),
    'RegistryDashboard at Stack/Dashboard: props is undefined but must be an object with properties; ',
  ],
  [
    'events of a region',
    () => js.RegistryEvents.fromRegistry('eu-west-1'),
    'RegistryEvents: registry is "eu-west-1" but must be a registry; ',
  ],
  [
    'endpoints without a VPC',
    (stack) => new js.RegistryEndpoints(stack, 'Endpoints'),
    'RegistryEndpoints at Stack/Endpoints: props is undefined but must be an object with properties; ',
  ],
  [
    'an identity as a repository of GitHub',
    (stack) => new js.ImagePushRole(stack, 'Push', { identity: 'acme/api', repositories: [repository(stack)] }),
    'ImagePushRole at Stack/Push: identity is "acme/api" but must be a WorkloadIdentity; use ',
  ],
  [
    'a repository of GitHub as a text',
    () => js.WorkloadIdentity.gitHub('acme/api'),
    'WorkloadIdentity.gitHub: options is "acme/api" but must be an object with properties; ',
  ],
  [
    'a repository without a list',
    (stack) => new js.ImagePushRole(stack, 'Push', { identity: gitHub(), repositories: repository(stack) }),
    'ImagePushRole at Stack/Push: repositories is the construct Stack/Api but must be a list; ',
  ],
  [
    'a repository as a name',
    (stack) => new js.ImagePushRole(stack, 'Push', { identity: gitHub(), repositories: ['team/api'] }),
    'ImagePushRole at Stack/Push: repositories[0] is "team/api" but must be a repository, not its name; ',
  ],
  [
    'a role that pushes as an ARN',
    (stack) => new js.ImagePushRole(stack, 'Push', { role: 'arn', repositories: [repository(stack)] }),
    'ImagePushRole at Stack/Push: role is "arn" but must be a role, not its name or ARN; ',
  ],

  // Other people's repositories
  [
    'a mixin with access without a list',
    () => new js.mixins.RepositoryAccessPolicy(js.RepositoryAccess.pullFromAccounts([ACCOUNT])),
    'RepositoryAccessPolicy: access is an object of class RepositoryAccess but must be a list; ',
  ],
  [
    'a mixin with options in place of the lifecycle',
    () => new js.mixins.RepositoryLifecycle({ strategy: 'OVERRIDE' }),
    'RepositoryLifecycle: lifecycle is {"strategy":"OVERRIDE"} but must be a LifecyclePolicy; ',
  ],
  [
    'a mixin with a list of tags',
    () => new js.mixins.RepositoryTags(['team']),
    'RepositoryTags: tags is ["team"] but must be an object with properties; ',
  ],
  [
    'a mixin with an object in place of its exceptions',
    () => new js.mixins.RepositoryTagImmutability({ exceptTags: ['latest'] }),
    'ImageTagMutability.immutable: exceptTags is {"exceptTags":["latest"]} but must be a list; ',
  ],
  [
    'a baseline with a text',
    () => new js.mixins.RepositoryBaseline({ tagMutability: 'MUTABLE' }),
    'RepositoryBaseline: tagMutability is "MUTABLE" but must be an ImageTagMutability; ',
  ],
  [
    'defaults with a text',
    () => js.RepositoryDefaults.of({ encryption: 'KMS' }),
    'RepositoryDefaults.of: encryption is "KMS" but must be a RepositoryEncryption; ',
  ],
  [
    'checks without a scope',
    () => new js.EcrChecks(),
    'EcrChecks: scope is undefined but must be a construct; write new EcrChecks(app)',
  ],
  [
    'checks with props only',
    () => new js.EcrChecks({ protect: ['v*'] }),
    'EcrChecks: scope is {"protect":["v*"]} but must be a construct; ',
  ],
  [
    'a rule that is off by its name alone',
    (stack) => new js.EcrChecks(stack, { rulesOff: ['tagImmutability'] }),
    'EcrChecks at Stack: rulesOff[0] is "tagImmutability" but must be an object with properties; ',
  ],
];

test.each(PROBES)('%s: an error of ours says what to write', (_, call, error) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const thrown = errorOf(() => call(stack));
  expect(thrown).toBeInstanceOf(InvalidInputError);
  expect((thrown as Error).message.slice(0, error.length)).toBe(error);
});

test('a value of another copy of the package is taken for what it is', () => {
  const other = otherCopy();
  expect(other.ImageTagMutability).not.toBe(js.ImageTagMutability);
  const stack = new Stack(new App(), 'Stack');
  repository(stack, {
    tagMutability: other.ImageTagMutability.immutable({ exceptTags: ['latest'] }),
    lifecycle: js.LifecyclePolicy.of(other.LifecycleRule.expireUntagged(AGE)),
    access: [other.RepositoryAccess.pullFromAccounts([ACCOUNT])],
  });
  const another = new Stack(new App(), 'Stack');
  expect(() => repository(another, { tagMutability: other.LifecyclePolicy.none() })).toThrow(
    'tagMutability is an object of class LifecyclePolicy but must be an ImageTagMutability',
  );
});

function otherCopy(): Untyped {
  let copy: Untyped | undefined;
  jest.isolateModules(() => (copy = jest.requireActual<Untyped>('../src')));
  return copy!;
}

function errorOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
