import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnStack, CfnStackSet, LegacyStackSynthesizer, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { StackSetStack, stackSetOf } from './stack-set';
import { Relation } from '../../src/ecr/environments';
import { ResourceType } from '../../src/ecr/resource-type';
import { readAssembly, readTemplate } from '../../src/templates/assembly';
import { TemplateApp } from '../../src/templates/template-app';
import { ACCOUNT, REGION } from '../checks/support';

const env = { account: ACCOUNT, region: REGION };
const TEMPLATE = { Resources: { Api: { Type: ResourceType.REPOSITORY, Properties: { RepositoryName: 'team/api' } } } };

function read(app: App): TemplateApp {
  return new TemplateApp(readAssembly(app.synth().directory));
}

/** The paths of all repositories. */
function repositoriesIn(app: App): string[] {
  return read(app)
    .resourcesOf(ResourceType.REPOSITORY)
    .map(({ constructPath }) => constructPath)
    .sort();
}

/** An app whose repositories have one logical id in each of three stacks. */
function nestedApp(context: Record<string, unknown> = {}, props: object = {}): App {
  const app = new App({ context });
  const stack = new Stack(app, 'Stack', props);
  const outer = new NestedStack(stack, 'Outer');
  for (const scope of [stack, outer, new NestedStack(outer, 'Inner')]) new ecr.CfnRepository(scope, 'Api');
  return app;
}

function inFile(name: string, content: object | string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'template-')), name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('a stack', () => {
  test('has the account and region of its manifest, its names and its tags, also in a stage', () => {
    const app = new App();
    new Stack(app, 'Open', { tags: { team: 'a' }, stackName: 'open-to-all' });
    new Stack(new Stage(app, 'Prod', { env }), 'Stack');
    const stacks = readAssembly(app.synth().directory);
    const open = stacks.find(({ path }) => path === 'Open')!;
    const staged = stacks.find(({ path }) => path === 'Prod/Stack')!;
    expect(stacks).toHaveLength(2);
    expect(open).toMatchObject({ account: undefined, region: undefined, tagKeys: ['team'] });
    expect(open.names).toEqual(['Open', 'Open', 'open-to-all']);
    expect(staged).toMatchObject({ ...env, isStackSet: false });
    expect(staged.names).toEqual(['Prod/Stack', expect.stringMatching(/^ProdStack/), 'Prod-Stack']);
    expect(staged.stage).not.toBe(open.stage);
  });

  test('has the paths of constructs from a metadata file', () => {
    expect(repositoriesIn(nestedApp())).toEqual(['Stack/Api', 'Stack/Outer/Api', 'Stack/Outer/Inner/Api']);
  });

  test('has the paths of constructs from the manifest, where older releases of the CDK write them', () => {
    const { directory } = nestedApp().synth();
    const file = join(directory, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const { additionalMetadataFile, ...artifact } = manifest.artifacts.Stack;
    const metadata = artifact.metadata ?? JSON.parse(readFileSync(join(directory, additionalMetadataFile), 'utf8'));
    manifest.artifacts.Stack = { ...artifact, metadata };
    writeFileSync(file, JSON.stringify(manifest));
    const repositories = new TemplateApp(readAssembly(directory)).resourcesOf(ResourceType.REPOSITORY);
    expect(repositories.map(({ constructPath }) => constructPath)).toEqual([
      'Stack/Api',
      'Stack/Outer/Api',
      'Stack/Outer/Inner/Api',
    ]);
  });

  test('has the paths of constructs from the metadata of templates if the app writes no other', () => {
    const context = { 'aws:cdk:disable-logicalId-metadata': true, 'aws:cdk:enable-path-metadata': true };
    expect(repositoriesIn(nestedApp(context))).toEqual(['Stack/Api', 'Stack/Outer/Api', 'Stack/Outer/Inner/Api']);
  });
});

describe('a nested stack', () => {
  test('has the environment and the tags of its parent stack, and tags of its own', () => {
    const app = nestedApp({}, { env, tags: { team: 'a' } });
    Tags.of(app.node.findChild('Stack').node.findChild('Outer')).add('part', 'b');
    const stacks = read(app).stacks;
    expect(stacks.map(({ path, account }) => [path, account])).toEqual([
      ['Stack', ACCOUNT],
      ['Stack/Outer', ACCOUNT],
      ['Stack/Outer/Inner', ACCOUNT],
    ]);
    expect(new Set(stacks[2].tagKeys)).toEqual(new Set(['team', 'part']));
    expect(stacks[2].outermost).toBe(stacks[0]);
    expect(stacks[0].relationTo(stacks[2])).toBe(Relation.SAME);
  });

  test('is found with the legacy synthesizer, which writes no list of assets', () => {
    const app = nestedApp({}, { synthesizer: new LegacyStackSynthesizer() });
    expect(repositoriesIn(app)).toEqual(['Stack/Api', 'Stack/Outer/Api', 'Stack/Outer/Inner/Api']);
  });

  test('is read from a JSON file that the app publishes, but not from a YAML file', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    for (const [id, path] of Object.entries({
      Json: inFile('old.json', TEMPLATE),
      Yaml: inFile('old.yaml', 'Resources: {}'),
    })) {
      new CfnStack(stack, id, { templateUrl: new Asset(stack, `${id}Asset`, { path }).httpUrl });
    }
    new CfnStack(stack, 'Elsewhere', { templateUrl: 'https://bucket.s3.amazonaws.com/template.json' });
    const [repository, ...others] = read(app).resourcesOf(ResourceType.REPOSITORY);
    expect(others).toEqual([]);
    expect(repository).toMatchObject({ logicalId: 'Api', constructPath: 'Stack/Json' });
    expect(repository.stack.account).toBe(ACCOUNT);
  });

  test('that contains its parent template is read once', () => {
    const app = nestedApp();
    const { directory } = app.synth();
    const nested = JSON.parse(readFileSync(join(directory, 'Stack.template.json'), 'utf8'));
    const [url] = Object.values<any>(nested.Resources).flatMap(({ Properties = {} }) => Properties.TemplateURL ?? []);
    const file = readAssembly(directory)[1].templatePath;
    const template = JSON.parse(readFileSync(file, 'utf8'));
    template.Resources.Again = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } };
    writeFileSync(file, JSON.stringify(template));
    expect(readAssembly(directory)).toHaveLength(3);
  });
});

