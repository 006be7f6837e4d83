import { AT, image, IMAGES, POLICY, Workspace } from '../support';

let files: Workspace;
let images: string;
let policy: string;

beforeEach(() => {
  files = new Workspace();
  images = files.write('images.json', IMAGES);
  policy = files.write('policy.json', POLICY);
});
afterEach(() => files.remove());

function preview(...args: string[]) {
  return files.run(['preview', images, '-p', policy, '--at', AT, ...args]);
}

describe('cdk-ecr preview --protect', () => {
  test('passes if no such image is deleted or archived', async () => {
    const { status, stdout, stderr } = await preview('--protect', 'v*', '--protect', 'other');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n\nNone of 2 protected images \(v\*, other\) goes\.\n$/);
  });

  test('says that a rule can delete such an image later', async () => {
    const { status, stdout } = await preview('--protect', 'ci-3', '--protect', 'v*');
    expect(status).toBe(0);
    expect(stdout).toContain('\nNone of 2 protected images (ci-3, v*) goes; a rule can delete 1 of them later.\n');
  });

  test('fails with status 1 and names each image that is deleted or archived, once', async () => {
    const { status, stdout, stderr } = await preview('--protect', 'ci-*', '--protect', 'ci-2');
    expect(status).toBe(1);
    expect(stdout).toContain('team/api: 2 of 5 images go');
    expect(stderr).toBe(
      'cdk-ecr: 1 of 3 protected images (ci-*, ci-2) would go:\n' +
        `  team/api ${image(2).imageDigest} (ci-2): rule 2 (builds) expires it: beyond the newest 1\n`,
    );
  });

  test('fails when an image is archived, as it cannot be pulled then', async () => {
    const old = files.write('archive.json', {
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 10 },
          action: { type: 'transition', targetStorageClass: 'archive' },
        },
      ],
    });
    const { status, stderr } = await files.run(['preview', images, '-p', old, '--at', AT, '--protect', 'v*']);
    expect(status).toBe(1);
    expect(stderr).toContain('(ci-1, v1.0.0): rule 1 archives it: not pulled for more than 10 days\n');
  });

  test('fails when the outcome for an image is undocumented', async () => {
    const aged = files.write('aged.json', {
      rules: [
        {
          rulePriority: 1,
          selection: {
            tagStatus: 'tagged',
            tagPatternList: ['v*'],
            countType: 'sinceImagePushed',
            countUnit: 'days',
            countNumber: 31,
          },
          action: { type: 'expire' },
        },
      ],
    });
    const { status, stdout, stderr } = await files.run(['preview', images, '-p', aged, '--at', AT, '--protect', 'v*']);
    expect(status).toBe(1);
    expect(stdout).toContain('team/api: 0 of 5 images go');
    expect(stderr).toContain('; undocumented: whether it is taken at exactly this age or after it\n');
  });

  test('is part of the output of --json', async () => {
    const { status, stdout, stderr } = await preview('--protect', 'ci-*', '--json');
    expect(status).toBe(1);
    expect(stderr).toContain('1 of 3 protected images (ci-*) would go');
    expect(JSON.parse(stdout).repositories[0].protectedImagesThatGo).toEqual([
      { imageDigest: image(2).imageDigest, explanation: 'rule 2 (builds) expires it: beyond the newest 1' },
    ]);
    const { stdout: passing } = await preview('--protect', 'v*', '--json');
    expect(JSON.parse(passing).repositories[0].protectedImagesThatGo).toEqual([]);
  });

  test('looks at all repositories; one of them must have such an image', async () => {
    const named = (repositoryName: string, ...details: ReturnType<typeof image>[]) => ({
      imageDetails: details.map((detail) => ({ ...detail, repositoryName })),
    });
    const several = files.write('several.json', [
      named('a', image(1, 'v1'), image(2)),
      named('b', image(3)),
      named('c', image(4, 'ci-1'), image(5, 'ci-2')),
    ]);
    const run = (pattern: string) => files.run(['preview', several, '-p', policy, '--at', AT, '--protect', pattern]);
    expect((await run('v*')).status).toBe(0);
    const { status, stderr } = await run('ci-*');
    expect(status).toBe(1);
    expect(stderr).toContain(`\n  c ${image(4).imageDigest} (ci-1): `);
  });

  test('lists ten images of a repository at most', async () => {
    const details = Array.from({ length: 15 }, (_, i) => image(i + 1, `ci-${i + 1}`));
    const many = files.write('many.json', { imageDetails: details });
    const { stderr } = await files.run(['preview', many, '-p', policy, '--at', AT, '--protect', 'ci-*']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(12);
    expect(stderr).toMatch(/^cdk-ecr: 14 of 15 protected images/);
    expect(stderr).toMatch(/\n {2}team\/api and 4 more\n$/);
  });
});
