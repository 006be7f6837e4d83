import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { ScanFrequency } from '../../../src/ecr/scan-frequency';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const prod = RegistryScanning.enhanced({ continuous: ['prod/*'] });

let app: App;
let platform: Stack;
beforeEach(() => {
  app = new App();
  platform = new Stack(app, 'Platform', { env: ENV });
});

const declare = (scanning?: RegistryScanning, requireScanning?: boolean) =>
  new Registry(platform, 'Registry', { scanning, requireScanning });

const repository = (scope: Construct, id: string, repositoryName?: string) =>
  new ecr.CfnRepository(scope, id, { repositoryName });

const warning = (name: string, effect = 'never scanned') =>
  `no scanning filter of Platform/Registry matches its name "${name}"; without one, images are ${effect}; add a filter ` +
  'with addScanningRule, or acknowledge this warning [ack: cdk-ecr::repositoryScanning]';

describe('the warning on a repository that no scanning filter matches', () => {
  test('is given under enhanced scanning', () => {
    declare(prod);
    const stack = new Stack(app, 'Stack', { env: ENV });
    repository(stack, 'Scanned', 'prod/api');
    repository(stack, 'Other', 'dev/api');
    expect(warningsOf(stack)).toEqual([warning('dev/api')]);
    expect(warningsOf(platform)).toEqual([]);
  });

  test('is given under basic scanning', () => {
    declare(RegistryScanning.basic({ onPush: ['prod/*'] }));
    repository(platform, 'Other', 'dev/api');
    expect(warningsOf(platform)).toEqual([warning('dev/api', 'scanned only on request')]);
  });

  test('is given for a PrivateRepository, an L2 and an L1 in a nested stack', () => {
    declare(prod);
    new PrivateRepository(platform, 'Ours', { repositoryName: 'ours' });
    new ecr.Repository(platform, 'L2', { repositoryName: 'l2' });
    repository(new NestedStack(platform, 'Nested'), 'L1', 'l1');
    expect(warningsOf(platform).sort()).toEqual([warning('l1'), warning('l2'), warning('ours')]);
  });

  test('is given once when the app is synthesized twice', () => {
    declare(prod);
    repository(platform, 'Other', 'dev/api');
    app.synth();
    app.synth({ force: true });
    expect(warningsOf(platform)).toEqual([warning('dev/api')]);
  });

  test('is not given when a matching rule is added later', () => {
    const registry = declare(prod);
    repository(platform, 'Other', 'dev/api');
    registry.addScanningRule(ScanFrequency.ON_PUSH, ['dev']);
    expect(warningsOf(platform)).toEqual([]);
  });

  test('is not given when it is acknowledged on the repository or its stack', () => {
    declare(prod);
    const l2 = new ecr.Repository(platform, 'L2', { repositoryName: 'l2' });
    Validations.of(l2).acknowledge({ id: 'cdk-ecr::repositoryScanning', reason: 'build cache' });
    repository(platform, 'Other', 'dev/api');
    expect(warningsOf(platform)).toEqual([warning('dev/api')]);
    Validations.of(platform).acknowledge({ id: 'cdk-ecr::repositoryScanning', reason: 'scanned elsewhere' });
    expect(warningsOf(platform)).toEqual([]);
  });

  test('is not given when the registry has no scanning', () => {
    declare();
    repository(platform, 'Other', 'dev/api');
    expect(warningsOf(platform)).toEqual([]);
  });

  test('is not given in another environment', () => {
    declare(prod);
    const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    repository(other, 'Repository', 'dev/api');
    expect(warningsOf(other)).toEqual([]);
  });
});

describe('a repository whose name is generated at deployment', () => {
  test('has no warning when a filter matches every name', () => {
    declare(RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }), true);
    repository(platform, 'Generated');
    expect(warningsOf(platform)).toEqual([]);
  });

  test('has a warning when no filter matches every name', () => {
    declare(prod);
    repository(platform, 'Generated');
    expect(warningsOf(platform)).toEqual([
      'no scanning filter of Platform/Registry but "*" is sure to match its name, which only the deployment knows; ' +
        'without one, images are never scanned; give it a `repositoryName` that a filter matches, or acknowledge this ' +
        'warning [ack: cdk-ecr::repositoryScanning]',
    ]);
  });
});

