import { attentionOn, AttentionKind } from './support';
import { baseline } from '../../../src/report/attention/baseline';
import { ReportSection } from '../../../src/report/model/registry-report';
import { writeRegistry } from '../../registries';
import type { TestRepository } from '../../registries';
import { image, Workspace } from '../../support';
import { writeApp } from '../registries/support';
import { partsOf } from '../report-parts';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

function snapshot(repositories: Readonly<Record<string, TestRepository>>, registry: object = {}): string {
  return writeRegistry(files, 'all/primary', repositories, registry);
}

test('the first screen has its parts in order', async () => {
  const { attention } = await partsOf(files, [snapshot({})]);
  expect(attention.map(({ kind }) => kind)).toEqual(Object.values(AttentionKind));
});

describe('access from outside', () => {
  const policy = (...statements: object[]) => ({
    Version: '2012-10-17',
    Statement: statements.map((each) => ({ Effect: 'Allow', ...each })),
  });
  const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];
  const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
  const outside = async (inputs: readonly string[]) => attentionOn(AttentionKind.OUTSIDE_ACCESS, files, inputs);

  test('names everybody, then organizations, then other accounts, each with the gravest that it may do to a repository', async () => {
    const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
    const other = { Principal: account('444455556666'), Action: PULL };
    const { number, items, parts } = await outside([
      snapshot({
        a: { policy: policy(other, { Principal: '*', Action: PULL, Condition: organization }) },
        b: { policy: policy(other, { Principal: account('444455556666'), Action: 'ecr:BatchDeleteImage' }) },
        c: { policy: policy({ Principal: '*', Action: PULL }) },
      }),
    ]);
    expect(number).toBe(3);
    expect(items.map(({ text, number: places }) => [text, places])).toEqual([
      ['everybody can pull from 1 repository', 1],
      ['o-abcdefghij can pull from 1 repository, under a condition', 1],
      ['arn:aws:iam::444455556666:root can delete images of 1 repository, pull from 1 repository', 2],
    ]);
    const [{ target }] = items;
    expect(target).toEqual({ section: ReportSection.ACCESS, principal: expect.any(Number) });
    expect(parts.principals[target.principal!].name).toBe('*');
  });

  test('does not claim for repositories what a registry policy gives', async () => {
    const pull = { policy: policy({ Principal: account('444455556666'), Action: PULL }) };
    const fill = {
      Principal: account('444455556666'),
      Action: ['ecr:CreateRepository', 'ecr:BatchImportUpstreamImage'],
      Resource: 'arn:aws:ecr:eu-central-1:111122223333:repository/docker-hub/*',
    };
    const { items } = await outside([snapshot({ a: pull, b: pull }, { policy: policy(fill) })]);
    expect(items.map(({ text, number }) => [text, number])).toEqual([
      ['arn:aws:iam::444455556666:root can push to 1 registry, pull from 2 repositories', 3],
    ]);
  });

  test('leaves out the own account, services of AWS, accounts of the report, and what is denied', async () => {
    snapshot({
      a: {
        policy: policy(
          { Principal: account('111122223333'), Action: 'ecr:*' },
          { Principal: account('222233334444'), Action: PULL },
          { Principal: { Service: 'lambda.amazonaws.com' }, Action: PULL },
          { Effect: 'Deny', Principal: '*', Action: 'ecr:BatchDeleteImage' },
        ),
      },
    });
    writeRegistry(files, 'all/other', {}, { account: '222233334444' });
    expect(await outside(['$/all'])).toMatchObject({ number: 0, items: [] });
  });

  test('names a service that acts for another account, as AWS Lambda does for its functions', async () => {
    const lambda = (Condition: object) => ({
      ...{ Principal: { Service: 'lambda.amazonaws.com' }, Action: PULL, Condition },
    });
    const functionsOf = (id: string) =>
      lambda({ StringLike: { 'aws:SourceArn': `arn:aws:lambda:eu-central-1:${id}:function:*` } });
    const { items } = await outside([
      snapshot({
        a: { policy: policy(functionsOf('444455556666'), functionsOf('111122223333')) },
        b: { policy: policy(lambda({ StringEquals: { 'aws:SourceAccount': ['444455556666', '111122223333'] } })) },
      }),
    ]);
    expect(items.map(({ text }) => text)).toEqual([
      'lambda.amazonaws.com for 444455556666 can pull from 2 repositories, under a condition',
    ]);
  });

  test('counts the policy of a registry', async () => {
    const replicate = { Principal: account('444455556666'), Action: 'ecr:ReplicateImage', Resource: '*' };
    const { texts } = await outside([snapshot({}, { policy: policy(replicate) })]);
    expect(texts).toEqual(['arn:aws:iam::444455556666:root can push to 1 registry']);
  });

  test('says that a policy could not be read', async () => {
    const unread = [{ action: 'ecr:GetRepositoryPolicy', of: 'a', code: 'AccessDeniedException', message: 'no' }];
    expect((await outside([snapshot({ a: {} }, { unread })])).unknown).toEqual([
      'Whom 1 policy of repositories or registries names is not known here: a snapshot with ecr:GetRepositoryPolicy and ' +
        'ecr:GetRegistryPolicy tells.',
    ]);
  });
});

