import { App, Aws, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';
import { ScanFrequency } from '../../../src/ecr/scan-frequency';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { warningsOf } from '../../support/warnings';

const { CONTINUOUS, ON_PUSH, MANUAL, OFF } = ScanFrequency;
const ENV = { account: '111122223333', region: 'eu-west-1' };
const TYPE = 'AWS::ECR::RegistryScanningConfiguration';
const COST =
  'all images of the registry are scanned continuously: Amazon Inspector scans each again whenever new vulnerabilities ' +
  'become known, for 14 days to a lifetime by the setting of the account, and bills every image and every re-scan; ' +
  'name what needs it, such as `continuous: ["prod/*"]`, and scan the rest on push [ack: cdk-ecr::continuousScanOfAll]';

let stack: Stack;
beforeEach(() => (stack = new Stack(new App(), 'Stack', { env: ENV })));

const declare = (scanning?: RegistryScanning) => new Registry(stack, 'Registry', { scanning });

const rule = (frequency: string, ...filters: string[]) => ({
  ScanFrequency: frequency,
  RepositoryFilters: filters.map((Filter) => ({ Filter, FilterType: 'WILDCARD' })),
});

describe('the scanning configuration of a registry', () => {
  test('renders basic scanning and is retained', () => {
    declare(RegistryScanning.basic({ onPush: ['prod/*', 'base'] }));
    Template.fromStack(stack).hasResource(TYPE, {
      Properties: { ScanType: 'BASIC', Rules: [rule('SCAN_ON_PUSH', 'base', 'prod/*')] },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('renders enhanced scanning with one rule for each frequency', () => {
    const registry = declare(RegistryScanning.enhanced({ continuous: ['prod/*'] }));
    registry.addScanningRule(ON_PUSH, ['*']);
    registry.addScanningRule(CONTINUOUS, ['base', 'prod/*']);
    registry.addScanningRule(ON_PUSH, ['dev/*']);
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      ScanType: 'ENHANCED',
      Rules: [rule('CONTINUOUS_SCAN', 'base', 'prod/*'), rule('SCAN_ON_PUSH', '*', 'dev/*')],
    });
  });

  test('has no rule for a frequency without filters', () => {
    declare(RegistryScanning.enhanced({ onPush: ['prod/*'] }));
    Template.fromStack(stack).hasResourceProperties(TYPE, { Rules: [rule('SCAN_ON_PUSH', 'prod/*')] });
  });

  test('can be imported by the account ID', () => {
    const registry = declare(RegistryScanning.basic({ onPush: ['*'] }));
    const [logicalId] = Object.keys(Template.fromStack(stack).findResources(TYPE));
    expect(registry.importMapping).toEqual({ [logicalId]: { RegistryId: ENV.account } });
  });

  test('is not rendered when the registry has no scanning', () => {
    expect(declare().scanning).toBeUndefined();
    Template.fromStack(stack).resourceCountIs(TYPE, 0);
  });

  test('renders the same in any order of the rules', () => {
    const contribution = fc.tuple(
      fc.constantFrom(CONTINUOUS, ON_PUSH),
      fc.array(fc.constantFrom('a/*', 'b/*', '*c', 'd', 'e*f'), { minLength: 1, maxLength: 4 }),
    );
    const templateOf = (contributions: [ScanFrequency, string[]][]) => {
      const one = new Stack(new App(), 'Stack', { env: ENV });
      const scanning = RegistryScanning.enhanced({ onPush: ['prod/*'] });
      const registry = new Registry(one, 'Registry', { scanning });
      for (const [frequency, filters] of contributions) registry.addScanningRule(frequency, filters);
      return JSON.stringify(Template.fromStack(one).toJSON());
    };
    const orders = fc
      .array(contribution, { maxLength: 5 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
      );
    fc.assert(
      fc.property(orders, ([one, other]) => expect(templateOf(other)).toBe(templateOf(one))),
      { numRuns: 30 },
    );
  });
});

describe('Registry.scanning and Registry.scanFrequencyOf', () => {
  test('return the given rules and the rules that are added', () => {
    const given = RegistryScanning.enhanced({ continuous: ['prod/*'] });
    const registry = declare(given);
    registry.addScanningRule(ON_PUSH, ['dev/*']);
    expect(registry.scanning?.type).toBe(RegistryScanType.ENHANCED);
    expect(registry.scanning?.continuous).toEqual(['prod/*']);
    expect(registry.scanning?.onPush).toEqual(['dev/*']);
    expect(given.onPush).toEqual([]);
  });

  test('return the frequency of a PrivateRepository, an L2 and an L1', () => {
    const registry = declare(RegistryScanning.enhanced({ continuous: ['prod/*'] }));
    const ours = new PrivateRepository(stack, 'Ours', { repositoryName: 'prod/api' });
    const l2 = new ecr.Repository(stack, 'L2', { repositoryName: 'dev/api' });
    const l1 = new ecr.CfnRepository(stack, 'L1', { repositoryName: 'other' });
    expect(registry.scanFrequencyOf(l2)).toBe(OFF);
    registry.addScanningRule(ON_PUSH, ['dev/*']);
    expect([ours, l2, l1].map((repository) => registry.scanFrequencyOf(repository))).toEqual([
      CONTINUOUS,
      ON_PUSH,
      OFF,
    ]);
  });

  test('fails when the name of the repository is generated', () => {
    const registry = declare(RegistryScanning.basic({ onPush: ['*'] }));
    const repository = new PrivateRepository(stack, 'Api');
    expect(() => registry.scanFrequencyOf(repository)).toThrow(
      'Registry.scanFrequencyOf at Stack/Registry: repository is "Stack/Api" but must have a name that is known at ' +
        'synthesis; give the repository a `repositoryName`',
    );
  });

  test('fails when the registry has no scanning', () => {
    const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'api' });
    expect(() => declare().scanFrequencyOf(repository)).toThrow(
      'Registry.scanFrequencyOf at Stack/Registry: scanning is undefined but must be known; give the registry `scanning`',
    );
  });
});

describe('the warning on continuous scanning of all images', () => {
  test('is given when the registry is declared with it', () => {
    declare(RegistryScanning.enhanced({ continuous: ['*'] }));
    expect(warningsOf(stack)).toEqual([COST]);
  });

  test('is given once when rules add it', () => {
    const registry = declare(RegistryScanning.enhanced({ onPush: ['*'] }));
    registry.addScanningRule(CONTINUOUS, ['prod/*', '**']);
    registry.addScanningRule(CONTINUOUS, ['*']);
    expect(warningsOf(stack)).toEqual([COST]);
  });

  test('is not given when all images are only scanned on push', () => {
    declare(RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }));
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each(['before', 'after'])(
    'is not given when it is acknowledged on the registry %s the rule is added',
    (when) => {
      const registry = declare(RegistryScanning.enhanced({ onPush: ['*'] }));
      const acknowledge = () =>
        Validations.of(registry).acknowledge({ id: 'cdk-ecr::continuousScanOfAll', reason: 'all of it runs' });
      if (when === 'before') acknowledge();
      registry.addScanningRule(CONTINUOUS, ['*']);
      if (when === 'after') acknowledge();
      expect(warningsOf(stack)).toEqual([]);
    },
  );
});

describe('the scanning of a registry', () => {
  test('fails when a rule is added without a type of scanning', () => {
    expect(() => declare().addScanningRule(ON_PUSH, ['*'])).toThrow(
      'Registry.addScanningRule at Stack/Registry: scanning is undefined but must have a type before rules are added; ' +
        'give the registry `scanning`',
    );
  });

  test('fails when scanning is required without a type of scanning', () => {
    expect(() => new Registry(stack, 'Registry', { requireScanning: true })).toThrow(
      'Registry at Stack/Registry: requireScanning is true but must come with a type of scanning, without which nothing ' +
        'is required; give the registry `scanning`',
    );
  });

  test('fails when a continuous rule is added to basic scanning', () => {
    expect(() => declare(RegistryScanning.basic({ onPush: ['*'] })).addScanningRule(CONTINUOUS, ['prod/*'])).toThrow(
      'Registry.addScanningRule at Stack/Registry: frequency is "CONTINUOUS_SCAN" but must be SCAN_ON_PUSH under basic ' +
        'scanning, as only Amazon Inspector scans continuously; use SCAN_ON_PUSH, or the scan type ENHANCED',
    );
  });

  test.each([MANUAL, OFF])('fails when the frequency of a rule is %s', (frequency) => {
    const registry = declare(RegistryScanning.enhanced({ onPush: ['*'] }));
    expect(() => registry.addScanningRule(frequency, ['prod/*'])).toThrow(
      `Registry.addScanningRule at Stack/Registry: frequency is "${frequency}" but must be CONTINUOUS_SCAN or SCAN_ON_PUSH, ` +
        'because the others are what a repository gets that no rule matches; leave the repositories out of all filters',
    );
  });

  test('fails when a rule has no filters', () => {
    const registry = declare(RegistryScanning.basic({ onPush: ['*'] }));
    expect(() => registry.addScanningRule(ON_PUSH, [])).toThrow(
      'Registry.addScanningRule at Stack/Registry: repositoryFilters is [] but must have at least one filter; write ' +
        '["*"] for all repositories',
    );
  });

  test('fails when a filter ends in a separator', () => {
    const registry = declare(RegistryScanning.basic({ onPush: ['*'] }));
    expect(() => registry.addScanningRule(ON_PUSH, [Aws.STACK_NAME, 'prod/'])).toThrow(
      'Registry.addScanningRule at Stack/Registry: repositoryFilters[1] is "prod/" but must be 1 to 255 lower-case ' +
        'letters, digits and "*", with single ".", "_", "-" or "/" between them; write "prod/*" for all repositories ' +
        'whose names start with it',
    );
  });

  test('fails when a frequency gets 101 filters, and keeps those it had', () => {
    const filters = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => prefix + index);
    const registry = declare(RegistryScanning.enhanced({ onPush: filters('a', 60) }));
    registry.addScanningRule(CONTINUOUS, filters('a', 100));
    registry.addScanningRule(ON_PUSH, [...filters('a', 60), ...filters('b', 40)]);
    expect(() => registry.addScanningRule(ON_PUSH, ['c'])).toThrow(
      'Registry.addScanningRule at Stack/Registry: repositoryFilters is "101 filters" but must be at most 100 filters; ' +
        'join filters with "*"',
    );
    expect(registry.scanning?.onPush).toHaveLength(100);
  });

  test('fails when a rule with new filters is added after the stage is synthesized', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const registry = new Registry(new Stack(stage, 'Stack'), 'Registry', {
      scanning: RegistryScanning.basic({ onPush: ['prod/*'] }),
    });
    stage.synth();
    expect(() => registry.addScanningRule(ON_PUSH, ['prod/*'])).not.toThrow();
    expect(() => registry.addScanningRule(ON_PUSH, ['late/*'])).toThrow(
      'Registry at Prod/Stack/Registry: contribution is "scanning of late/*" but must come before its stage Prod is ' +
        'synthesized; wire everything before the stage is added to a pipeline (addStage) or the app is synthesized',
    );
    expect(registry.scanning?.onPush).toEqual(['prod/*']);
  });
});
