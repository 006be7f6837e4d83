import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EcrChecks } from '../../src/checks/ecr-checks';
import type { AcknowledgementLimit } from '../../src/checks/ecr-checks-props';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const REASON = 'accepted until the migration';
const ID = 'cdk-ecr::customerKey';

function appOn(today = '2026-11-28'): Stack {
  return new Stack(new App({ context: { 'cdk-ecr:today': today } }), 'Stack', { env: ENV });
}

/** A repository with a warning and a finding of the same decision. */
function weak(stack: Stack, id = 'Api'): PrivateRepository {
  return new PrivateRepository(stack, id, { encryption: RepositoryEncryption.aes256() });
}

function found(scope: IConstruct, acknowledgementLimits?: AcknowledgementLimit[]): string[] {
  const app = scope.node.root;
  return new EcrChecks(app, { acknowledgementLimits })
    .validateScope(app)
    .violations.map(({ ruleName, severity, violatingResources: [{ constructPath }], description }) =>
      ruleName === 'cdk-ecr::acknowledgement'
        ? `${constructPath || 'App'}: ${description.split('. ')[0]}`
        : `${constructPath} ${ruleName} ${severity}`,
    );
}

const FOUND = `Stack/Api/Resource ${ID} error`;

describe('an acknowledgement for the warning and the finding', () => {
  test.each<[string, (stack: Stack) => IConstruct]>([
    ['for the stack', (stack) => stack],
    ['for the app', (stack) => stack.node.root],
  ])('counts for both when it is made %s before the construct warns', (_, scopeOf) => {
    const stack = appOn();
    Validations.of(scopeOf(stack)).acknowledge({ id: ID, reason: REASON });
    weak(stack);
    expect(warningsOf(stack)).toEqual([]);
    expect(found(stack)).toEqual([]);
  });

  test.each<[string, (repository: PrivateRepository) => IConstruct]>([
    ['for the repository', (repository) => repository],
    ['for the stack', (repository) => Stack.of(repository)],
    ['for the app', (repository) => repository.node.root],
  ])('counts for both when it is made %s after the construct warned', (_, scopeOf) => {
    const stack = appOn();
    const repository = weak(stack);
    Validations.of(scopeOf(repository)).acknowledge({ id: ID, reason: REASON });
    expect(warningsOf(stack)).toEqual([]);
    expect(found(stack)).toEqual([]);
  });

  test('does not count for a construct beside its own', () => {
    const stack = appOn();
    Validations.of(weak(stack, 'Other')).acknowledge({ id: ID, reason: REASON });
    weak(stack);
    expect(warningsOf(stack)).toEqual(['encryption: this choice fails Security Hub ECR.5 [ack: cdk-ecr::customerKey]']);
    expect(found(stack)).toEqual([FOUND]);
  });
});

describe('EcrChecks.acknowledge', () => {
  const acknowledge = (scope: IConstruct, until?: string) =>
    EcrChecks.acknowledge(scope, { rule: EcrRule.CUSTOMER_KEY, reason: REASON, until });

  test.each<[string, string, string | undefined, string[]]>([
    ['counts without an end', '2026-11-28', undefined, []],
    ['counts more than 30 days before its end', '2026-11-28', '2026-12-29', []],
    [
      'counts and is reported in its last 30 days',
      '2026-11-28',
      '2026-12-27',
      ['Stack: the acknowledgement of cdk-ecr::customerKey ends after 2026-12-27'],
    ],
    [
      'counts on its last day',
      '2026-11-28',
      '2026-11-28',
      ['Stack: the acknowledgement of cdk-ecr::customerKey ends after 2026-11-28'],
    ],
    [
      'does not count after its last day',
      '2026-11-28',
      '2026-11-27',
      [FOUND, 'Stack: the acknowledgement of cdk-ecr::customerKey ended after 2026-11-27 and does not count'],
    ],
  ])('%s', (_, today, until, expected) => {
    const stack = appOn(today);
    acknowledge(stack, until);
    weak(stack);
    expect(found(stack)).toEqual(expected);
    expect(warningsOf(stack)).toHaveLength(expected.includes(FOUND) ? 1 : 0);
  });

  test('takes the date from the clock if the context has none', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    acknowledge(stack, '2000-01-01');
    weak(stack);
    expect(found(stack)).toContain(FOUND);
  });

  test.each([
    ['reason', { reason: 'accepted risk' }, 'give the reason for cdk-ecr::customerKey in at least 3 words'],
    ['until', { until: '2027' }, 'be a date like "2027-03-31"'],
    ['until', { until: '2027-02-31x' }, 'be a date like "2027-03-31"'],
  ])('fails when %s is %j', (property, options, must) => {
    const stack = appOn();
    expect(() => EcrChecks.acknowledge(stack, { rule: EcrRule.CUSTOMER_KEY, reason: REASON, ...options })).toThrow(
      `EcrChecks.acknowledge at Stack: ${property} is "${Object.values(options)[0]}" but must ${must}`,
    );
  });
});