describe('critical findings in running images', () => {
  const scanned = (CRITICAL?: number) => ({
    imageScanFindingsSummary: { findingSeverityCounts: { HIGH: 3, ...(CRITICAL !== undefined && { CRITICAL }) } },
  });
  const critical = async (images: TestRepository['images'], tags: readonly string[]) => {
    const uses = files.write('uses', tags.map((tag) => `${HOST}/a:${tag}`).join('\n'));
    return attentionOn(AttentionKind.CRITICAL_FINDINGS, files, [snapshot({ a: { images } })], { inUse: [uses] });
  };

  test('sums them by repository, and leaves out images that do not run', async () => {
    const images = [
      { ...image(1, 'v1'), ...scanned(2) },
      { ...image(2, 'v2'), ...scanned(5) },
      { ...image(3, 'v3'), ...scanned() },
      { ...image(4, 'v4'), ...scanned(9) },
    ];
    expect(await critical(images, ['v1', 'v2', 'v3'])).toMatchObject({
      number: 7,
      items: [
        {
          text: 'a: 7 critical findings in 2 running images: v1, v2',
          number: 7,
          target: { section: ReportSection.REPOSITORIES, repository: 0 },
        },
      ],
      unknown: [],
    });
  });

  test('has the number 0 only if a scan is known, and says what else would tell', async () => {
    const { number, items, unknown } = await critical([image(1, 'v1')], ['v1']);
    expect({ number, items }).toEqual({ number: undefined, items: [] });
    expect(unknown).toEqual([
      'The snapshot has no result of a scan for 1 running image: aws ecr describe-image-scan-findings tells, also for ' +
        'basic scanning, which no list of images has.',
    ]);
    expect(await critical([{ ...image(1, 'v1'), ...scanned() }], ['v1'])).toMatchObject({ number: 0, unknown: [] });
  });
});

