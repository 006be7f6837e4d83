import { join } from 'path';
import { adopted, filesIn, PLACE, PLAIN } from './support';
import { writeRegistry } from '../registries';
import { image, Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

/** An untagged image that nobody has pulled for a year. */
const OLD = {
  ...image(1),
  imagePushedAt: '2025-01-01T00:00:00+00:00',
  lastRecordedPullTime: '2025-01-01T00:00:00+00:00',
};

describe('the differences from the baseline', () => {
  test('say of each what closes in place and what would replace the repository', async () => {
    const { differences } = await adopted(files, { 'team/api': PLAIN });
    const closings = differences.map(({ rule, closing, resources }) => [rule, closing, resources]);
    expect(closings).toContainEqual(['cdk-ecr::tagImmutability', 'in place', [`${PLACE}/team/api`]]);
    expect(closings).toContainEqual(['cdk-ecr::customerKey', 'replaces the repository', [`${PLACE}/team/api`]]);
  });

  test('of 700 equal repositories are one line each', async () => {
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`team/r${i}`, PLAIN]));
    const snapshot = writeRegistry(files, 'registry', many);
    const { stdout } = await files.run(['adopt', snapshot, '--out', '$/app']);
    const rows = stdout.split('\n').filter((line) => line.includes('tagImmutability'));
    expect(rows).toEqual([expect.stringMatching(/^error +tagImmutability +in place +700 /)]);
    const page = filesIn(join(files.folder, 'app'))['ADOPT.md'].split('\n');
    expect(page.filter((line) => line.includes('`tagImmutability`'))).toEqual([
      expect.stringMatching(/ \| 700 \| .* and 680 more \|$/),
    ]);
  }, 60_000);

  test('leave out what is left to others', async () => {
    const { differences } = await adopted(files, { 'team/api': { ...PLAIN, stack: { stackName: 'Team' } } });
    expect(differences).toEqual([]);
  });
});

describe('the images that a default lifecycle would take', () => {
  test('are those of the role, which its own lifecycle leaves', async () => {
    const { defaultLifecycles } = await adopted(
      files,
      { 'team/api': { ...PLAIN, images: [OLD] }, 'quay/app': { ...PLAIN, images: [{ ...OLD, imageTags: ['1'] }] } },
      { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' }] },
    );
    const gone = (tags: string[]) => [{ imageDigest: OLD.imageDigest, imageTags: tags }];
    expect(defaultLifecycles).toEqual([
      { repository: `${PLACE}/quay/app`, role: 'cache', imageCount: 1, archived: gone(['1']), deleted: [] },
      { repository: `${PLACE}/team/api`, role: 'pulled', imageCount: 1, archived: gone([]), deleted: [] },
    ]);
  });

  test('are none in a repository whose images AWS Lambda pulls', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:eu-central-1:111122223333:function:*' } },
        },
      ],
    };
    const { defaultLifecycles } = await adopted(files, { 'team/api': { ...PLAIN, policy, images: [OLD] } });
    expect(defaultLifecycles).toMatchObject([{ role: 'kept', archived: [], deleted: [] }]);
  });

  test('are unknown without images, and the report says which option tells', async () => {
    const snapshot = writeRegistry(files, 'registry', { 'team/api': PLAIN });
    const { stdout } = await files.run(['adopt', snapshot, '--out', '$/app']);
    expect(stdout).toContain(
      'The snapshot has no images of 1 repository: cdk-ecr snapshot --images adds them, and adopt then says which of ' +
        'them the default lifecycle would take.\n',
    );
  });

  test('do not depend on today', async () => {
    const snapshot = writeRegistry(files, 'registry', { 'team/api': { ...PLAIN, images: [OLD] } });
    jest.useFakeTimers({ now: new Date('2025-01-02'), doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
    try {
      const { stdout } = await files.run(['adopt', snapshot, '--out', '$/app']);
      expect(stdout).toContain('The default lifecycles would archive 1 image and delete 0, in 1 of 1 repository.');
    } finally {
      jest.useRealTimers();
    }
  });
});
