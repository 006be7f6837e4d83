import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventResult } from '../../src/ecr/events/event-enums';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function stackOf(): Stack {
  return new Stack(new App(), 'Stack', { env: ENV });
}

describe('RepositoryEvents', () => {
  test('match the name of a declared repository', () => {
    const stack = stackOf();
    const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    const rule = repository.events.onImagePushed('Pushed', { tags: ['v1'] });
    expect(rule.node.path).toBe('Stack/Api/Pushed');
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ecr'],
        'detail-type': ['ECR Image Action'],
        detail: Match.objectLike({ 'image-tag': ['v1'], 'repository-name': [{ Ref: Match.stringLikeRegexp('^Api') }] }),
      },
    });
  });

  test('match the name of an imported repository', () => {
    const stack = stackOf();
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
    repository.events.onImageDeleted('Deleted', { result: EventResult.ANY });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: Match.objectLike({ 'action-type': ['DELETE'], 'repository-name': ['team/api'] }) },
    });
  });

  test('take the type of scanning from the registry that the app declares', () => {
    const stack = stackOf();
    new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
    const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    repository.events.onScanCompleted('Scanned', { minimumSeverity: Severity.CRITICAL });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['ECR Image Scan'] },
    });
  });

  test('fails when the repository is imported from where the rule would get no event', () => {
    const arn = 'arn:aws:ecr:us-east-1:444455556666:repository/team/api';
    const repository = PrivateRepository.fromRepositoryArn(stackOf(), 'Api', arn);
    expect(() => repository.events.onImagePushed('Pushed')).toThrow(
      'RepositoryEvents.onImagePushed at Stack/Api: environment is "111122223333/eu-west-1" but must be ' +
        '444455556666/us-east-1, where the events arrive; declare it in a stack of that account and region',
    );
  });
});

describe('RepositoryMetrics', () => {
  test('have the name of declared and imported repositories', () => {
    const stack = stackOf();
    const declared = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    const imported = PrivateRepository.fromRepositoryName(stack, 'Imported', 'team/web');
    const dimensions = [declared, imported].map(({ metrics }) => stack.resolve(metrics.pullCount().dimensions));
    expect(dimensions).toEqual([
      { RepositoryName: { Ref: expect.stringMatching(/^Api/) } },
      { RepositoryName: 'team/web' },
    ]);
  });
});

/** Repositories know their events and metrics, and these know registries, which know repositories. */
test.each([
  'facades',
  'facades/repository-events',
  'monitoring',
  'registry',
  'repository',
  'repository/private-repository',
])('src/%s can be loaded by itself', (module) => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const loaded = require(`../../src/${module}`) as Record<string, unknown>;
    expect(Object.keys(loaded).length).toBeGreaterThan(0);
    expect(Object.values(loaded)).not.toContain(undefined);
  });
});
