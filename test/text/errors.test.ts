import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { inspect } from 'util';
import { App, Stack } from 'aws-cdk-lib';
import { checkAtLeastOne, describe as textOf, InvalidInputError } from '../../src/text/errors';

const ROOT = join(__dirname, '../..');
const INPUT = { api: 'Owner', property: 'size', found: 3, must: 'be even', remedy: 'add one' };

/** The output of Node.js in the terminal when an app throws. */
function outputOf(lines: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-ecr-errors-'));
  try {
    const app = join(folder, 'app.js');
    const head = [
      `const { App, Stack, Tags } = require(${JSON.stringify(join(ROOT, 'node_modules/aws-cdk-lib'))});`,
      `const { PrivateRepository } = require(${JSON.stringify(join(ROOT, 'src'))});`,
      `const app = new App();`,
      `const stack = new Stack(app, 'Stack');`,
    ];
    writeFileSync(app, [...head, ...lines].join('\n'));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-r', join(ROOT, 'node_modules/ts-node/register/transpile-only'), app],
      { encoding: 'utf8', cwd: folder, env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'test/tsconfig.json') } },
    );
    expect(status).toBe(1);
    return stderr.trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an error on a terminal', () => {
  test('from a construct has at most 20 lines, with the message and without the construct', () => {
    const output = outputOf([`new PrivateRepository(stack, 'Bad', { repositoryName: 'Team/Api' });`]);
    const text = output.findIndex((line) =>
      line.startsWith('InvalidInputError: PrivateRepository at Stack/Bad: repositoryName is "Team/Api" but must '),
    );
    // The message comes after the place in the source, and before the stack trace.
    expect(text).toBeGreaterThanOrEqual(0);
    expect(text).toBeLessThan(6);
    expect(output.length).toBeLessThanOrEqual(20);
  }, 60_000);

  test('from a validation at synthesis has at most 20 lines', () => {
    const output = outputOf([
      `new PrivateRepository(stack, 'Bad', { repositoryName: 'team/api' });`,
      `for (let i = 0; i < 60; i++) Tags.of(stack).add('tag' + i, 'value');`,
      `app.synth();`,
    ]);
    expect(output.join('\n')).toContain('PrivateRepository at Stack/Bad: number of tags is 60 but must be at most 50');
    expect(output.length).toBeLessThanOrEqual(20);
  }, 60_000);

  test('prints no property after the stack trace', () => {
    const error = new InvalidInputError({ ...INPUT, scope: new Stack(new App(), 'Stack') });
    expect(inspect(error)).toBe(error.stack);
    expect(error.stack).toMatch(/^InvalidInputError: Owner at Stack: size is 3 but must be even; add one\n/);
    expect(error.input.must).toBe('be even');
    expect(Object.keys(error)).toEqual([]);
  });
});

describe('the value in an error', () => {
  class Shape {
    public readonly self = this;
  }

  test.each([
    ['a text, in quotes', 'a "b"', '"a \\"b\\""'],
    ['nothing', undefined, 'undefined'],
    ['a list', [1, 'a'], '[1,"a"]'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    ['a class', new Shape(), 'an object of class Shape'],
    ['an object that refers to itself', { shape: new Shape() }, 'an object of class Object'],
    ['a value with a JSON of its own', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['a construct, by its path', new Stack(new App(), 'Stack'), 'the construct Stack'],
    ['a function, by its name', Math.max, 'the function max'],
    ['a symbol', Symbol('a'), 'Symbol(a)'],
  ])('is %s', (_, found, expected) => {
    expect(textOf({ ...INPUT, found })).toBe(`Owner: size is ${expected} but must be even; add one`);
  });
});

describe('a list that needs at least one element', () => {
  const check = (found: unknown) => () => checkAtLeastOne(INPUT, found as [], 'size', 'add one');

  test('may be left out or have elements', () => {
    expect(check(undefined)).not.toThrow();
    expect(check([0])).not.toThrow();
  });

  test('fails when it is empty or a text', () => {
    expect(check([])).toThrow('Owner: size is [] but must have at least one size; add one');
    expect(check('abc')).toThrow('Owner: size is "abc" but must be a list; put it in brackets');
  });
});
