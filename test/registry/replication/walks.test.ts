import { App, Stack } from 'aws-cdk-lib';
import { Node } from 'constructs';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';

const ACCOUNT = '111122223333';

/** Synthesizes a replication of several prefixes, and returns how often the whole tree is walked. */
function walks(prefixes: number): number {
  const app = new App();
  const stack = (id: string, region: string) => new Stack(app, id, { env: { account: ACCOUNT, region } });
  const primary = stack('Primary', 'eu-west-1');
  const source = new Registry(primary, 'Registry');
  const destination = new Registry(stack('Recovery', 'eu-central-1'), 'Registry');
  for (let index = 0; index < prefixes; index++) {
    new PrivateRepository(primary, `R${index}`, { repositoryName: `team-${index}/api` });
    source.replicateTo(destination, { repositoryPrefixes: [`team-${index}/`] });
  }
  const findAll = jest.spyOn(Node.prototype, 'findAll');
  try {
    app.synth();
    return findAll.mock.contexts.filter((node) => node === app.node).length;
  } finally {
    findAll.mockRestore();
  }
}

test('a synthesis walks the tree equally often for 20 replicated prefixes and for one', () => {
  expect(walks(20)).toBe(walks(1));
});

test('repositories that are declared between two syntheses change the settings of replicas in the second', () => {
  const app = new App();
  const stack = (id: string, region: string) => new Stack(app, id, { env: { account: ACCOUNT, region } });
  const primary = stack('Primary', 'eu-west-1');
  const source = new Registry(primary, 'Registry');
  const replication = source.replicateTo(new Registry(stack('Recovery', 'eu-central-1'), 'Registry'), {
    repositoryPrefixes: ['team/'],
  });
  app.synth();
  expect(replication.destinationTemplates[0]).toContain('"MUTABLE"');

  new PrivateRepository(primary, 'Api', { repositoryName: 'team/api' });
  expect(replication.destinationTemplates[0]).toContain('"IMMUTABLE"');
  const { template } = app.synth({ force: true }).getStackByName('Recovery') as { template: object };
  expect(JSON.stringify(template)).toContain('"ImageTagMutability":"IMMUTABLE"');
});