describe('repositories of other stages', () => {
  const inStage = (id: string, name: string) =>
    repository(new Stack(new Stage(app, id, { env: ENV }), 'Stack'), 'Repository', name);

  test('have one warning at the registry, because their stage may already be written', () => {
    declare(prod);
    for (const id of ['D', 'C', 'B', 'A']) inStage(id, `dev/${id.toLowerCase()}`);
    inStage('E', 'prod/api');
    expect(warningsOf(platform)).toEqual([
      'no scanning filter is sure to match repositories of other stages: A/Stack/Repository, B/Stack/Repository, ' +
        'C/Stack/Repository, and 1 more; without one, images are never scanned; add filters with addScanningRule, or ' +
        'acknowledge this warning [ack: cdk-ecr::repositoryScanning]',
    ]);
  });

  test('have no warning when it is acknowledged at the registry', () => {
    const registry = declare(prod);
    inStage('Stage', 'dev/api');
    Validations.of(registry).acknowledge({ id: 'cdk-ecr::repositoryScanning', reason: 'build cache' });
    expect(warningsOf(platform)).toEqual([]);
  });
});

describe('a Registry with requireScanning', () => {
  const error = (path: string, found: string, name: string) =>
    `[${path}] Registry at ${path}: repository is "${found}" but must be scanned (requireScanning), and no scanning ` +
    `filter matches its name "${name}"; add a filter with addScanningRule`;

  test('fails when no filter matches a repository', () => {
    declare(prod, true);
    repository(platform, 'Scanned', 'prod/api');
    repository(platform, 'Other', 'dev/api');
    expect(() => app.synth()).toThrow(
      `Validation failed with the following errors:\n  ${error('Platform/Registry', 'Platform/Other', 'dev/api')}`,
    );
  });

  test('fails when the name of a repository is generated at deployment', () => {
    declare(prod, true);
    repository(platform, 'Generated');
    expect(() => app.synth()).toThrow(
      'Registry at Platform/Registry: repository is "Platform/Generated" but must be scanned (requireScanning), and no ' +
        'scanning filter but "*" is sure to match its name, which only the deployment knows; give it a ' +
        '`repositoryName` that a filter matches',
    );
  });

  test('fails when a later stage has a repository that no filter matches', () => {
    const first = new Stage(app, 'First', { env: ENV });
    new Registry(new Stack(first, 'Stack'), 'Registry', { scanning: prod, requireScanning: true });
    first.synth();
    const second = new Stage(app, 'Second', { env: ENV });
    repository(new Stack(second, 'Stack'), 'Other', 'dev/api');
    second.synth();
    expect(() => app.synth()).toThrow(
      'Registry at First/Stack/Registry: repository is "Second/Stack/Other" but must be scanned',
    );
  });

  test('is accepted when a filter matches every repository', () => {
    declare(prod, true);
    repository(platform, 'Scanned', 'prod/api');
    expect(() => app.synth()).not.toThrow();
  });
});

test('ten thousand repositories are checked against the scanning filters within five seconds', () => {
  const filters = Array.from({ length: 100 }, (_, index) => `team-${index}/*/service`);
  declare(RegistryScanning.enhanced({ continuous: filters, onPush: filters }), true);
  for (let shard = 0; shard < 20; shard++) {
    const stack = new Stack(app, `Shard${shard}`, { env: ENV });
    for (let index = 0; index < 500; index++) {
      repository(stack, `R${index}`, `team-${index % 100}/api-${index}/service`);
    }
  }
  const start = performance.now();
  expect(platform.node.findChild('Registry').node.validate()).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5_000);
});