describe('reports on acknowledgements', () => {
  test('EcrChecks reports an acknowledgement without a finding or warning', () => {
    const stack = appOn();
    new PrivateRepository(stack, 'Api');
    Validations.of(stack).acknowledge({ id: ID, reason: REASON });
    expect(found(stack)).toEqual([`Stack: ${ID} is acknowledged, but nothing is found or warned of`]);
  });

  test('EcrChecks does not report an acknowledgement of a warning that no rule judges', () => {
    const stack = appOn();
    Validations.of(stack).acknowledge({ id: 'cdk-ecr::lifecyclePolicy', reason: REASON });
    new PrivateRepository(stack, 'Api', { lifecycle: LifecyclePolicy.none() });
    expect(found(stack)).toEqual([]);
  });

  test('EcrChecks reports an acknowledgement whose reason has fewer than three words', () => {
    const stack = appOn();
    Validations.of(weak(stack)).acknowledge({ id: ID, reason: 'later' });
    expect(found(stack)).toEqual([
      `Stack/Api: the reason "later" of the acknowledgement of ${ID} has fewer than 3 words`,
    ]);
  });

  test('the report of an unused acknowledgement can itself be acknowledged', () => {
    const stack = appOn();
    new PrivateRepository(stack, 'Api');
    Validations.of(stack).acknowledge({ id: ID, reason: REASON });
    expect(found(stack)).toHaveLength(1);
    Validations.of(stack).acknowledge({ id: 'cdk-ecr::acknowledgement', reason: REASON });
    expect(found(stack)).toEqual([]);
  });
});

describe('limits of acknowledgements', () => {
  const limit = (onlyAt?: IConstruct) => [{ rule: EcrRule.CUSTOMER_KEY, onlyAt }];
  const REFUSED = (at: string) => [
    `Stack/Api/Resource ${ID} fatal`,
    `${at}: the acknowledgement of ${ID} does not count here`,
  ];

  test('a rule whose limit names no scope cannot be acknowledged', () => {
    const stack = appOn();
    Validations.of(stack.node.root).acknowledge({ id: ID, reason: REASON });
    weak(stack);
    expect(found(stack, limit())).toEqual(REFUSED('App'));
  });

  test('a rule limited to a stack can be acknowledged on the stack or above it, and not beneath it', () => {
    const beneath = appOn();
    Validations.of(weak(beneath)).acknowledge({ id: ID, reason: REASON });
    expect(found(beneath, limit(beneath))).toEqual(REFUSED('Stack/Api'));

    for (const scopeOf of [(stack: Stack) => stack, (stack: Stack) => stack.node.root]) {
      const stack = appOn();
      Validations.of(scopeOf(stack)).acknowledge({ id: ID, reason: REASON });
      weak(stack);
      expect(found(stack, limit(stack))).toEqual([]);
    }
  });
});

test('the evidence has each acknowledgement with its place, reason, end and state', () => {
  const directory = mkdtempSync(join(tmpdir(), 'evidence-'));
  const app = new App({ context: { 'cdk-ecr:today': '2026-11-28' } });
  const stack = new Stack(new Stage(app, 'Prod', { env: ENV }), 'Stack');
  EcrChecks.acknowledge(weak(stack), { rule: EcrRule.CUSTOMER_KEY, reason: REASON, until: '2026-12-01' });
  Validations.of(stack).acknowledge({ id: 'cdk-ecr::openPolicy', reason: 'nothing is open here' });
  const checks = new EcrChecks(app, { evidenceDirectory: directory });
  const { artifacts } = app.synth().getNestedAssembly('assembly-Prod').manifest;
  const assembly = join(app.outdir, 'assembly-Prod');
  const templatePaths = Object.values(artifacts ?? {})
    .map(({ properties }) => (properties as { templateFile?: string } | undefined)?.templateFile)
    .flatMap((file) => (file ? [join(assembly, file)] : []));
  checks.validate({ templatePaths } as Parameters<EcrChecks['validate']>[0]);

  const { acknowledgements } = JSON.parse(readFileSync(join(directory, 'ecr-checks.json'), 'utf8'));
  expect(acknowledgements).toEqual([
    { at: 'Prod/Stack', id: 'cdk-ecr::openPolicy', reason: 'nothing is open here', state: 'stale' },
    { at: 'Prod/Stack/Api', id: ID, reason: REASON, until: '2026-12-01', state: 'ends soon' },
  ]);
  expect(readFileSync(join(directory, 'ecr-checks.md'), 'utf8')).toContain(
    `| Prod/Stack/Api | ${ID} | ${REASON} | 2026-12-01 | ends soon |`,
  );
});
