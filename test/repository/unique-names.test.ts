import { App, CfnCondition, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let app: App;
beforeEach(() => (app = new App()));

function declare(scope: Stack, id: string, repositoryName = 'team/api') {
  return new PrivateRepository(scope, id, { repositoryName });
}

describe('a repository name', () => {
  test.each<[string, () => unknown]>([
    ['by another PrivateRepository of the stack', () => declare(new Stack(app, 'One', { env: ENV }), 'Api')],
    ['in another stack of the account and region', () => declare(new Stack(app, 'Two', { env: ENV }), 'Api')],
    ['by an L2', () => new ecr.Repository(new Stack(app, 'Two', { env: ENV }), 'Api', { repositoryName: 'team/api' })],
    [
      'by a resource of the L1 in another stage',
      () =>
        new ecr.CfnRepository(new Stack(new Stage(app, 'Beta', { env: ENV }), 'Two'), 'Api', {
          repositoryName: 'team/api',
        }),
    ],
  ])('fails the synthesis when it is taken %s', (kind, taken) => {
    const stack = kind.includes('of the stack') ? undefined : new Stack(app, 'One', { env: ENV });
    taken();
    declare(stack ?? (app.node.findChild('One') as Stack), 'Web');
    expect(() => app.synth()).toThrow(
      /PrivateRepository at .*: repositoryName is "team\/api" but must be unique in its account and region, and .* has it already; give each repository a name of its own, or import the one that exists/,
    );
  });

  test.each<[string, () => unknown]>([
    ['another region', () => declare(new Stack(app, 'Two', { env: { ...ENV, region: 'us-east-1' } }), 'Api')],
    ['another account', () => declare(new Stack(app, 'Two', { env: { ...ENV, account: '444455556666' } }), 'Api')],
    ['a stack whose environment is not known', () => declare(new Stack(app, 'Two'), 'Api')],
    ['a repository with another name', () => declare(new Stack(app, 'Two', { env: ENV }), 'Api', 'team/web')],
    ['a repository with a generated name', () => new PrivateRepository(new Stack(app, 'Two', { env: ENV }), 'Api')],
    ['an import', () => PrivateRepository.fromRepositoryName(new Stack(app, 'Two', { env: ENV }), 'Api', 'team/api')],
  ])('may be repeated by %s', (_, other) => {
    declare(new Stack(app, 'One', { env: ENV }), 'Api');
    other();
    expect(() => app.synth()).not.toThrow();
  });

  test('may be repeated by a resource with a condition', () => {
    const stack = new Stack(app, 'One', { env: ENV });
    declare(stack, 'Api');
    const parameter = new CfnParameter(stack, 'Old');
    const other = new ecr.CfnRepository(stack, 'Other', { repositoryName: 'team/api' });
    other.cfnOptions.condition = new CfnCondition(stack, 'IsOld', {
      expression: Fn.conditionEquals(parameter.valueAsString, 'yes'),
    });
    expect(() => app.synth()).not.toThrow();
  });

  test('may be repeated by stacks whose environments are not known', () => {
    for (const id of ['Dev', 'Prod']) declare(new Stack(app, id), 'Api');
    expect(() => app.synth()).not.toThrow();
  });
});
