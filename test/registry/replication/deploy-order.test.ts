import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as pipelines from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const PROD = { repositoryPrefixes: ['prod/'] };

let app: App;
beforeEach(() => {
  app = new App();
});

/** A registry in its own stack, whose ID is the region. */
function registryIn(scope: Construct, region: string, account = ACCOUNT): Registry {
  const registry = new Registry(new Stack(scope, region, { env: { account, region } }), 'Registry');
  // So that replicas take over settings, and both sides have a key that could be referred to.
  new PrivateRepository(Stack.of(registry), 'Api', { repositoryName: `${region}/api` });
  return registry;
}

function repositoryIn(registry: Registry, repositoryName: string): void {
  new PrivateRepository(Stack.of(registry), repositoryName.replace('/', '-'), { repositoryName });
}

/** By construct path, the stacks that `cdk deploy --all` deploys before a stack. */
function deployedBefore(stage: Stage = app): Record<string, string[]> {
  const { stacks } = stage.synth();
  return Object.fromEntries(
    stacks.map(({ hierarchicalId, dependencies }) => [
      hierarchicalId,
      stacks.filter((each) => dependencies.includes(each)).map((each) => each.hierarchicalId),
    ]),
  );
}

/** The text of every template in the assembly and in those of its stages. */
function templates(): string[] {
  const { directory } = app.synth();
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => fs.readFileSync(path.join(directory, file), 'utf8'));
}

/** Every kind of reference from one template to another. */
const REFERENCE = /Fn::ImportValue|"Export"|CrossRegionExport|\{\{resolve:|AWS::SSM::Parameter"/;

function expectNoReferences(count: number): void {
  const all = templates();
  expect(all).toHaveLength(count);
  for (const text of all) expect(text).not.toMatch(REFERENCE);
}

describe('replication between stacks of an app', () => {
  const { JSII_DEPRECATED: onDeprecated } = process.env;
  afterEach(() => {
    process.env.JSII_DEPRECATED = onDeprecated;
    if (onDeprecated === undefined) delete process.env.JSII_DEPRECATED;
  });

  test('calls nothing that a release of aws-cdk-lib calls deprecated', () => {
    process.env.JSII_DEPRECATED = 'fail';
    registryIn(app, 'us-east-1').replicateTo(registryIn(app, 'eu-west-1'), PROD);
    expect(deployedBefore()).toEqual({ 'us-east-1': ['eu-west-1'], 'eu-west-1': [] });
  });

  test('adds the dependency by the newer name where the release has it', () => {
    const source = registryIn(app, 'us-east-1');
    const destination = registryIn(app, 'eu-west-1');
    source.replicateTo(destination, PROD);
    const addStackDependency = jest.fn();
    Object.assign(Stack.of(source), { addStackDependency });
    app.synth();
    expect(addStackDependency).toHaveBeenCalledWith(Stack.of(destination), 'replication needs its destination first');
  });

  test('deploys the destination before its source', () => {
    const [source, destination] = [registryIn(app, 'eu-west-1'), registryIn(app, 'us-east-1', OTHER)];
    source.replicateTo(destination, PROD);
    repositoryIn(source, 'prod/api');
    expect(deployedBefore()).toEqual({ 'eu-west-1': ['us-east-1'], 'us-east-1': [] });
    expectNoReferences(2);
  });

  test('orders the stacks in the assembly independently of their names and declarations', () => {
    const [source, destination] = [registryIn(app, 'eu-central-1'), registryIn(app, 'eu-west-1')];
    source.replicateTo(destination, PROD);
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['eu-west-1', 'eu-central-1']);
  });

  test('deploys both destinations before their source', () => {
    const [source, one, other] = ['eu-west-1', 'eu-central-1', 'us-east-1'].map((region) => registryIn(app, region));
    for (const destination of [one, other]) source.replicateTo(destination, PROD);
    expect(deployedBefore()).toMatchObject({ 'eu-west-1': ['eu-central-1', 'us-east-1'] });
  });

  test('deploys a chain from its end to its start', () => {
    const [a, b, c] = ['eu-west-1', 'eu-central-1', 'us-east-1'].map((region) => registryIn(app, region));
    a.replicateTo(b, PROD);
    b.replicateTo(c, PROD);
    a.replicateTo(c, PROD);
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['us-east-1', 'eu-central-1', 'eu-west-1']);
  });

  test('adds no dependency when two registries replicate in both directions', () => {
    const [one, other] = [registryIn(app, 'eu-west-1'), registryIn(app, 'us-east-1', OTHER)];
    one.replicateTo(other, PROD);
    other.replicateTo(one, { repositoryPrefixes: ['back/'] });
    repositoryIn(one, 'prod/api');
    repositoryIn(other, 'back/api');
    expect(deployedBefore()).toEqual({ 'eu-west-1': [], 'us-east-1': [] });
    expectNoReferences(2);
  });

  test('adds no dependency in a cycle of three, and deploys a source of the cycle last', () => {
    const [a, b, c, before] = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'].map((region) =>
      registryIn(app, region),
    );
    a.replicateTo(b, PROD);
    b.replicateTo(c, PROD);
    c.replicateTo(a, PROD);
    before.replicateTo(a, PROD);
    expect(deployedBefore()).toEqual({
      'eu-west-1': [],
      'eu-central-1': [],
      'us-east-1': [],
      'us-west-2': ['eu-west-1'],
    });
  });

  test('adds no dependency when the destination already depends on the source', () => {
    const [source, destination] = [registryIn(app, 'eu-west-1'), registryIn(app, 'eu-central-1')];
    const between = new Stack(app, 'Between');
    between.addDependency(Stack.of(source));
    Stack.of(destination).addDependency(between);
    source.replicateTo(destination, PROD);
    expect(deployedBefore()).toEqual({ 'eu-west-1': [], Between: ['eu-west-1'], 'eu-central-1': ['Between'] });
  });
});

