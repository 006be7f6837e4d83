import { readFileSync } from 'fs';
import { join } from 'path';
import { XMLParser } from 'fast-xml-parser';
import { Folder, relativeLinks, ROOT, run } from './support';

// What jsii-pacmak generates for the other languages, without their tools. It fails if names clash; the rest is what
// registries show of a package.

const NAME = 'cdk-ecr';
const REPOSITORY = 'https://github.com/cdk-ecr/cdk-ecr.git';

const folder = new Folder();
beforeAll(() => {
  run(ROOT, process.execPath, 'projenrc/pack.js', 'java,python,dotnet,go', folder.path, '--code-only');
});
afterAll(() => folder.remove());

const read = (file: string): string => readFileSync(join(folder.path, file), 'utf8');
const readXml = (file: string) => new XMLParser().parse(read(file)) as Record<string, unknown>;

test.each(['python/LICENSE', 'java/LICENSE', 'dotnet/CdkEcr/LICENSE', 'go/cdkecr/LICENSE'])(
  'the license is in %s',
  (file) => {
    expect(read(file)).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  },
);

test.each(['python/README.md', 'go/cdkecr/README.md'])('%s has links that work outside the repository', (file) => {
  expect(relativeLinks(read(file))).toEqual([]);
  expect(read(file)).toContain('](https://github.com/cdk-ecr/cdk-ecr/blob/main/docs/access.md)');
});

test('the Python package says its license, where it comes from and what it needs', () => {
  const [, settings] = /"""\n({[\s\S]*?\n})\n"""/.exec(read('python/setup.py'))!;
  expect(JSON.parse(settings)).toMatchObject({
    name: NAME,
    license: 'Apache-2.0',
    author: 'The cdk-ecr authors',
    long_description_content_type: 'text/markdown',
    project_urls: { Source: REPOSITORY },
    python_requires: '>=3.10',
    install_requires: expect.arrayContaining(['aws-cdk-lib>=2.257.0, <3.0.0', 'constructs>=10.5.1, <11.0.0']),
    package_data: { cdk_ecr: ['py.typed'] },
    classifiers: expect.arrayContaining(['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2', 'Typing :: Typed']),
  });
});

test('the Java package has what Maven Central asks for', () => {
  expect(readXml('java/pom.xml')).toMatchObject({
    project: {
      groupId: 'io.github.cdk-ecr',
      artifactId: NAME,
      description: expect.stringContaining('Amazon ECR'),
      url: REPOSITORY,
      licenses: { license: { name: 'Apache License 2.0' } },
      developers: { developer: { organization: 'The cdk-ecr authors' } },
      scm: { url: REPOSITORY },
    },
  });
});

test('the .NET package says its license and where it comes from', () => {
  const { Project } = readXml('dotnet/CdkEcr/CdkEcr.csproj') as { Project: { PropertyGroup: unknown[] } };
  expect(Project.PropertyGroup[0]).toMatchObject({
    PackageId: 'CdkEcr',
    PackageLicenseExpression: 'Apache-2.0',
    RepositoryUrl: REPOSITORY,
  });
});

test('the Go module has its path and asks for the floor of aws-cdk-lib', () => {
  const module = read('go/cdkecr/go.mod');
  expect(module).toMatch(/^module github\.com\/cdk-ecr\/cdk-ecr-go\/cdkecr$/m);
  expect(module).toMatch(/^\s*github\.com\/aws\/aws-cdk-go\/awscdk\/v2 v2\.257\.0$/m);
});
