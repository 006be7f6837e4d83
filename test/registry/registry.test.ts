import { App, DefaultStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ScanFrequency } from '../../src/ecr/scan-frequency';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import type { RegistryProps } from '../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../src/registry/registry-removal-policy';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

const statement = () => RegistryPolicyStatement.allowReplicationFrom({ account: '444455556666' });

test('a Registry without settings renders no resource', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new Registry(stack, 'Registry');
  expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
});

test('a Registry has the URI and the environment of its account and region', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const registry = new Registry(stack, 'Registry');
  expect(registry.env).toEqual(ENV);
  expect(stack.resolve(registry.registryUri)).toEqual({
    'Fn::Join': ['', ['111122223333.dkr.ecr.eu-west-1.', { Ref: 'AWS::URLSuffix' }]],
  });
});

test('the policy of a Registry is deleted with its last line, its scanning is retained, and both can be imported by the account id', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
  registry.addToPolicy(statement());
  const template = Template.fromStack(stack);
  template.hasResource('AWS::ECR::RegistryPolicy', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  template.hasResource('AWS::ECR::RegistryScanningConfiguration', retained);
  const ids = Object.keys(template.toJSON().Resources);
  expect(registry.importMapping).toEqual(Object.fromEntries(ids.map((id) => [id, { RegistryId: '111122223333' }])));
  expect(ids).toHaveLength(2);
});

test('the key of a Registry is created once, on first use', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const registry = new Registry(stack, 'Registry');
  expect(registry.repositoryKey()).toBe(registry.repositoryKey());
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
});

