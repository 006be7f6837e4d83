import { spawnSync } from 'child_process';
import { gzipSync } from 'zlib';
import * as fc from 'fast-check';
import { BUNDLE, isBundled } from './install-alone';
import { writeRegistry } from './registries';
import { image, IMAGES, POLICY, Workspace } from './support';
import { decode } from '../src/io/text-file';

// Nothing that an argument, a file or its name has may command a terminal, forge a line or end the program by surprise.

const HIDDEN = /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u;
const DEEP = 100_000;

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const hostile = fc.constantFrom(
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\n',
  '\r',
  '\u0007',
  '\u{e0041}',
  '\u2028',
  'a',
  "'",
  '"',
);
const text = fc.array(hostile, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
// A file name has no slash and no NUL.
const argument = fc.oneof(
  text,
  text.map((each) => `--${each}`),
  text.map((each) => `-${each}`),
);

function expectVisible({ stdout, stderr }: { stdout: string; stderr: string }): void {
  expect(stdout).not.toMatch(HIDDEN);
  expect(stderr).not.toMatch(HIDDEN);
  expect(stderr).not.toContain('mistake of cdk-ecr');
}

describe('what is printed shows every hidden character', () => {
  test('of arguments', async () => {
    const command = fc.constantFrom(
      [],
      ['preview'],
      ['check'],
      ['snapshot'],
      ['help'],
      ['check', '--fail-on'],
      ['check', '--format'],
      ['guard'],
      ['guard', '--allow'],
      ['report'],
      ['report', '--before'],
    );
    await fc.assert(
      fc.asyncProperty(command, fc.array(argument, { minLength: 1, maxLength: 3 }), async (start, args) => {
        const result = await files.run([...start, ...args]);
        expectVisible(result);
        // One message, so one line: what the user typed adds none.
        if (result.status === 2 && result.stderr.startsWith('cdk-ecr: ')) {
          expect(result.stderr.trimEnd()).not.toContain('\n');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of files and their names', async () => {
    const policy = files.write('policy.json', POLICY);
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), async (name, value, isJson) => {
        const images = files.write(`${name}.json`, {
          imageDetails: [{ ...image(1), imageDigest: value, imageTags: [value], repositoryName: value }],
        });
        const result = await files.run(['preview', images, '-p', policy, '--all', ...(isJson ? ['--json'] : [])]);
        expectVisible(result);
        if (isJson) expect(JSON.parse(result.stdout).repositories[0].repositoryName).toBe(value);
        expectVisible(await files.run(['preview', images, '-p', files.write(`${name}.p`, { [value]: value })]));
        expectVisible(await files.run(['preview', files.write(`${name}.t`, `{"a": ${value}`), '-p', policy]));
        const template = {
          Resources: { [value]: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: value } } },
        };
        const written = files.write(`${name}.template.json`, template);
        expectVisible(await files.run(['check', written, '--by-owner']));
        expectVisible(await files.run(['report', written, '--format', 'markdown']));
        expectVisible(await files.run(['report', written, '--output', `$/${name}.html`]));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test('of snapshots', async () => {
    const hidden = '\u001b[31m\u202e\n';
    const snapshot = writeRegistry(files, 'out', {
      [`team/${hidden}`]: { images: [{ ...image(1), imageTags: [hidden] }], lifecyclePolicy: POLICY },
    } as never);
    for (const options of [[], ['--json'], ['--all']]) {
      expectVisible(await files.run(['preview', snapshot, ...options]));
    }
    expectVisible(await files.run(['check', snapshot]));
    for (const format of ['json', 'markdown']) {
      expectVisible(await files.run(['report', snapshot, '--format', format]));
    }
  });

  test('of colors, which there are none of, on a terminal either', async () => {
    process.env.FORCE_COLOR = '1';
    try {
      for (const args of [['--help'], ['preview', '--help'], ['preview', '--nothing']]) {
        expectVisible(await files.run(args, { stderrIsTerminal: true }));
      }
    } finally {
      delete process.env.FORCE_COLOR;
    }
  });
});

// In a process of its own: what fills the stack of a program may end the program that tests it.
(isBundled ? describe : describe.skip)('values that are nested without end are bad input', () => {
  const run = (args: readonly string[]) => {
    const inFolder = args.map((arg) => arg.replace('$', files.folder));
    const { status, stderr } = spawnSync(process.execPath, [BUNDLE, ...inFolder], { encoding: 'utf8' });
    return { status, stderr: stderr.replaceAll(files.folder, '$') };
  };
  const lists = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
  const objects = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;

  test.each([
    ['images', lists],
    ['images', objects],
    ['an image', `{"imageDetails":[${objects}]}`],
    ['tags', `{"imageDetails":[{"imageDigest":"a","imagePushedAt":1,"imageTags":${lists}}]}`],
    ['broken images', '['.repeat(DEEP)],
  ])('as %s', (_, content) => {
    const args = ['preview', files.write('images.json', content), '-p', files.write('policy.json', POLICY)];
    const { status, stderr } = run(args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^cdk-ecr: .{1,500}\n$/) });
  });

  test.each([
    ['policies', ['preview', 'images.json', '-p', '$']],
    ['what runs', ['preview', 'images.json', '-p', 'policy.json', '--in-use', '$']],
    ['templates', ['check', '$']],
    ['templates of a report', ['report', '$', '--json']],
    ['evidence', ['report', 'template.json', '--evidence', '$', '--json']],
    ['parameters of rules', ['check', 'template.json', '--config', '$']],
  ])('as %s', (_, args) => {
    files.write('images.json', IMAGES);
    files.write('policy.json', POLICY);
    files.write('template.json', { Resources: {} });
    for (const [name, content] of Object.entries({
      'objects.json': objects,
      'rules.json': `{"rules":${lists},"Resources":{"A":${objects}},"items":${lists}}`,
      'flow.yaml': `Resources: ${'['.repeat(DEEP / 10)}`,
    })) {
      const bad = files.write(name, content);
      const { status, stderr } = run(args.map((arg) => (arg === '$' ? bad : /json$/.test(arg) ? `$/${arg}` : arg)));
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^cdk-ecr: .{1,700}\n$/) });
    }
  });

  test('in snapshots', () => {
    const snapshot = writeRegistry(files, 'out', { 'team/api': { images: [image(1)], tags: 'DEEP' } } as never);
    const line = JSON.stringify({ repositoryName: 'team/api', tags: 'DEEP' }).replace('"DEEP"', objects);
    files.write('out/repositories.ndjson', `${line}\n`);
    expect(run(['report', snapshot])).toEqual(run(['check', snapshot]));
    const { status, stderr } = run(['check', snapshot]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: number of levels in $/out/repositories.ndjson:1 is "more than 200" but must be at most 200; take a new snapshot\n',
    });
  });
});

