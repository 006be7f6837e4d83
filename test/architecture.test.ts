import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { circlesOf, ModuleGraph } from './support/module-graph';

// The layers of docs/architecture.md, by the rules of .dependency-cruiser.js.

const ROOT = join(__dirname, '..');

describe('src', () => {
  const graph = ModuleGraph.of(ROOT);

  test('is read', () => {
    expect(graph.size).toBeGreaterThan(300);
  });

  test('each folder imports only what its layer may import', () => {
    expect(graph.violations).toEqual([]);
  });

  test('has no import circle of more than two files', () => {
    expect(graph.largeCircles).toEqual([]);
  });

  test('of the CDK, lifecycle rules name only Duration', () => {
    const imports = readdirSync(join(ROOT, 'src/lifecycle'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) =>
          readFileSync(join(ROOT, 'src/lifecycle', file), 'utf8').match(/^import [^;]*aws-cdk-lib[^;]*;$/gm) ?? [],
      );
    expect([...new Set(imports)]).toEqual(["import type { Duration } from 'aws-cdk-lib';"]);
  });
});

describe('in a project with every mistake', () => {
  const EMPTY = 'export {};';
  const FILES: Record<string, string> = {
    'text/sound.ts': 'export const sound = 1;',
    'text/names-type.ts': "import type { U } from '../ecr/upper'; export type V = U;",
    'ecr/upper.ts': 'export type U = 1;',
    'ecr/climbs.ts': "import '../core/upper';",
    'ecr/names-cdk.ts': "import type { Stack } from 'aws-cdk-lib'; export type S = Stack;",
    'ecr/a.ts': "import { b } from './b'; export const a = b;",
    'ecr/b.ts': "import { c } from './c'; export const b = c;",
    'ecr/c.ts': "import type { a } from './a'; export const c = 1; export type A = typeof a;",
    'ecr/outside.ts': "import './a';",
    'lifecycle/good.ts': "import type { Duration } from 'aws-cdk-lib'; export type D = Duration;",
    'lifecycle/has-duration.ts': "import { Duration } from 'aws-cdk-lib'; export const day = Duration.days(1);",
    'core/upper.ts': "import 'aws-cdk-lib'; import '../lifecycle/good'; import './private/inner';",
    'core/private/inner.ts': EMPTY,
    'core/index.ts': "export * from './upper';",
    'access/good.ts': "import '../repository/good';",
    'repository/good.ts': "import '../access/good';",
    'network/upper.ts': EMPTY,
    'ci/beside.ts': "import '../network/upper';",
    'ci/takes-private.ts': "import '../core/private/inner';",
    'ci/takes-barrel.ts': "import '../core';",
    'ci/takes-all.ts': "import '..';",
    'other/has-no-layer.ts': "import '../text/sound';",
    'index.ts': "export * from './core';",
  };
  const COMMAND = 'cli/src/has-construct.ts';
  let graph: ModuleGraph;

  beforeAll(() => {
    const project = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const file of ['.dependency-cruiser.js', 'tsconfig.json']) copyFileSync(join(ROOT, file), join(project, file));
    writeFileSync(join(project, 'package.json'), '{"peerDependencies":{"aws-cdk-lib":"*"}}');
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(join(project, 'src', dirname(file)), { recursive: true });
      writeFileSync(join(project, 'src', file), text);
    }
    mkdirSync(join(project, 'cli/src'), { recursive: true });
    writeFileSync(join(project, COMMAND), "import '../../src/core/upper'; import '../../src/ecr/upper';");
    graph = ModuleGraph.of(project);
    rmSync(project, { recursive: true });
  });

  /** The rules that a file breaks. */
  function broken(file: string): string[] {
    return graph.violations.filter((text) => text.includes(`: src/${file} →`)).map((text) => text.split(':')[0]);
  }

  test.each([
    ['an import of a line above', 'ecr/climbs.ts', 'layer-of-ecr'],
    ['a type of a line above', 'text/names-type.ts', 'layer-of-text'],
    ['a folder of the same line', 'ci/beside.ts', 'layer-of-ci'],
    ['what is private to another folder', 'ci/takes-private.ts', 'no-foreign-private'],
    ["a folder's barrel", 'ci/takes-barrel.ts', 'no-barrel'],
    ['a type of the CDK below it', 'ecr/names-cdk.ts', 'no-cdk'],
    ['Duration as a value', 'lifecycle/has-duration.ts', 'only-the-type-of-duration'],
    ['a folder without a layer', 'other/has-no-layer.ts', 'every-folder-has-a-layer'],
  ])('%s is found', (_, file, rule) => {
    expect(broken(file)).toEqual([rule]);
  });

  test('a construct in the command line is found', () => {
    expect(graph.violations.filter((text) => text.includes(COMMAND))).toEqual([
      `command-line: ${COMMAND} → src/core/upper.ts`,
    ]);
  });

  test("the package's barrel is found, which is above all lines too", () => {
    expect(broken('ci/takes-all.ts')).toEqual(['layer-of-ci', 'no-barrel']);
  });

  test('a circle of three files is found where one imports only a type, and a circle of two is not', () => {
    expect(graph.largeCircles).toEqual(['circle: src/ecr/a.ts, src/ecr/b.ts, src/ecr/c.ts']);
  });

  test('nothing else is', () => {
    expect(graph.violations).toHaveLength(11);
  });
});

test('two circles that meet in one file are one', () => {
  const graph = { a: ['b'], b: ['a', 'c'], c: ['b', 'd'], d: [] };
  expect(circlesOf(new Map(Object.entries(graph))).map((circle) => circle.sort().join(''))).toEqual(['d', 'abc']);
});