describe('the Registry of an account and region', () => {
  test('fails when the same stack has a second one', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    new Registry(stack, 'One');
    expect(() => new Registry(stack, 'Two')).toThrow(
      'Registry at Stack/Two: environment is "111122223333/eu-west-1" but must have one owner, and Stack/One is it ' +
        'already; use Registry.of(scope), which gives you Stack/One',
    );
  });

  test('fails when another stage has a second one for the same environment', () => {
    const app = new App();
    new Registry(new Stack(new Stage(app, 'Beta'), 'Stack', { env: ENV }), 'Registry');
    const other = new Stack(new Stage(app, 'Prod'), 'Stack', { env: ENV });
    expect(() => new Registry(other, 'Registry')).toThrow(
      /Registry at Prod\/Stack\/Registry: .* Beta\/Stack\/Registry is it/,
    );
  });

  test.each([{ account: '444455556666' }, { region: 'us-east-1' }])(
    'may be declared again in another environment: %j',
    (other) => {
      const app = new App();
      new Registry(new Stack(app, 'One', { env: ENV }), 'Registry');
      const stack = new Stack(app, 'Two', { env: { ...ENV, ...other } });
      expect(() => new Registry(stack, 'Registry')).not.toThrow();
      expect(warningsOf(stack)).toEqual([]);
    },
  );

  test('fails when two stacks of a stage have one and neither has an environment', () => {
    const app = new App();
    new Registry(new Stack(app, 'One'), 'Registry');
    expect(() => new Registry(new Stack(app, 'Two'), 'Registry')).toThrow(/must have one owner, and One\/Registry/);
  });

  test('has a warning when two stages have one and neither has an environment', () => {
    const app = new App();
    new Registry(new Stack(new Stage(app, 'Beta'), 'Stack'), 'Registry');
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    new Registry(stack, 'Registry');
    expect(warningsOf(stack)).toEqual([
      'Prod/Stack/Registry and Beta/Stack/Registry may own the same registry, because the account or region of one is ' +
        'known only at deployment; give their stacks an `env`, or make sure that they are deployed to different ones ' +
        '[ack: cdk-ecr::registrySingleton]',
    ]);
  });

  test('has a warning when two stack sets have one', () => {
    class StackSetStackSynthesizer extends DefaultStackSynthesizer {}
    const app = new App();
    const stackSet = (id: string) => new Stack(app, id, { synthesizer: new StackSetStackSynthesizer() });
    new Registry(stackSet('One'), 'Registry');
    const stack = stackSet('Two');
    new Registry(stack, 'Registry');
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-ecr::registrySingleton]')]);
  });

  test('retains its settings in the template of a stack set', () => {
    class StackSetStackSynthesizer extends DefaultStackSynthesizer {}
    const stack = new Stack(new App(), 'Stack', { synthesizer: new StackSetStackSynthesizer() });
    new Registry(stack, 'Registry').addToPolicy(statement());
    Template.fromStack(stack).hasResource('AWS::ECR::RegistryPolicy', { DeletionPolicy: 'Retain' });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, RegistryProps, boolean, number]>([
    ['has a warning when its stack is not protected from deletion', {}, false, 1],
    ['has no warning when its stack is protected', {}, true, 0],
    ['has no warning when its settings are retained', { removalPolicy: RegistryRemovalPolicy.RETAIN }, false, 0],
  ])('%s', (_, props, terminationProtection, count) => {
    const stack = new Stack(new App(), 'Stack', { env: ENV, terminationProtection });
    new Registry(stack, 'Registry', props).addToPolicy(statement());
    const warning =
      'deleting the stack Stack would revoke the settings of the registry; set terminationProtection: true on it ' +
      '[ack: cdk-ecr::registryStack]';
    expect(warningsOf(stack)).toEqual(Array(count).fill(warning));
  });

  test('has no warning as long as it renders nothing', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    new Registry(stack, 'Registry');
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    (stack: Stack) => new ecr.CfnRegistryPolicy(stack, 'Raw', { policyText: {} }),
    (stack: Stack) => new ecr.CfnRegistryScanningConfiguration(stack, 'Raw', { scanType: 'BASIC', rules: [] }),
    (stack: Stack) => new ecr.CfnReplicationConfiguration(stack, 'Raw', { replicationConfiguration: { rules: [] } }),
    (stack: Stack) => new ecr.CfnSigningConfiguration(stack, 'Raw', { rules: [] }),
  ])('fails when an L1 resource sets what the Registry owns: %s', (raw) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENV });
    new Registry(stack, 'Registry');
    const { cfnResourceType: type } = raw(new Stack(app, 'Other', { env: ENV }));
    expect(() => app.synth()).toThrow(
      `Registry at Stack/Registry: ${type} is "Other/Raw" but must be set by one owner, and Stack/Registry owns the ` +
        'registry of this account and region; contribute to the Registry instead, or remove one of the two',
    );
  });

  test('allows an L1 resource in another region', () => {
    const app = new App();
    new Registry(new Stack(app, 'Stack', { env: ENV }), 'Registry');
    const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    new ecr.CfnRegistryPolicy(other, 'Raw', { policyText: {} });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('Registry.of and Registry.tryOf', () => {
  test('return the Registry for a scope in the same environment', () => {
    const app = new App();
    const registry = new Registry(new Stack(app, 'Platform', { env: ENV }), 'Registry');
    const repository = new PrivateRepository(new Stack(app, 'Stack', { env: ENV }), 'Api');
    expect(Registry.of(repository)).toBe(registry);
    expect(Registry.tryOf(repository)).toBe(registry);
  });

  test('return undefined from tryOf, and fail in of, when the environment has no Registry', () => {
    const app = new App();
    new Registry(new Stack(app, 'Platform', { env: ENV }), 'Registry');
    const stack = new Stack(app, 'Stack', { env: { ...ENV, region: 'us-east-1' } });
    expect(Registry.tryOf(stack)).toBeUndefined();
    expect(() => Registry.of(stack)).toThrow(
      'Registry.of at Stack: environment is "111122223333/us-east-1" but must have a Registry in this app; declare one ' +
        'first, or import it with Registry.fromRegistryAttributes',
    );
  });
});

describe('a late contribution to a Registry', () => {
  test.each<[string, (registry: Registry) => void]>([
    ['policy', (registry) => registry.addToPolicy(statement())],
    ['scanning', (registry) => registry.addScanningRule(ScanFrequency.ON_PUSH, ['late/*'])],
    ['key', (registry) => registry.repositoryKey()],
    [
      'exclusion',
      (registry) =>
        registry.excludeFromPullTime(
          iam.Role.fromRoleArn(registry, 'Scanner', 'arn:aws:iam::111122223333:role/scanner'),
        ),
    ],
    ['create-on-push', (registry) => registry.addCreateOnPush('Late', { prefix: 'late/' })],
  ])('fails when the stage is already synthesized: %s', (_, contribute) => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const registry = new Registry(new Stack(stage, 'Stack'), 'Registry', {
      scanning: RegistryScanning.basic({ onPush: ['prod/*'] }),
    });
    stage.synth();
    expect(() => contribute(registry)).toThrow(
      /Registry at Prod\/Stack\/Registry: contribution is ".+" but must come before its stage Prod is synthesized; wire everything before the stage is added to a pipeline \(addStage\) or the app is synthesized/,
    );
  });

  test('is accepted after synthesis when it is already there', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const registry = new Registry(new Stack(stage, 'Stack'), 'Registry');
    registry.addToPolicy(statement());
    stage.synth();
    expect(() => registry.addToPolicy(statement())).not.toThrow();
  });
});

describe('an imported registry', () => {
  test('causes a warning in a region with an unknown name', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    Registry.fromRegistryAttributes(stack, 'Misspelt', { region: 'us-esat-1' });
    Registry.fromRegistryAttributes(stack, 'Own');
    expect(warningsOf(stack)).toEqual([
      'region is "us-esat-1", which is no region that the library knows; the nearest is "us-east-1"; correct it, or ' +
        'acknowledge that it is right [ack: cdk-ecr::unknownName]',
    ]);
  });

  test('is in the environment of the stack by default', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    expect(Registry.fromRegistryAttributes(stack, 'Own').env).toEqual(ENV);
    expect(Registry.fromRegistryAttributes(stack, 'Other', { region: 'us-east-1' }).env).toEqual({
      ...ENV,
      region: 'us-east-1',
    });
  });

  test('returns the scan frequency of a repository', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    const registry = Registry.fromRegistryAttributes(stack, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'] }),
    });
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'prod/api');
    expect(registry.scanFrequencyOf(repository)).toBe(ScanFrequency.CONTINUOUS);
    expect(registry.registryUri).toContain('111122223333.dkr.ecr.eu-west-1.');
  });

  test('is not found by Registry.tryOf', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    Registry.fromRegistryAttributes(stack, 'Imported');
    expect(Registry.tryOf(stack)).toBeUndefined();
  });
});
