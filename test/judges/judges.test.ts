import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { templatesOf } from './assembly';
import { CfnLint } from './cfn-lint';
import type { ExpectedFinding } from './expected-findings';
import type { Finding } from './types';
import { selfTestFailure, stale, unexpected, type Verdict } from './verdict';

const FINDING: Finding = {
  judge: 'cfn-lint',
  target: 'examples/one',
  template: 'One.template.json',
  resource: 'Repository',
  rule: 'E3030',
  message: 'message',
};
const EXPECTED: ExpectedFinding = {
  judge: 'cfn-lint',
  rule: 'E3030',
  target: 'examples/one',
  resource: /^Repository$/,
  reason: 'reason',
};

function verdict(overrides: Partial<Verdict> = {}): Verdict {
  return { judge: 'cfn-lint', target: 'examples/one', templates: 1, seconds: 0, findings: [FINDING], ...overrides };
}

describe('unexpected findings', () => {
  test('do not include a finding that is expected', () => {
    expect(unexpected([FINDING], [EXPECTED])).toEqual([]);
    expect(unexpected([FINDING], [{ ...EXPECTED, target: undefined }])).toEqual([]);
  });

  test.each<Partial<Finding>>([
    { judge: 'cdk-nag' },
    { rule: 'E3031' },
    { target: 'examples/two' },
    { resource: 'OtherRepository' },
  ])('include a finding that differs from the expectation in %j', (difference) => {
    expect(unexpected([{ ...FINDING, ...difference }], [EXPECTED])).toHaveLength(1);
  });
});

describe('stale expectations', () => {
  test('do not include one that is met', () => {
    expect(stale([verdict()], [EXPECTED], true)).toEqual([]);
  });

  test('include one that is not met', () => {
    expect(stale([verdict({ findings: [] })], [EXPECTED], true)).toEqual([EXPECTED]);
    expect(stale([verdict({ findings: [] })], [EXPECTED], false)).toEqual([EXPECTED]);
  });

  test('include one for a target that no longer exists, in a complete run', () => {
    expect(stale([verdict({ target: 'examples/two' })], [EXPECTED], true)).toEqual([EXPECTED]);
    expect(stale([verdict({ target: 'examples/two' })], [EXPECTED], false)).toEqual([]);
  });

  test('include one for all targets in a complete run only', () => {
    const forAll = { ...EXPECTED, target: undefined };
    expect(
      stale([verdict({ findings: [] }), verdict({ target: 'examples/two', findings: [] })], [forAll], true),
    ).toEqual([forAll]);
    expect(stale([verdict({ findings: [] })], [forAll], false)).toEqual([]);
  });

  test('include one that is met another number of times', () => {
    expect(stale([verdict()], [{ ...EXPECTED, count: 1 }], true)).toEqual([]);
    expect(stale([verdict()], [{ ...EXPECTED, count: 2 }], true)).toHaveLength(1);
    expect(stale([verdict({ findings: [FINDING, FINDING] })], [{ ...EXPECTED, count: 1 }], true)).toHaveLength(1);
  });

  test('do not include one whose judge was left out or failed', () => {
    expect(stale([verdict({ findings: [], skipped: 'absent' })], [EXPECTED], true)).toEqual([]);
    expect(stale([verdict({ findings: [], failure: 'crashed' })], [EXPECTED], true)).toEqual([]);
  });
});

test('a judge fails when it overlooks a rule in the bad template', () => {
  expect(selfTestFailure(new CfnLint(), [FINDING])).toBe('does not find E2533 in bad.template.json');
  expect(selfTestFailure(new CfnLint(), [FINDING, { ...FINDING, rule: 'E2533' }])).toBeUndefined();
});

test('all templates of an assembly are judged, each with the region of its stack', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'judges-'));
  try {
    const app = new App({ outdir });
    new CfnResource(new Stack(app, 'Open'), 'Resource', { type: 'AWS::SNS::Topic' });
    const stage = new Stage(app, 'Stage');
    const stack = new Stack(stage, 'Bound', { env: { region: 'eu-central-1' } });
    new CfnResource(new NestedStack(new NestedStack(stack, 'A'), 'B'), 'Resource', { type: 'AWS::SNS::Topic' });
    new Stack(app, 'DefaultTestDeployAssert');
    app.synth();
    fs.writeFileSync(path.join(outdir, 'Unknown.template.json'), '{}');

    const regions = templatesOf(outdir).map(({ label, region }) => [label.replace(/[0-9A-F]{8}(?=\.)/, ''), region]);
    expect(new Map(regions as [string, string | undefined][])).toEqual(
      new Map([
        ['Open.template.json', undefined],
        ['Unknown.template.json', undefined],
        ['assembly-Stage/StageBound.template.json', 'eu-central-1'],
        ['assembly-Stage/StageBoundA.nested.template.json', 'eu-central-1'],
        ['assembly-Stage/StageBoundAB.nested.template.json', 'eu-central-1'],
      ]),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
});
