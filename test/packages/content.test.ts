import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { Folder, packCommand, packLibrary, relativeLinks, ROOT, run } from './support';

// What is in the packages, and what is not.

const PACKED =
  /^(lib\/.+\.(js|d\.ts)|\.jsii|\.jsii\.tabl\.json|rosetta\/[^/]+\.ts-fixture|LICENSE|README\.md|package\.json)$/;

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

interface Sbom {
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

const folder = new Folder();
let library: string;
let command: string;
beforeAll(() => {
  for (const [name, pack] of [['library', packLibrary] as const, ['cli', packCommand] as const]) {
    mkdirSync(join(folder.path, name));
    run(join(folder.path, name), 'tar', '--extract', '--file', pack(folder));
  }
  library = join(folder.path, 'library/package');
  command = join(folder.path, 'cli/package');
});
afterAll(() => folder.remove());

const filesOf = (package_: string): string[] =>
  run(package_, 'find', '.', '-type', 'f')
    .trim()
    .split('\n')
    .map((file) => file.slice('./'.length));

describe('the npm package', () => {
  test('has what it needs and nothing else', () => {
    const files = filesOf(library);
    expect(files.filter((file) => !PACKED.test(file))).toEqual([]);
    for (const needed of ['lib/index.js', 'lib/index.d.ts', '.jsii', 'rosetta/default.ts-fixture', 'LICENSE']) {
      expect(files).toContain(needed);
    }
  });

  test('has no module whose source is gone', () => {
    const sources = filesOf(library)
      .filter((file) => /^lib\/.+(?<!\.d)\.(js|d\.ts)$/.test(file))
      .map((file) => file.replace(/^lib/, 'src').replace(/(\.d\.ts|\.js)$/, '.ts'));
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
  });

  test('leaves out what somebody puts in the repository', () => {
    const stray = ['stray/large.bin', 'src/stray.txt', 'lib/stray.txt', 'stray.txt'].map((file) => join(ROOT, file));
    try {
      for (const file of stray) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, 'stray');
      }
      const [{ files }] = JSON.parse(run(ROOT, 'npm', 'pack', '--dry-run', '--json', '--ignore-scripts')) as [
        { files: { path: string }[] },
      ];
      expect(files.map(({ path }) => path).filter((path) => path.includes('stray'))).toEqual([]);
    } finally {
      for (const file of [...stray, join(ROOT, 'stray')]) rmSync(file, { recursive: true, force: true });
    }
  });

  test('exports only files that it has', () => {
    const { exports } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8')) as Manifest;
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    expect(targets.length).toBeGreaterThan(2);
    expect(targets.filter((target) => !existsSync(join(library, target)))).toEqual([]);
  });

  test('has no source maps', () => {
    const mapped = filesOf(library)
      .filter((file) => file.endsWith('.js'))
      .filter((file) => readFileSync(join(library, file), 'utf8').includes('sourceMappingURL'));
    expect(mapped).toEqual([]);
  });
});

describe('a packed README', () => {
  const readmeOf = (package_: string) => readFileSync(join(package_, 'README.md'), 'utf8');

  test('has links that work outside the repository', () => {
    expect(relativeLinks(readmeOf(library))).toEqual([]);
    expect(relativeLinks(readmeOf(command))).toEqual([]);
    expect(readmeOf(library)).toContain('](https://github.com/cdk-ecr/cdk-ecr/blob/main/docs/access.md)');
    expect(readmeOf(library)).toContain(
      '](https://github.com/cdk-ecr/cdk-ecr/blob/main/docs/lifecycle.md#a-lifecycle-before-it-is-deployed)',
    );
  });

  test('is the text of all languages', () => {
    const assembly = JSON.parse(readFileSync(join(library, '.jsii'), 'utf8')) as { readme: { markdown: string } };
    expect(assembly.readme.markdown).toBe(readmeOf(library));
  });

  test('differs from the one of the repository, whose links are relative', () => {
    expect(relativeLinks(readFileSync(join(ROOT, 'README.md'), 'utf8'))).toContain('docs/access.md');
  });

  test('leads to the tag of its version', () => {
    const program = "console.log(require('./projenrc/absolute-links').withAbsoluteLinks('README.md', '1.2.3'))";
    const readme = run(ROOT, process.execPath, '--eval', program);
    expect(readme).toContain('](https://github.com/cdk-ecr/cdk-ecr/blob/v1.2.3/docs/access.md)');
    expect(readme).toContain('](https://github.com/cdk-ecr/cdk-ecr/raw/v1.2.3/docs/images/report.webp)');
    expect(readme).not.toMatch(/\/(blob|raw)\/main\//);
  });
});

test('the SBOMs list what the command line bundles, and nothing for the library', () => {
  const destination = join(folder.path, 'sbom');
  run(ROOT, process.execPath, 'projenrc/sbom.js', destination);
  const componentsOf = (name: string) => {
    const sbom = JSON.parse(readFileSync(join(destination, `${name}.cdx.json`), 'utf8')) as Sbom;
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name, version: '0.0.0' } } });
    return sbom.components.map(({ name: component, version }) => `${component} ${version}`).sort();
  };
  const licenses = readFileSync(join(command, 'lib/THIRD-PARTY-LICENSES'), 'utf8');
  const bundled = [...licenses.matchAll(/^(\S+ \d+\.\d+\.\d+\S*): /gm)].map(([, id]) => id);
  expect(bundled.length).toBeGreaterThan(10);
  expect(componentsOf('cdk-ecr-cli')).toEqual([...new Set(bundled)].sort());
  expect(componentsOf('cdk-ecr')).toEqual([]);
});
