import { writeFileSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aws, RemovalPolicy, Stack, Tags, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { PublicRepositoryGrants } from '../../src/facades/public-repository-grants';
import { CatalogText } from '../../src/repository/catalog-text';
import { PublicRepository } from '../../src/repository/public-repository';
import type { PublicRepositoryProps } from '../../src/repository/public-repository';
import { describeDecisions } from '../judges/iam/decisions';
import { SynthesizedStack } from '../judges/iam/synthesized-stack';
import { warningsOf } from '../support/warnings';

const ACCOUNT = '111122223333';
const ENV = { account: ACCOUNT, region: 'us-east-1' };
const TYPE = 'AWS::ECR::PublicRepository';

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
});

const repository = (props: PublicRepositoryProps = {}) =>
  new PublicRepository(stack, 'Cli', { repositoryName: 'acme/cli', tags: { team: 'cli' }, ...props });
const properties = () => Object.values(Template.fromStack(stack).findResources(TYPE))[0].Properties;

describe('a PublicRepository', () => {
  test('is a retained resource with its name and tags', () => {
    repository();
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs(TYPE, {}, 1);
    template.hasResource(TYPE, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        RepositoryName: 'acme/cli',
        Tags: [{ Key: 'team', Value: 'cli' }],
        RepositoryCatalogData: Match.absent(),
        RepositoryPolicyText: Match.absent(),
      },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('can be deleted on request, and needs no name', () => {
    new PublicRepository(stack, 'Cli', { tags: { team: 'cli' }, removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: 'Delete',
      Properties: { RepositoryName: Match.absent() },
    });
  });

  test('is referred to by name and ARN, also from other regions', () => {
    const one = repository();
    const other = new Stack(stack.node.root as App, 'Other', { env: { ...ENV, region: 'eu-west-1' } });
    expect(stack.resolve(one.repositoryName)).toEqual({ Ref: 'CliB740FDB5' });
    expect(stack.resolve(one.repositoryArn)).toEqual({ 'Fn::GetAtt': ['CliB740FDB5', 'Arn'] });
    expect(other.resolve(one.repositoryName)).toBe('acme/cli');
    expect(other.resolve(one.repositoryArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr-public::${ACCOUNT}:repository/acme/cli`]],
    });
    expect(one.publicRepositoryRef.repositoryName).toBe(one.repositoryName);
  });
});

describe('the catalogue data of a PublicRepository', () => {
  test('is rendered as CloudFormation spells it', () => {
    repository({
      catalog: {
        description: 'The command line of Acme',
        about: CatalogText.fromMarkdown('# About'),
        usage: CatalogText.fromMarkdown('# Usage'),
        architectures: ['x86-64', 'ARM 64', 'x86-64'],
        operatingSystems: ['Linux'],
      },
    });
    expect(properties().RepositoryCatalogData).toEqual({
      RepositoryDescription: 'The command line of Acme',
      AboutText: '# About',
      UsageText: '# Usage',
      Architectures: ['x86-64', 'ARM 64'],
      OperatingSystems: ['Linux'],
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is not rendered when it is empty', () => {
    repository({ catalog: { architectures: [] } });
    expect(properties().RepositoryCatalogData).toBeUndefined();
  });

  test.each<[string, string[]]>([
    ['ARM', ['ARM', 'ARM 64']],
    ['x86', ['x86', 'x86-64']],
  ])('knows the labels of %s', (_, architectures) => {
    repository({ catalog: { architectures } });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('warns of labels that the gallery does not recognise', () => {
    repository({
      catalog: {
        architectures: ['ARM', 'riscv64'],
        operatingSystems: ['Windows', 'linux'],
      },
    });
    expect(properties().RepositoryCatalogData.Architectures).toEqual(['ARM', 'riscv64']);
    expect(warningsOf(stack)).toEqual([
      'catalog.architectures[1] is "riscv64", which is no architecture that the library knows; it knows ARM, ARM 64, ' +
        'x86, x86-64; correct it, or acknowledge that the gallery shows no badge for it and no search finds it ' +
        '[ack: cdk-ecr::unknownName]',
      'catalog.operatingSystems[1] is "linux", which is no operating system that the library knows; the nearest is ' +
        '"Linux"; correct it, or acknowledge that the gallery shows no badge for it and no search finds it ' +
        '[ack: cdk-ecr::unknownName]',
    ]);
  });

  test.each(['', 'x'.repeat(51)])('fails when a label is "%s"', (label) => {
    const text = (property: string) =>
      `PublicRepository at Stack/Cli: catalog.${property}[0] is "${label}" but must be 1 to 50 characters; use a name that ` +
      'the gallery recognises';
    expect(() => repository({ catalog: { architectures: [label] } })).toThrow(text('architectures'));
    stack.node.tryRemoveChild('Cli');
    expect(() => repository({ catalog: { operatingSystems: [label] } })).toThrow(text('operatingSystems'));
  });

  test('fails when there are too many labels', () => {
    const architectures = Array.from({ length: 51 }, (_, index) => `a${index}`);
    expect(() => repository({ catalog: { architectures } })).toThrow(
      'PublicRepository at Stack/Cli: number of catalog.architectures is 51 but must be at most 50; leave out those that ' +
        'the gallery does not recognise',
    );
  });

  test('fails when the description is too long', () => {
    repository({ catalog: { description: '😀'.repeat(1024) } });
    expect(() => new PublicRepository(stack, 'Long', { catalog: { description: 'x'.repeat(1025) } })).toThrow(
      'PublicRepository at Stack/Long: length of catalog.description is 1025 but must be at most 1024 characters; ' +
        'shorten it and say the rest in catalog.about',
    );
  });
});

describe('the catalogue texts of a PublicRepository', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalog-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function file(text: string): string {
    const path = join(folder, 'about.md');
    writeFileSync(path, text);
    return path;
  }

  test('come from files, with the same line ends everywhere', () => {
    repository({ catalog: { about: CatalogText.fromFile(file('\uFEFF# Cli\r\n\r\nText\n')) } });
    expect(properties().RepositoryCatalogData.AboutText).toBe('# Cli\n\nText\n');
  });

  test('may have 10,240 characters, and may be tokens', () => {
    expect(() => CatalogText.fromMarkdown('😀'.repeat(10240))).not.toThrow();
    expect(() => CatalogText.fromFile(file('x'.repeat(10240)))).not.toThrow();
    expect(() => CatalogText.fromMarkdown(Aws.STACK_NAME)).not.toThrow();
  });

  test('fails when a text is too long', () => {
    expect(() => CatalogText.fromMarkdown('x'.repeat(10241))).toThrow(
      'CatalogText.fromMarkdown: length of markdown is 10241 but must be 1 to 10240 characters; shorten it and link to ' +
        'the rest',
    );
    const path = file('x'.repeat(10241));
    expect(() => CatalogText.fromFile(path)).toThrow(
      `CatalogText.fromFile: length of ${path} is 10241 but must be 1 to 10240 characters; shorten it and link to the rest`,
    );
  });

  test('fails when a text is empty', () => {
    expect(() => CatalogText.fromMarkdown('')).toThrow(
      'CatalogText.fromMarkdown: length of markdown is 0 but must be 1 to 10240 characters; leave the text out',
    );
  });

  test('fails when there is no such file', () => {
    expect(() => CatalogText.fromFile('no/such.md')).toThrow(
      'CatalogText.fromFile: path is "no/such.md" but must be a file that can be read (ENOENT); write the path relative ' +
        'to the directory in which the app runs, or with join(__dirname, …)',
    );
  });
});

describe('the tags of a PublicRepository', () => {
  const LOST = 'tags: a public repository without a tag fails Security Hub ECR.4 [ack: cdk-ecr::repositoryTags]';

  test('are warned of when there are none', () => {
    repository({ tags: {} });
    expect(warningsOf(stack)).toEqual([LOST]);
  });

  test('may come from its scope', () => {
    repository({ tags: {} });
    Tags.of(stack).add('team', 'cli');
    expect(warningsOf(stack)).toEqual([]);
    expect(properties().Tags).toEqual([{ Key: 'team', Value: 'cli' }]);
  });

  test('are not warned of after an acknowledgement', () => {
    Validations.of(repository({ tags: {} })).acknowledge({
      id: 'cdk-ecr::repositoryTags',
      reason: 'only for this test',
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('fails when a tag has no value', () => {
    expect(() => repository({ tags: { team: '' } })).toThrow(
      'PublicRepository at Stack/Cli: tags.team is "" but must be 1 to 255 characters, which is what CloudFormation ' +
        'takes; give the tag a value or leave it out',
    );
  });
});

describe('the name of a PublicRepository', () => {
  test.each(['ab', '1a', 'a.b/c_d/e-f', 'a'.repeat(205)])('may be %s', (repositoryName) => {
    expect(() => repository({ repositoryName })).not.toThrow();
  });

  test.each(['a', 'a'.repeat(206), 'a..b', 'a__b', 'a--b', 'a//b', 'A', '/a', 'a/', '-a', 'a-'])(
    'fails when the name is %s',
    (repositoryName) => {
      const found = repositoryName.length > 160 ? `"${'a'.repeat(159)}… (206 characters)` : `"${repositoryName}"`;
      const must =
        `repositoryName is ${found} but must be 2 to 205 lower-case letters and digits, separated by a single ".", "_", ` +
        '"-" or "/"; start and end every part with a letter or digit and replace each run of separators by one';
      expect(() => repository({ repositoryName })).toThrow(`PublicRepository at Stack/Cli: ${must}`);
      expect(() => PublicRepository.fromPublicRepositoryName(stack, 'Old', repositoryName)).toThrow(
        `PublicRepository at Stack/Old: ${must}`,
      );
    },
  );

  test('is valid with single separators between any parts', () => {
    const part = fc.stringMatching(/^[a-z0-9]{2,9}$/);
    const names = fc
      .tuple(part, fc.array(fc.tuple(fc.constantFrom('.', '_', '-', '/'), part), { maxLength: 9 }))
      .map(([first, rest]) => first + rest.flat().join(''));
    fc.assert(
      fc.property(names, (name) => {
        const one = new Stack(new App(), 'Stack', { env: ENV });
        expect(PublicRepository.fromPublicRepositoryName(one, 'Old', name).repositoryName).toBe(name);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the region of a PublicRepository', () => {
  test('may be unresolved', () => {
    expect(() => new PublicRepository(new Stack(new App(), 'Open'), 'Cli')).not.toThrow();
  });

  test.each(['eu-west-1', 'us-gov-west-1', 'cn-north-1'])('fails when the region is %s', (region) => {
    const elsewhere = new Stack(new App(), 'Elsewhere', { env: { account: ACCOUNT, region } });
    expect(() => new PublicRepository(elsewhere, 'Cli')).toThrow(
      `PublicRepository at Elsewhere/Cli: region of the stack is "${region}" but must be us-east-1, where public ` +
        'repositories are; everybody pulls from there; declare it in a stack with env.region "us-east-1", or refer to an ' +
        'existing one with PublicRepository.fromPublicRepositoryName',
    );
  });
});

describe('the gallery URI', () => {
  test.each([
    [undefined, 'public.ecr.aws/acme/tools/cli'],
    ['v1', 'public.ecr.aws/acme/tools/cli:v1'],
    ['sha256:abc', 'public.ecr.aws/acme/tools/cli@sha256:abc'],
  ])('has a tag or digest: %s', (tagOrDigest, uri) => {
    const old = PublicRepository.fromPublicRepositoryName(stack, 'Old', 'tools/cli');
    expect(old.galleryUri('acme', tagOrDigest)).toBe(uri);
  });

  test('has the name of a declared repository', () => {
    expect(stack.resolve(repository().galleryUri('acme'))).toEqual({
      'Fn::Join': ['', ['public.ecr.aws/acme/', { Ref: 'CliB740FDB5' }]],
    });
  });

  test.each(['a', '1a', 'Acme', 'a..b', 'acme/', 'a'.repeat(51)])('fails when the alias is %s', (alias) => {
    expect(() => repository().galleryUri(alias)).toThrow(
      `PublicRepository.galleryUri at Stack/Cli: registryAlias is "${alias}" but must be 2 to 50 lower-case letters and ` +
        'digits that start with a letter, separated by a single ".", "_" or "-"; look the alias up with `aws ecr-public ' +
        'describe-registries --region us-east-1`',
    );
  });
});

describe('the policy of a PublicRepository', () => {
  test('has the statements that are added', () => {
    repository().addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['ecr-public:DescribeImages'],
        principals: [new iam.AccountPrincipal('444455556666')],
      }),
    );
    expect(properties().RepositoryPolicyText.Statement).toHaveLength(1);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('warns of a statement for everybody', () => {
    repository().addToResourcePolicy(
      new iam.PolicyStatement({ actions: ['ecr-public:PutImage'], principals: [new iam.AnyPrincipal()] }),
    );
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/ allows ecr-public:PutImage to everybody, .*\[ack: cdk-ecr::openPolicy\]$/),
    ]);
  });

  test('fails when a statement names no principal', () => {
    const statement = new iam.PolicyStatement({ actions: ['ecr-public:PutImage'] });
    expect(() => repository().addToResourcePolicy(statement)).toThrow(
      'PublicRepository.addToResourcePolicy at Stack/Cli: statement is {"Action":"ecr-public:PutImage","Effect":"Allow"} ' +
        'but must name a principal, as every statement of a repository policy; add principals',
    );
  });

  test('is not changed if the repository is imported', () => {
    const statement = new iam.PolicyStatement({ actions: ['ecr-public:PutImage'] });
    const old = PublicRepository.fromPublicRepositoryName(stack, 'Old', 'acme/cli');
    expect(old.addToResourcePolicy(statement)).toEqual({ statementAdded: false });
  });
});

const PUSH = [
  'ecr-public:BatchCheckLayerAvailability',
  'ecr-public:CompleteLayerUpload',
  'ecr-public:InitiateLayerUpload',
  'ecr-public:PutImage',
  'ecr-public:UploadLayerPart',
];
const ARN = `arn:aws:ecr-public::${ACCOUNT}:repository/acme/cli`;
const role = (scope = stack) => new iam.Role(scope, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
const identityPolicies = (scope: Stack) => SynthesizedStack.of(scope).identityPolicies('Role1ABCC5F0');

/** What a role may do, and what the repository's policy says, where the role was granted to push. */
function granted(grant: (scope: Stack, pusher: iam.Role) => void) {
  const one = new Stack(new App(), 'Stack', { env: ENV });
  grant(one, role(one));
  return identityPolicies(one);
}

const declared = granted((scope, pusher) =>
  new PublicRepository(scope, 'Cli', { repositoryName: 'acme/cli' }).grants.push(pusher),
);
const imported = granted((scope, pusher) =>
  PublicRepository.fromPublicRepositoryName(scope, 'Cli', 'acme/cli').grants.push(pusher),
);
const raw = granted((scope, pusher) =>
  PublicRepositoryGrants.fromPublicRepository(
    new ecr.CfnPublicRepository(scope, 'Cli', { repositoryName: 'acme/cli' }),
  ).push(pusher),
);

describeDecisions(
  'a role that may push',
  Object.entries({ declared, imported, raw }).flatMap(([kind, policies]) => [
    ...PUSH.map((action) => ({
      name: `${action}, ${kind} repository`,
      allow: {
        caller: { kind: 'role' as const, account: ACCOUNT, name: 'ci' },
        action,
        resource: ARN,
        identityPolicies: policies,
      },
      denyWhen: [
        { when: 'the repository is another one', change: { resource: `${ARN}-2` } },
        { when: 'it deletes instead', change: { action: 'ecr-public:BatchDeleteImage' } },
        { when: 'it changes the policy instead', change: { action: 'ecr-public:SetRepositoryPolicy' } },
        { when: 'it has no such grant', change: { identityPolicies: [] } },
      ],
    })),
    ...['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'].map((action) => ({
      name: `${action}, ${kind} repository`,
      allow: {
        caller: { kind: 'role' as const, account: ACCOUNT, name: 'ci' },
        action,
        resource: '*',
        identityPolicies: policies,
      },
      denyWhen: [{ when: 'it has no such grant', change: { identityPolicies: [] } }],
    })),
  ]),
);

describe('a grant to push to a PublicRepository', () => {
  const foreign = () => iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/ci');

  test('is in the policy of the repository for a principal of another account', () => {
    repository().grants.push(foreign());
    expect(properties().RepositoryPolicyText.Statement).toEqual([
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/ci' }, Action: PUSH },
    ]);
  });

  test('is in the policy of the repository for an account', () => {
    repository().grants.push(new iam.AccountPrincipal('444455556666'));
    expect(properties().RepositoryPolicyText.Statement).toMatchObject([{ Action: PUSH }]);
  });

  test.each<[string, () => ecr.IPublicRepositoryRef]>([
    ['imported', () => PublicRepository.fromPublicRepositoryName(stack, 'Old', 'acme/cli')],
    ['raw', () => new ecr.CfnPublicRepository(stack, 'Old', { repositoryName: 'acme/cli' })],
  ])('fails when the grant would have no effect: %s repository', (_, make) => {
    const grants = PublicRepositoryGrants.fromPublicRepository(make());
    const statement = `add {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::444455556666:role/ci"]},"Action":${JSON.stringify(PUSH)}} where the repository is declared`;
    expect(() => grants.push(foreign())).toThrow(
      "but must be a role or user of the repository's account, because the policy of the repository cannot be changed " +
        `here; ${statement}`,
    );
    expect(() => grants.push(new iam.AccountPrincipal('444455556666'))).toThrow(
      'PublicRepositoryGrants.push at Stack/Old: grantee is "AccountPrincipal(444455556666)" but must be a role or user ' +
        "of the repository's account, because the policy of the repository cannot be changed here; add",
    );
  });
});

test('a property injector sets defaults of a PublicRepository', () => {
  const app = new App({
    propertyInjectors: [
      {
        constructUniqueId: PublicRepository.PROPERTY_INJECTION_ID,
        inject: (props) => ({ tags: { team: 'injected' }, ...props }),
      },
    ],
  });
  const one = new Stack(app, 'Stack', { env: ENV });
  new PublicRepository(one, 'Cli');
  Template.fromStack(one).hasResourceProperties(TYPE, { Tags: [{ Key: 'team', Value: 'injected' }] });
});