describe('the repositories that Amazon ECR creates', () => {
  const missing = (prefix: string, effect = 'never scanned') =>
    `no scanning filter of Platform/Registry matches all repositories that Amazon ECR creates under "${prefix}"; without ` +
    `one, images are ${effect}; add the filter "${prefix}*" with addScanningRule, or acknowledge this warning [ack: ` +
    'cdk-ecr::templateNotScanned]';
  const pushed = (registry: Registry, prefix: string) => registry.addCreateOnPush(prefix, { prefix });
  const quay = (registry: Registry) => registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
  const warnings = () => warningsOf(platform).filter((text) => text.includes('NotScanned'));

  test('have a warning if a push creates them where no filter matches', () => {
    pushed(declare(prod), 'team/');
    expect(warnings()).toEqual([missing('team/')]);
  });

  test('have one warning for a cache and its template', () => {
    quay(declare(RegistryScanning.basic({ onPush: ['prod/*'] })));
    expect(warnings()).toEqual([missing('quay/', 'scanned only on request')]);
  });

  test('have one warning for a namespace that a cache and a push share', () => {
    declare(prod);
    const appliedFor = ['PULL_THROUGH_CACHE', 'CREATE_ON_PUSH'];
    new ecr.CfnRepositoryCreationTemplate(platform, 'Template', { prefix: 'quay', appliedFor });
    new ecr.CfnPullThroughCacheRule(platform, 'Cache', { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' });
    expect(warnings()).toEqual([missing('quay/')]);
  });

  test('have a warning if they may have any other name', () => {
    pushed(declare(prod), 'ROOT');
    expect(warnings()).toEqual([
      expect.stringContaining('that Amazon ECR creates with other names; without one, images are never scanned'),
    ]);
  });

  test('have a warning if an L1 declares the template', () => {
    declare(prod);
    new ecr.CfnRepositoryCreationTemplate(platform, 'Template', { prefix: 'team', appliedFor: ['CREATE_ON_PUSH'] });
    expect(warnings()).toEqual([missing('team/')]);
  });

  test.each([['*'], ['team/*'], ['team*'], ['te*'], ['*team/*'], ['team'], ['ea']])(
    'have no warning under team/ with the filter %s',
    (filter) => {
      pushed(declare(RegistryScanning.enhanced({ onPush: [filter] }), true), 'team/');
      expect(warnings()).toEqual([]);
    },
  );

  test.each([['teams/*'], ['team/prod-*'], ['team/*/api'], ['*/api'], ['api'], ['team/api']])(
    'have a warning under team/ with the filter %s',
    (filter) => {
      pushed(declare(RegistryScanning.enhanced({ onPush: [filter] })), 'team/');
      expect(warnings()).toEqual([missing('team/')]);
    },
  );

  test('have no warning if a matching rule is added later, or the warning is acknowledged', () => {
    const registry = declare(prod);
    pushed(registry, 'team/');
    const cache = quay(registry);
    registry.addScanningRule(ScanFrequency.ON_PUSH, ['team/*']);
    Validations.of(cache).acknowledge({ id: 'cdk-ecr::templateNotScanned', reason: 'scanned at the upstream' });
    expect(warnings()).toEqual([]);
  });

  test('have no warning if replication creates them, because the source scans the same images', () => {
    declare(prod);
    new ecr.CfnRepositoryCreationTemplate(platform, 'Template', { prefix: 'team', appliedFor: ['REPLICATION'] });
    expect(warnings()).toEqual([]);
  });

  test('have no warning in another region, nor if the registry has no scanning', () => {
    pushed(declare(), 'team/');
    const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    new Registry(other, 'Registry', { scanning: prod });
    expect([...warnings(), ...warningsOf(other)].filter((text) => text.includes('NotScanned'))).toEqual([]);
  });

  test('are an error where scanning is required', () => {
    pushed(declare(prod, true), 'team/');
    expect(() => app.synth()).toThrow(
      'Registry at Platform/Registry: namespace of created repositories is ' +
        '"Platform/Registry/Templates/team/Resource" but must be scanned (requireScanning), and no scanning filter ' +
        'matches all repositories that Amazon ECR creates under "team/"; add the filter "team/*" with addScanningRule',
    );
  });
});
