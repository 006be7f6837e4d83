import { attentionOn, AttentionKind } from './support';
import { ReportSection } from '../../../src/report/model/registry-report';
import { writeRegistry } from '../../registries';
import type { TestRepository } from '../../registries';
import { image, Workspace } from '../../support';
import { writeApp } from '../registries/support';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const ARCHIVED = { imageStatus: 'ARCHIVED', lastArchivedAt: '2026-01-20T00:00:00Z' };
const REPLICATION = {
  rules: [
    {
      destinations: [{ region: 'eu-west-1', registryId: '111122223333' }],
      repositoryFilters: [{ filter: 'team/', filterType: 'PREFIX_MATCH' }],
    },
  ],
};

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

function expires(selection: object) {
  return { rules: [{ rulePriority: 1, selection: { tagStatus: 'any', ...selection }, action: { type: 'expire' } }] };
}

const OLDER_THAN_20_DAYS = expires({ countType: 'sinceImagePushed', countUnit: 'days', countNumber: 20 });

async function risks(inputs: readonly string[], uses?: string) {
  const inUse = uses === undefined ? undefined : [files.write('uses', uses)];
  return attentionOn(AttentionKind.IMAGES_IN_USE, files, inputs, { inUse });
}

function snapshot(repositories: Readonly<Record<string, TestRepository>>, registry: object = {}): string {
  return writeRegistry(files, 'all/primary', repositories, registry);
}