describe('replication between nested stacks', () => {
  function nestedIn(region: string): Registry {
    const stack = new Stack(app, region, { env: { account: ACCOUNT, region } });
    return new Registry(new NestedStack(stack, 'Nested'), 'Registry');
  }

  test('deploys the destination before its source', () => {
    nestedIn('eu-central-1').replicateTo(nestedIn('eu-west-1'), PROD);
    expect(deployedBefore()).toEqual({ 'eu-central-1': ['eu-west-1'], 'eu-west-1': [] });
  });

  test('adds no dependency when the destination already depends on the source', () => {
    const [source, destination] = [nestedIn('eu-west-1'), nestedIn('eu-central-1')];
    Stack.of(destination).nestedStackParent!.addDependency(Stack.of(source).nestedStackParent!);
    source.replicateTo(destination, PROD);
    expect(deployedBefore()).toEqual({ 'eu-west-1': [], 'eu-central-1': ['eu-west-1'] });
  });
});

describe('replication with stages', () => {
  function twoStages(): { source: Registry; destination: Registry; stages: Stage[] } {
    const [first, second] = [new Stage(app, 'First'), new Stage(app, 'Second')];
    const [source, destination] = [registryIn(first, 'eu-west-1'), registryIn(second, 'us-east-1', OTHER)];
    return { source, destination, stages: [first, second] };
  }

  test('deploys the destination before its source within one stage', () => {
    const stage = new Stage(app, 'Prod');
    const [source, destination] = [registryIn(stage, 'eu-west-1'), registryIn(stage, 'eu-central-1')];
    source.replicateTo(destination, PROD);
    repositoryIn(source, 'prod/api');
    expect(deployedBefore(stage)).toEqual({
      'Prod/eu-west-1': ['Prod/eu-central-1'],
      'Prod/eu-central-1': [],
    });
    expectNoReferences(2);
  });

  test.each([
    ['to the later one', false],
    ['to the earlier one', true],
  ])('adds no dependency between two stages: %s', (_name, back) => {
    const { source, destination, stages } = twoStages();
    const [from, to] = back ? [destination, source] : [source, destination];
    from.replicateTo(to, PROD);
    repositoryIn(from, 'prod/api');
    for (const stage of stages) expect(Object.values(deployedBefore(stage))).toEqual([[]]);
    expectNoReferences(2);
    expect(templates().filter((text) => text.includes('AWS::ECR::RepositoryCreationTemplate'))).toHaveLength(1);
    expect(templates().filter((text) => text.includes('AWS::ECR::ReplicationConfiguration'))).toHaveLength(1);
  });

  test('adds no reference between two stages that replicate in both directions', () => {
    const { source, destination } = twoStages();
    source.replicateTo(destination, PROD);
    destination.replicateTo(source, PROD);
    expectNoReferences(2);
  });
});

