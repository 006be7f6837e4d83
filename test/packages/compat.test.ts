import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Folder, ROOT, run } from './support';

// The gate for breaking changes, on the API that is compiled.

interface Api {
  readonly types: Record<string, { readonly methods: object[] }>;
}

const folder = new Folder();
afterAll(() => folder.remove());

const read = () => JSON.parse(readFileSync(join(ROOT, 'projenrc/api.json'), 'utf8')) as Api;

function compareWith(earlier: Api): string {
  const file = join(folder.path, 'api.json');
  writeFileSync(file, JSON.stringify(earlier));
  return run(ROOT, process.execPath, 'projenrc/compat.js', 'with', file);
}

test('passes an API that says what it said before, and one that says more', () => {
  const earlier = read();
  delete earlier.types['cdk-ecr.ImagePullRole'];
  expect(() => compareWith(earlier)).not.toThrow();
});

test('fails when a method that was there is gone', () => {
  const earlier = read();
  earlier.types['cdk-ecr.PrivateRepository'].methods.push({ name: 'formerMethod' });
  expect(() => compareWith(earlier)).toThrow(
    'METHOD cdk-ecr.PrivateRepository.formerMethod: has been removed [removed:cdk-ecr.PrivateRepository.formerMethod]',
  );
});