describe('the images in use on the first screen', () => {
  test('names those that are gone, archived, due, and due soon, in this order', async () => {
    const primary = snapshot({
      'team/api': {
        lifecyclePolicy: OLDER_THAN_20_DAYS,
        images: [image(1, 'due'), image(20, 'soon'), { ...image(21, 'archived'), ...ARCHIVED }, image(2, 'unused')],
        stack: { stackName: 'Images' },
      },
    });
    const tags = ['due', 'soon', 'archived', 'gone'];
    const { number, items, unknown } = await risks([primary], tags.map((tag) => `${HOST}/team/api:${tag}`).join('\n'));
    const lifecycle = { section: ReportSection.LIFECYCLE, repository: 0 };
    expect(items).toEqual([
      {
        text: 'team/api: 1 image in use that the repository does not have: gone ($/uses:4)',
        ...{ number: 1, owner: 'Images', target: { section: ReportSection.REPOSITORIES, repository: 0 } },
      },
      {
        text: 'team/api: 1 image in use is archived, so that nobody can pull it: archived ($/uses:3)',
        ...{ number: 1, owner: 'Images', target: lifecycle },
      },
      {
        text: 'team/api: 1 image in use goes now by the lifecycle policy: due ($/uses:1)',
        ...{ number: 1, owner: 'Images', target: lifecycle },
      },
      {
        text: 'team/api: 1 image in use goes by the lifecycle policy on 2026-02-09: soon ($/uses:2)',
        ...{ number: 1, owner: 'Images', target: lifecycle },
      },
    ]);
    expect({ number, unknown }).toEqual({ number: 4, unknown: [] });
  });

  test('names those that may go, as nobody knows which of two images goes', async () => {
    const same = { imagePushedAt: '2026-01-05T00:00:00Z' };
    const primary = snapshot({
      'team/api': {
        lifecyclePolicy: expires({ countType: 'imageCountMoreThan', countNumber: 1 }),
        images: [
          { ...image(1, 'one'), ...same },
          { ...image(2, 'two'), ...same },
        ],
      },
    });
    const { number, texts } = await risks([primary], `${HOST}/team/api:one\n${HOST}/team/api:two`);
    expect(number).toBe(2);
    expect(texts.sort()).toEqual([
      expect.stringMatching(/^team\/api: 1 image in use goes now by the lifecycle policy: (one|two) \(/),
      expect.stringMatching(/^team\/api: 1 image in use may go now, in a way that AWS does not document: (one|two) \(/),
    ]);
  });

  test('leaves out an image that goes in more than 30 days, and one that only a push takes', async () => {
    const primary = snapshot({
      later: {
        lifecyclePolicy: expires({ countType: 'sinceImagePushed', countUnit: 'days', countNumber: 60 }),
        images: [image(20, 'v1')],
      },
      newest: {
        lifecyclePolicy: expires({ countType: 'imageCountMoreThan', countNumber: 1 }),
        images: [image(20, 'v1')],
      },
      without: { images: [image(20, 'v1')] },
    });
    const uses = ['later', 'newest', 'without'].map((name) => `${HOST}/${name}:v1`).join('\n');
    expect(await risks([primary], uses)).toMatchObject({ number: 0, items: [], unknown: [] });
  });

  test('puts the repository with most images first, and lists three', async () => {
    const images = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...image(i + 1, `v${i + 1}`), ...ARCHIVED }));
    const primary = snapshot({ a: { images: images(1) }, b: { images: images(5) } });
    const uses = [...images(5).map((_, i) => `${HOST}/b:v${i + 1}`), `${HOST}/a:v1`].join('\n');
    expect((await risks([primary], uses)).texts).toEqual([
      'b: 5 images in use are archived, so that nobody can pull them: v1, v2, v3 and 2 more',
      'a: 1 image in use is archived, so that nobody can pull it: v1 ($/uses:6)',
    ]);
  });

  test('judges by the policy that an app declares', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://111122223333/eu-central-1',
        resources: {
          Api: [
            'ECR::Repository',
            {
              RepositoryName: 'team/api',
              LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(OLDER_THAN_20_DAYS) },
            },
          ],
        },
      },
    });
    const primary = snapshot({ 'team/api': { images: [image(1, 'v1')] } });
    expect((await risks([primary, app], `${HOST}/team/api:v1`)).texts).toEqual([
      'team/api: 1 image in use goes now by the lifecycle policy: v1 ($/uses:1)',
    ]);
  });

  test('knows by Amazon Inspector what runs', async () => {
    const primary = snapshot({ 'team/api': { images: [{ ...image(1), ...ARCHIVED, inUseCount: 2 }] } });
    writeRegistry(files, 'all/other', { 'team/api': { images: [image(2)] } }, { region: 'eu-west-1' });
    const { texts, unknown } = await risks([primary]);
    expect(texts).toEqual([
      'team/api: 1 image in use is archived, so that nobody can pull it: 010101010101 (Amazon Inspector: 2 running)',
    ]);
    expect(unknown).toEqual(['Amazon Inspector does not see functions of AWS Lambda: --in-use tells.']);
    expect((await risks(['$/all'])).unknown).toContain(
      'Amazon Inspector sees no running image of 111122223333/eu-west-1.',
    );
  });

  describe('with a recovery registry', () => {
    const recovery = (repositories: Readonly<Record<string, TestRepository>>, registry: object = {}) =>
      writeRegistry(files, 'all/recovery', repositories, { region: 'eu-west-1', ...registry });
    const uses = `${HOST}/team/api:v1\n${HOST}/other:v2`;

    test('names the images in use that it does not have, and why', async () => {
      snapshot(
        { 'team/api': { images: [image(1, 'v1'), image(3)] }, other: { images: [image(2, 'v2')] } },
        { replicationConfiguration: REPLICATION },
      );
      recovery({ 'team/api': { images: [image(3)] } });
      const { number, texts } = await risks(['$/all'], uses);
      expect(number).toBe(2);
      expect(texts).toEqual([
        'team/api in eu-central-1: 1 image in use cannot be pulled from eu-west-1: v1 ($/uses:1); replication covers the ' +
          'repository: it leaves out images from before its rule, and may have failed or be late',
        '1 image in use of 1 repository in eu-central-1 is not in eu-west-1: replication covers only team/',
      ]);
    });

    test('is content if it has them, and says what else they are there', async () => {
      snapshot(
        { 'team/api': { images: [image(1, 'v1')] }, other: { images: [image(2, 'v2')] } },
        { replicationConfiguration: REPLICATION },
      );
      recovery({ 'team/api': { images: [image(1, 'v1')] }, other: { images: [{ ...image(2, 'v2'), ...ARCHIVED }] } });
      expect((await risks(['$/all'], uses)).texts).toEqual([
        'other in eu-central-1: 1 image in use cannot be pulled from eu-west-1: v2 ($/uses:2); ' + 'archived',
      ]);
    });

    test('does not say that images are missing which could not be read', async () => {
      snapshot({ 'team/api': { images: [image(1, 'v1')] } }, { replicationConfiguration: REPLICATION });
      recovery({ 'team/api': {} });
      expect(await risks(['$/all'], uses)).toMatchObject({
        items: [],
        unknown: [
          'The images of team/api in eu-west-1 could not be read: the snapshot needs ecr:DescribeImages.',
          '1 reference of --in-use to repositories whose images no snapshot here has.',
          'Whether 111122223333/eu-west-1/team/api has the images in use: the snapshot needs ecr:DescribeImages.',
        ],
      });
    });

    test.each([
      ['is not known', undefined],
      ['has no images in its snapshot', { contents: { images: false, inspector: false, templates: false } }],
    ])('says what would tell if it %s', async (_what, registry) => {
      snapshot({ 'team/api': { images: [image(1, 'v1')] } }, { replicationConfiguration: REPLICATION });
      if (registry) recovery({}, registry);
      const { items, unknown } = await risks(['$/all'], `${HOST}/team/api:v1`);
      expect(items).toEqual([]);
      expect(unknown).toContain(
        'Whether 111122223333/eu-west-1 has the images in use: add what cdk-ecr snapshot --images writes of it.',
      );
    });
  });

  test.each([
    [
      'nothing says what runs',
      { images: true, inspector: false, templates: false },
      ['What runs is not known: --in-use tells, or a snapshot --with-inspector.'],
    ],
    [
      'Amazon Inspector sees nothing',
      { images: true, inspector: true, templates: false },
      ['What runs is not known: Amazon Inspector sees no image that runs, and may be off. --in-use tells.'],
    ],
    [
      'the snapshot has no images',
      { images: false, inspector: false, templates: false },
      [
        'The images of 111122223333/eu-central-1 are not known: add what cdk-ecr snapshot --images writes.',
        'What runs is not known: --in-use tells, or a snapshot --with-inspector.',
      ],
    ],
  ])('says what would tell if %s', async (_what, contents, unknown) => {
    const primary = snapshot({ 'team/api': contents.images ? { images: [image(1, 'v1')] } : {} }, { contents });
    expect(await risks([primary])).toMatchObject({ items: [], unknown });
    expect(await risks([primary])).not.toHaveProperty('number');
  });

  test('names what could not be read', async () => {
    const unread = ['a', 'b'].map((of) => ({
      ...{ action: of === 'a' ? 'ecr:DescribeImages' : 'ecr:GetLifecyclePolicy', of },
      ...{ code: 'AccessDeniedException', message: 'no' },
    }));
    const primary = snapshot({ a: {}, b: { images: [image(1, 'v1')] } }, { unread });
    expect((await risks([primary], `${HOST}/b:v1`)).unknown).toEqual([
      'The images of a could not be read: the snapshot needs ecr:DescribeImages.',
      'The lifecycle policy of b is not known, or Amazon ECR would refuse it: a snapshot with ecr:GetLifecyclePolicy ' +
        'tells what is deployed.',
    ]);
  });

  test('says which references it could not look at', async () => {
    const primary = snapshot({ a: { images: [image(1, 'v1')] } });
    const digest = image(9).imageDigest;
    const uses = [`${HOST}/a:v1`, `${HOST}/b:v1`, `${HOST.replace('central', 'west')}/a:v1`, digest].join('\n');
    expect((await risks([primary], uses)).unknown).toEqual([
      '1 reference of --in-use to other registries: a snapshot of these tells.',
      '1 reference of --in-use to repositories whose images no snapshot here has.',
      '1 digest of --in-use: no image here has it.',
    ]);
    expect((await risks([primary], 'docker.io/library/node:20')).unknown).toEqual([
      '$/uses names no image of these registries.',
    ]);
  });

  test('says that the children of an index are not known', async () => {
    const index = { ...image(1, 'v1'), imageManifestMediaType: 'application/vnd.oci.image.index.v1+json' };
    const primary = snapshot({ a: { images: [index] } });
    expect((await risks([primary], `${HOST}/a:v1`)).unknown).toEqual([
      'The images of 1 index in use: the snapshot does not tell the children of an index.',
    ]);
  });
});
