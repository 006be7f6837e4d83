import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { isRepositoryName } from '../../src/ecr/repository-name';
import { PrivateRepository } from '../../src/repository/private-repository';

// The schemas' own patterns, letter by letter.
const SCHEMA = /^(?=.{2,256}$)([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)$/;
const OLDER_SCHEMA = /^(?=.{2,256}$)((?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*)$/;

const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab09._-/A '), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab09._-/'), maxLength: 260 }),
  fc.string(),
);

test('a repository name is accepted exactly if it matches the schema of its region', () => {
  fc.assert(
    fc.property(names, (name) => {
      expect(isRepositoryName(name, 'eu-west-1')).toBe(SCHEMA.test(name));
      expect(isRepositoryName(name)).toBe(SCHEMA.test(name));
      expect(isRepositoryName(name, 'cn-north-1')).toBe(OLDER_SCHEMA.test(name));
    }),
    { numRuns: 2000 },
  );
});

test('PrivateRepository accepts a name exactly if it matches the schema', () => {
  fc.assert(
    fc.property(names, (repositoryName) => {
      const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
      let rendered: string | undefined;
      try {
        const repository = new PrivateRepository(stack, 'Api', { repositoryName });
        rendered = (repository.node.defaultChild as ecr.CfnRepository).repositoryName;
      } catch (error) {
        expect((error as Error).name).toBe('InvalidInputError');
      }
      expect(rendered).toBe(SCHEMA.test(repositoryName) ? repositoryName : undefined);
    }),
  );
});