describe('a file that gzip has made small', () => {
  test('is not unpacked without end', () => {
    // The limit of a test is lower, as it needs less memory.
    expect(() => decode('bomb.json.gz', gzipSync(Buffer.alloc(20_000_000)), 10_000_000)).toThrow(
      new Error(
        'cdk-ecr: size of bomb.json.gz is "more than 10000000" but must be at most 10000000 bytes, which one text of ' +
          'Node.js can hold; preview a part of the repositories',
      ),
    );
  });

  test('has no endless line', async () => {
    const snapshot = writeRegistry(files, 'out', { 'team/api': { images: [], lifecyclePolicy: POLICY } } as never);
    files.write('out/images/team%2Fapi.ndjson.gz', gzipSync(Buffer.alloc(60_000_000, 'a'), { level: 1 }));
    const { status, stderr } = await files.run(['preview', snapshot]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: content of $/out/images/team%2Fapi.ndjson.gz is "a line has more than 50000000 characters" but must be ' +
        'complete; take a new snapshot\n',
    });
  }, 60_000);
});

describe('a policy with a name that is there twice', () => {
  const content = JSON.stringify(POLICY, undefined, 2).replace(
    '"countNumber": 14',
    '"countNumber": 14, "countNumber": 1400',
  );

  test.each([
    ['alone', content],
    ['in an answer', JSON.stringify({ lifecyclePolicyText: content })],
  ])('is read with a warning, %s', async (_, written) => {
    const args = ['preview', files.write('images.json', IMAGES), '-p', files.write('policy.json', written)];
    const { status, stderr } = await files.run(args);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr:
        'cdk-ecr: $/policy.json: line 39 of the policy has "countNumber" again, and the last one counts; leave one out\n',
    });
  });

  test('is none if the names are in different objects, or in texts', async () => {
    const rules = [{ ...POLICY.rules[0], description: '{"a":1,"a":2} \\" "selection":' }, ...POLICY.rules.slice(1)];
    const args = ['preview', files.write('images.json', IMAGES), '-p', files.write('policy.json', { rules })];
    expect(await files.run(args)).toMatchObject({ status: 0, stderr: '' });
  });
});