describe('replication in CDK Pipelines', () => {
  function pipelineIn(): pipelines.CodePipeline {
    const stack = new Stack(app, 'Pipeline', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const repository = codecommit.Repository.fromRepositoryName(stack, 'Source', 'source');
    return new pipelines.CodePipeline(stack, 'Pipeline', {
      crossAccountKeys: true,
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.codeCommit(repository, 'main'),
        commands: ['npx cdk synth'],
      }),
    });
  }

  function stagesOf(): { primary: Stage; recovery: Stage; source: Registry; destination: Registry } {
    const [primary, recovery] = [new Stage(app, 'Primary'), new Stage(app, 'Recovery')];
    const [source, destination] = [registryIn(primary, 'eu-west-1'), registryIn(recovery, 'us-east-1', OTHER)];
    repositoryIn(source, 'prod/api');
    return { primary, recovery, source, destination };
  }

  test.each([
    ['the destination first', true],
    ['the source first', false],
  ])('configures both sides in either order of addStage: %s', (_name, destinationFirst) => {
    const pipeline = pipelineIn();
    const { primary, recovery, source, destination } = stagesOf();
    source.replicateTo(destination, PROD);
    for (const stage of destinationFirst ? [recovery, primary] : [primary, recovery]) pipeline.addStage(stage);
    const rendered = templates().filter((text) => text.includes('AWS::ECR::'));
    expect(rendered).toHaveLength(2);
    for (const text of rendered) expect(text).not.toMatch(REFERENCE);

    const [template] = Object.values<{ Type: string; Properties: Record<string, unknown> }>(
      rendered.map((text) => JSON.parse(text).Resources).find((all) => JSON.stringify(all).includes('CustomRoleArn')),
    ).filter(({ Type }) => Type === 'AWS::ECR::RepositoryCreationTemplate');
    // The mutability of the source's repository; without a repository it would be MUTABLE.
    expect(template.Properties).toMatchObject({ Prefix: 'prod', ImageTagMutability: 'IMMUTABLE' });
  });

  test('deploys the destination before its source when one stage has both', () => {
    const pipeline = pipelineIn();
    const stage = new Stage(app, 'Prod');
    registryIn(stage, 'eu-west-1').replicateTo(registryIn(stage, 'eu-central-1'), PROD);
    pipeline.addStage(stage);
    expect(deployedBefore(stage)).toMatchObject({ 'Prod/eu-west-1': ['Prod/eu-central-1'] });
  });

  test('fails when replicateTo is called after the stage of the source is added', () => {
    const { primary, source, destination } = stagesOf();
    pipelineIn().addStage(primary);
    expect(() => source.replicateTo(destination, PROD)).toThrow(
      'Registry at Primary/eu-west-1/Registry: contribution is "replication of prod/ to 444455556666/us-east-1" but must ' +
        'come before its stage Primary is synthesized; wire everything before the stage is added to a pipeline ' +
        '(addStage) or the app is synthesized',
    );
  });

  test('fails when replicateTo is called after the stage of the destination is added', () => {
    const { recovery, source, destination } = stagesOf();
    pipelineIn().addStage(recovery);
    expect(() => source.replicateTo(destination, PROD)).toThrow(
      'Registry at Recovery/us-east-1/Registry: contribution is "replication from 111122223333/eu-west-1" but must come ' +
        'before its stage Recovery is synthesized; wire everything before the stage is added to a pipeline (addStage) ' +
        'or the app is synthesized',
    );
  });
});