describe('the template of a stack set', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['a file', (stack) => setWith(stack, { templateUrl: new Asset(stack, 'Asset', { path: FILE }).httpUrl })],
    ['inline', (stack) => setWith(stack, { templateBody: JSON.stringify(TEMPLATE) })],
    [
      'inline, with values known only at deployment',
      (stack) => setWith(stack, { templateBody: stack.toJsonString({ ...TEMPLATE, Description: stack.stackId }) }),
    ],
    ['a stack', (stack) => stackSetOf(stack, 'Set', withRepository(new StackSetStack(stack, 'Instances')))],
  ])('is read if it is %s', (_, build) => {
    const app = new App();
    build(new Stack(app, 'Stack', { env }));
    const templates = read(app);
    const [repository, ...others] = templates.resourcesOf(ResourceType.REPOSITORY);
    expect(others).toEqual([]);
    expect(repository.property('RepositoryName')).toBe('team/api');
    expect(repository.stack).toMatchObject({ account: undefined, region: undefined, parent: undefined });
    expect(repository.stack.description).toMatchObject({ isStackSet: true, declaration: { logicalId: 'Set' } });
  });

  test('has an unresolved environment, which is the same only as its own', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    for (const id of ['One', 'Two']) setWith(stack, { templateBody: JSON.stringify(TEMPLATE) }, id);
    const [own, one, two] = read(app).stacks;
    expect([one.relationTo(own), own.relationTo(one), one.relationTo(two)]).toEqual(Array(3).fill(Relation.UNRESOLVED));
    expect(one.relationTo(one)).toBe(Relation.SAME);
  });

  test('is read once if several stack sets deploy it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    const instances = withRepository(new StackSetStack(stack, 'Instances'));
    for (const id of ['One', 'Two']) stackSetOf(stack, id, instances);
    const { directory } = app.synth();
    const paths = {
      stackOf: (file: string) => (/stackset/.test(file) ? 'Instances' : 'Stack'),
      constructOf: () => undefined,
    };
    expect(new TemplateApp(readAssembly(directory, { paths })).resourcesOf(ResourceType.REPOSITORY)).toHaveLength(1);
  });
});

test('a single template is read as an app with one stack', () => {
  const file = inFile('Images.template.json', TEMPLATE);
  const [stack, ...others] = readTemplate(file);
  expect(others).toEqual([]);
  expect(stack).toMatchObject({ path: 'Images', templatePath: file, names: ['Images'], isStackSet: false });
  expect(new TemplateApp([stack]).resourcesOf(ResourceType.REPOSITORY)[0].constructPath).toBe('Images');
});

test('templates in memory refer to each other by exports', () => {
  const shared = { Outputs: { Name: { Value: 'team/api', Export: { Name: 'name' } } } };
  const user = {
    Resources: {
      Api: { Type: ResourceType.REPOSITORY, Properties: { RepositoryName: { 'Fn::ImportValue': 'name' } } },
      Odd: null as never,
    },
  };
  const app = TemplateApp.fromTemplates([
    { path: 'Shared', template: shared },
    { path: 'User', template: user },
  ]);
  expect(app.resourcesOf(ResourceType.REPOSITORY)[0].property('RepositoryName')).toBe('team/api');
});

const FILE = inFile('stack-set.json', TEMPLATE);

function setWith(stack: Stack, template: { templateUrl?: string; templateBody?: string }, id = 'Set'): void {
  new CfnStackSet(stack, id, { permissionModel: 'SERVICE_MANAGED', stackSetName: id, ...template });
}

function withRepository<T extends Stack>(stack: T): T {
  new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
  return stack;
}
