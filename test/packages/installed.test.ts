import { mkdirSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Folder, packLibrary, ROOT, run } from './support';

// The npm package in an empty project, beside the oldest and the newest aws-cdk-lib. Nothing is fetched.

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LifecyclePolicy, PrivateRepository } from 'cdk-ecr';
import * as ecr from 'cdk-ecr';

const stack = new Stack(new App(), 'Stack');
const repository = new PrivateRepository(stack, 'Api', {
  repositoryName: 'team/api',
  lifecycle: LifecyclePolicy.none(),
});
if (ecr.PrivateRepository !== PrivateRepository) throw new Error('two copies of the package');
const { Properties } = Object.values(
  Template.fromStack(repository.stack).findResources('AWS::ECR::Repository'),
)[0] as { Properties: { RepositoryName: string } };
console.log(Properties.RepositoryName);
`;
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: false,
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    outDir: 'out',
    types: ['node'],
  },
  files: ['app.mts', 'app.cts'],
};

const folder = new Folder();
let tarball: string;
beforeAll(() => {
  tarball = packLibrary(folder);
});
afterAll(() => folder.remove());

describe.each([
  ['the floor', 'aws-cdk-lib'],
  ['the newest', 'aws-cdk-lib-newest'],
])('beside %s of aws-cdk-lib, the installed package', (_, cdk) => {
  const project = join(folder.path, cdk);
  beforeAll(() => {
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true }));
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
    // The peers are linked below, which npm would fetch.
    run(project, 'npm', 'install', '--offline', '--legacy-peer-deps', ...quiet, tarball);
    for (const [name, installed] of [
      ['aws-cdk-lib', cdk],
      ['constructs', 'constructs'],
      ['@types/node', '@types/node'],
    ]) {
      const link = join(project, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', installed), link);
    }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    for (const file of ['app.mts', 'app.cts']) writeFileSync(join(project, file), APP);
  });

  test('finds the peers that it asks for', () => {
    // npm is content with the versions of what is linked, or fails.
    const listed = run(project, 'npm', 'ls', 'aws-cdk-lib', 'constructs', '--depth', '1');
    expect(listed).toMatch(/cdk-ecr@0\.0\.0/);
    expect(listed).not.toMatch(/invalid|UNMET/);
  });

  test('type-checks strictly, types of libraries included, and runs as a module and as CommonJS', () => {
    run(project, process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', project);
    expect(run(project, process.execPath, 'out/app.mjs')).toBe('team/api\n');
    expect(run(project, process.execPath, 'out/app.cjs')).toBe('team/api\n');
  });

  test('shows its description to jsii, and keeps its insides to itself', () => {
    expect(run(project, process.execPath, '--print', "require.resolve('cdk-ecr/.jsii')")).toContain('.jsii');
    expect(() => run(project, process.execPath, '--eval', "require('cdk-ecr/lib/index.js')")).toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });
});
