import { names, partsOf, writeApp } from './support';
import { writeRegistry } from '../../registries';
import { Workspace } from '../../support';

const PLACE = 'aws://111122223333/eu-central-1';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

describe('registryParts', () => {
  test('takes what an app declares and what a snapshot has of one registry and name for one repository', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Api: ['ECR::Repository', { RepositoryName: 'team/api', ImageTagMutability: 'IMMUTABLE' }],
          New: ['ECR::Repository', { RepositoryName: 'team/new' }],
        },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', {
      'team/api': { imageTagMutability: 'MUTABLE' },
      'team/old': {},
    });
    const parts = await partsOf(files, [snapshot, app]);
    expect(names(parts)).toEqual([
      '111122223333/eu-central-1 team/api (both)',
      '111122223333/eu-central-1 team/new (declared)',
      '111122223333/eu-central-1 team/old (deployed)',
    ]);
    expect(parts.repositories[0]).toMatchObject({ mutability: 'immutable', path: 'Images/Api', owner: 'Images' });
    expect([...parts.inSnapshots].map(([place, { line }]) => [place, line.repositoryName])).toEqual([
      [0, 'team/api'],
      [2, 'team/old'],
    ]);
    expect([...parts.placeOf.values()].sort()).toEqual([0, 0, 1, 2]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('has a deployed repository that is called %s', async (name) => {
    const registry = writeRegistry(files, 'snapshot', { other: {}, ...Object.fromEntries([[name, {}]]) });
    expect(names(await partsOf(files, [registry])).sort()).toEqual(
      [name, 'other'].map((each) => `111122223333/eu-central-1 ${each} (deployed)`).sort(),
    );
  });

  test('gives an app without an account the registry of the only snapshot that has one of its names', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        resources: {
          Api: ['ECR::Repository', { RepositoryName: 'api' }],
          New: ['ECR::Repository', { RepositoryName: 'new' }],
          Nameless: ['ECR::Repository', {}],
        },
      },
    });
    const here = writeRegistry(files, 'all/here', { api: {} });
    writeRegistry(files, 'all/there', { other: {} }, { region: 'eu-west-1' });
    expect(names(await partsOf(files, [app, here]))).toEqual([
      '111122223333/eu-central-1 Images/Nameless (declared)',
      '111122223333/eu-central-1 api (both)',
      '111122223333/eu-central-1 new (declared)',
    ]);
    writeRegistry(files, 'all/there', { api: {} }, { region: 'eu-west-1' });
    expect(names(await partsOf(files, [app, '$/all']))).toEqual([
      '111122223333/eu-central-1 api (deployed)',
      '111122223333/eu-west-1 api (deployed)',
      'Images Images/Nameless (declared)',
      'Images api (declared)',
      'Images new (declared)',
    ]);
  });

  test('knows a repository that CloudFormation names by the stack that owns it', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: { environment: PLACE, resources: { Api: ['ECR::Repository', {}] } },
    });
    const stack = { stackName: 'Images', logicalId: 'Api' };
    const snapshot = writeRegistry(files, 'snapshot', { 'images-api-1abc': { stack } });
    expect(names(await partsOf(files, [app, snapshot]))).toEqual(['111122223333/eu-central-1 images-api-1abc (both)']);
  });
});