describe('differences from the baseline', () => {
  const OPEN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }] };

  test('are counted by owner, who has most errors first', async () => {
    const found = await attentionOn(
      AttentionKind.BASELINE,
      files,
      [
        snapshot({
          a: { tags: { team: 'blue' } },
          b: { tags: { team: 'red' }, policy: OPEN },
          c: { tags: { team: 'red' }, policy: OPEN },
        }),
      ],
      { ownerTag: 'team' },
    );
    const red = found.items.find(({ owner }) => owner === 'red')!;
    expect(red).toMatchObject({ target: { section: ReportSection.CONTROLS, filter: 'red' } });
    expect(red.text).toMatch(/^red: \d+ errors/);
    const order = found.items.map(({ owner }) => owner).filter((owner) => owner !== undefined);
    expect(order).toEqual(['red', 'blue']);
    expect(found.number).toBe(found.items.reduce((sum, { number }) => sum + number, 0));
  });

  test('are errors, then warnings', () => {
    const rule = { id: 'a', explanation: '', remedy: '', controls: [] };
    const finding = (place: number, owner: string) => ({ rule: place, owner, text: '', resource: '' });
    const { items, number } = baseline(
      { inputs: [] },
      {
        rules: [
          { ...rule, severity: 'error' },
          { ...rule, severity: 'warning' },
        ],
        findings: [finding(1, 'one'), finding(1, 'one'), finding(1, 'two'), finding(0, 'two'), finding(1, 'none')],
        ...{ acknowledgements: [], controls: [], unresolvedCount: 0 },
      },
    );
    expect(items.map(({ text }) => text)).toEqual(['two: 1 error, 1 warning', 'one: 2 warnings', 'none: 1 warning']);
    expect(number).toBe(5);
  });

  test('say what only the deployment knows, and what was not read', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        resources: { Api: ['ECR::Repository', { RepositoryPolicyText: { 'Fn::GetAtt': ['Other', 'Policy'] } }] },
      },
    });
    expect((await attentionOn(AttentionKind.BASELINE, files, [app])).unknown).toEqual([
      expect.stringMatching(/^Not judged, as only the deployment knows a value: \d+ cases?\. A snapshot tells\.$/),
    ]);
    const unread = [{ action: 'ecr:GetRegistryPolicy', code: 'AccessDeniedException', message: 'no' }];
    expect((await attentionOn(AttentionKind.BASELINE, files, [snapshot({}, { unread })])).unknown).toContain(
      'Not judged, as it was not read: ecr:GetRegistryPolicy in 111122223333/eu-central-1: AccessDeniedException.',
    );
  });
});

describe('bytes that nobody pulled', () => {
  const pulled = { lastRecordedPullTime: '2026-01-30T00:00:00Z' };
  const never = async (inputs: readonly string[]) => attentionOn(AttentionKind.NEVER_PULLED, files, inputs);

  test('are summed by owner, the most first', async () => {
    const { number, items, unknown } = await never([
      snapshot({
        a: { images: [image(1), { ...image(9), ...pulled }], stack: { stackName: 'One' } },
        b: { images: [image(2), image(3)], stack: { stackName: 'Two' } },
        c: { images: [image(4)], stack: { stackName: 'Two' } },
        d: { images: [{ ...image(5), ...pulled }] },
        e: { images: [image(2)] },
      }),
    ]);
    expect(number).toBe(12_000_000);
    expect(items.map(({ text, target }) => [text, target])).toEqual([
      ['Two: 9.0 MB in 3 images of 2 repositories', { section: ReportSection.SIZE, filter: 'Two' }],
      ['No owner: 2.0 MB in 1 image of 1 repository', { section: ReportSection.SIZE }],
      ['One: 1.0 MB in 1 image of 1 repository', { section: ReportSection.SIZE, filter: 'One' }],
    ]);
    expect(unknown).toEqual(['Pulls from before Amazon ECR recorded them are not known.']);
  });

  test('do not count in replicas, and say that the pulls of excluded principals are not known', async () => {
    const rules = [{ destinations: [{ region: 'eu-west-1', registryId: '111122223333' }] }];
    const pullTimeUpdateExclusions = ['arn:aws:iam::111122223333:role/scanner'];
    snapshot({ a: { images: [image(1)] } }, { replicationConfiguration: { rules }, pullTimeUpdateExclusions });
    writeRegistry(files, 'all/replica', { a: { images: [image(1), image(2)] } }, { region: 'eu-west-1' });
    expect(await never(['$/all'])).toMatchObject({
      number: 1_000_000,
      unknown: [
        'Pulls from before Amazon ECR recorded them are not known, nor are those of 1 principal whose pulls are not ' +
          'recorded.',
        'Replicas do not count, as they wait to be pulled: 3.0 MB.',
      ],
    });
  });

  test('are not known without images', async () => {
    const app = writeApp(files, 'cdk.out', { Images: { resources: { Api: ['ECR::Repository', {}] } } });
    const { number, items, unknown } = await never([app]);
    expect({ number, items, unknown }).toEqual({
      number: undefined,
      items: [],
      unknown: ['The images of Images are not known: add what cdk-ecr snapshot --images writes.'],
    });
  });
});
