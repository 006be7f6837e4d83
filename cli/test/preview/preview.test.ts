import { gzipSync } from 'zlib';
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

function inRepository(repositoryName: string, ...details: ReturnType<typeof image>[]) {
  return { imageDetails: details.map((detail) => ({ ...detail, repositoryName })) };
}

async function json(args: string[], stdin?: string | Buffer) {
  const { status, stdout, stderr } = await files.run(['preview', ...args, '--policy', policy, '--at', AT, '--json'], {
    stdin,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('cdk-ecr preview of one repository', () => {
  test('shows the images that go, with rule and reason, the images that stay, and sizes', async () => {
    const { status, stdout, stderr } = await files.run(['preview', images, '--policy', policy, '--at', AT]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'team/api: 2 of 5 images go',
        'by $/policy.json, at 2026-02-01T00:00:00.000Z',
        '',
        'what     images     size  first goes  why',
        'expires       1   2.0 MB              rule 2 (builds) expires it: beyond the newest 1',
        'expires       1   4.0 MB              rule 3 expires it: older than 14 days',
        'stays         1   1.0 MB              rule 1 (releases) keeps it',
        'stays         1   3.0 MB              rule 2 (builds) leaves it as the newest, until a newer one is pushed',
        'stays         1   5.0 MB              no rule selects it',
        'total         5  15.0 MB',
        '',
        'what     image         tags        pushed        size  why',
        'expires  020202020202  ci-2        2026-01-02  2.0 MB  rule 2 expires it: beyond the newest 1',
        'expires  040404040404  (untagged)  2026-01-04  4.0 MB  rule 3 expires it: older than 14 days',
        '',
        'Sizes are upper bounds: ECR keeps layers that other images use.',
        '',
      ].join('\n'),
    );
  });

  test('lists also the images that stay with --all', async () => {
    const { stdout } = await files.run(['preview', images, '--policy', policy, '--at', AT, '--all']);
    expect(stdout).toContain('\nstays    050505050505  other         2026-01-05  5.0 MB  no rule selects it\n');
    expect(stdout).toContain('\nstays    010101010101  ci-1, v1.0.0  2026-01-01  1.0 MB  rule 1 keeps it\n');
  });

  test('tells when the images that stay will go, and which outcomes are undocumented', async () => {
    const young = files.write('young.json', inRepository('team/api', image(30), image(31), image(18)));
    const { stdout } = await files.run(['preview', young, '--policy', policy, '--at', AT]);
    expect(stdout).toContain('\nstays       3  79.0 MB  2026-02-01  rule 3 leaves it\n');
    expect(stdout).toContain(
      'Undocumented: ECR does not document the outcome for 1 image. They are counted as deleted or archived if they may be.\n',
    );
  });

  test('tells which images follow another one, and which an index keeps', async () => {
    const [index, child] = [image(1, 'v1'), image(2)].map((each) => ({ ...each, childDigests: undefined as unknown }));
    index.childDigests = [child.imageDigest];
    const [subject, signature] = [image(3), image(31, 'sha256-03.sig')];
    const related = files.write('related.json', {
      imageDetails: [index, child, subject, { ...signature, subjectManifestDigest: subject.imageDigest }],
    });
    const { stdout } = await files.run(['preview', related, '--policy', policy, '--at', AT]);
    expect(stdout).toContain('\nstays         1   2.0 MB              rule 3 would take it, but an index lists it\n');
    expect(stdout).toContain('\nexpires       1  31.0 MB              rule 3 takes the image that it belongs to\n');
    expect(stdout).toContain(`  it belongs to ${subject.imageDigest}, which rule 3 expires`);
  });

  test('is limited to 20 images', async () => {
    const builds = Array.from({ length: 31 }, (_, i) => image(i + 1, `ci-${i + 1}`));
    const many = files.write('many.json', { imageDetails: builds });
    const rows = (text: string) => text.split('\n').filter((line) => /^expires +\d{12} /.test(line));
    const { stdout } = await files.run(['preview', many, '--policy', policy, '--at', AT]);
    expect(rows(stdout)).toHaveLength(20);
    expect(rows(stdout)[0]).toContain(' ci-30 ');
    expect(stdout).toContain('\nand 10 more that go (--all lists them)\n');
    const { stdout: whole } = await files.run(['preview', many, '--policy', policy, '--at', AT, '--all']);
    expect(rows(whole)).toHaveLength(30);
    expect(whole).not.toContain('more that go');
  });

  test('does not tell that nothing is freed if sizes are missing', async () => {
    const { imageSizeInBytes: _, ...unsized } = image(4);
    const { stdout } = await files.run([
      'preview',
      files.write('unsized.json', { imageDetails: [unsized, image(6)] }),
      '--policy',
      policy,
      '--at',
      AT,
    ]);
    expect(stdout).toContain('\nexpires       2  6.0 MB + ?              rule 3 expires it: older than 14 days\n');
  });

  test('tells under a rule for archived images that these may be missing', async () => {
    const note = /No image is archived\. aws ecr describe-images leaves archived images out without/;
    const args = ['preview', images, '--preset', 'pulled-images', '--at', AT];
    expect((await files.run(args)).stdout).toMatch(note);
    const archived = { ...image(6), imageStatus: 'ARCHIVED', lastArchivedAt: '2026-01-07T00:00:00Z' };
    args[1] = files.write('archived.json', { imageDetails: [...IMAGES.imageDetails, archived] });
    expect((await files.run(args)).stdout).not.toMatch(note);
  });
});

describe('several repositories in cdk-ecr preview', () => {
  test('are summed up, those first that lose most', async () => {
    const several = files.write('several.json', [
      inRepository('a', image(1, 'v1')),
      inRepository('b', image(2), image(3), image(4, 'v1')),
    ]);
    const { stdout } = await files.run(['preview', several, '--policy', policy, '--at', AT]);
    expect(stdout).toContain(
      [
        '2 repositories, at 2026-02-01T00:00:00.000Z',
        '',
        'repository  images  expire  archive  stay   freed  undocumented',
        'b                3       2        0     1  5.0 MB             0',
        'a                1       0        0     1     0 B             0',
        'total            4       2        0     2  5.0 MB             0',
        '',
      ].join('\n'),
    );
  });

  test('are limited to 20, and sums hold all', async () => {
    const all = Array.from({ length: 25 }, (_, i) => inRepository(`r${String(i).padStart(2, '0')}`, image(1)));
    const { stdout } = await files.run(['preview', files.write('all.json', all), '--policy', policy, '--at', AT]);
    expect(stdout.split('\n').filter((line) => /^r\d\d /.test(line))).toHaveLength(20);
    expect(stdout).toMatch(/^and 5 more +5 +5 +0 +0 +5\.0 MB +0$/m);
    expect(stdout).toMatch(/^total +25 +25 +0 +0 +25\.0 MB +0$/m);
    const { stdout: whole } = await files.run(['preview', '$/all.json', '--policy', policy, '--at', AT, '--all']);
    expect(whole.split('\n').filter((line) => /^r\d\d: 1 of 1 image go$/.test(line))).toHaveLength(25);
  });

  test('are chosen by --repository', async () => {
    const several = files.write(
      'several.json',
      ['a', 'b', 'c'].map((name) => inRepository(name, image(1))),
    );
    const result = await json([several, '-r', 'c', '--repository', 'a', '-r', 'a']);
    expect(result.repositories.map((each: { repositoryName: string }) => each.repositoryName)).toEqual(['c', 'a']);
  });
});

describe('cdk-ecr preview gets the images', () => {
  const digests = ({ repositories }: { repositories: { previewResults: { imageDigest: string }[] }[] }) =>
    repositories.map(({ previewResults }) => previewResults.map(({ imageDigest }) => imageDigest.slice(7, 9)));

  test('from standard input, also beside files', async () => {
    expect(digests(await json([], JSON.stringify(IMAGES)))).toEqual([['02', '04']]);
    expect(digests(await json([images, '-'], JSON.stringify({ imageDetails: [image(6, 'ci-6')] })))).toEqual([
      ['02', '03', '04'],
    ]);
  });

  test('in pages: one file after the other, or one text after the other', async () => {
    const first = { imageDetails: IMAGES.imageDetails.slice(0, 2), nextToken: 'more' };
    const second = { imageDetails: IMAGES.imageDetails.slice(2) };
    expect(digests(await json([files.write('1.json', first), files.write('2.json', second)]))).toEqual([['02', '04']]);
    expect(digests(await json([], `${JSON.stringify(first)}\n${JSON.stringify(second, undefined, 4)}\n`))).toEqual([
      ['02', '04'],
    ]);
  });

  test('compressed, from a file and from standard input', async () => {
    const compressed = gzipSync(JSON.stringify(IMAGES));
    expect(digests(await json([files.write('images.json.gz', compressed)]))).toEqual([['02', '04']]);
    expect(digests(await json([], compressed))).toEqual([['02', '04']]);
  });

  test('in UTF-16, as Windows PowerShell redirects them', async () => {
    const text = Buffer.from(`\uFEFF${JSON.stringify(IMAGES)}`, 'utf16le');
    expect(digests(await json([files.write('images.json', text)]))).toEqual([['02', '04']]);
  });

  test('without the name of their repository', async () => {
    const nameless = files.write(
      'nameless.json',
      IMAGES.imageDetails.map(({ repositoryName: _, ...rest }) => rest),
    );
    expect(digests(await json([nameless]))).toEqual([['02', '04']]);
    const { repositories } = await json([nameless, '--repository', 'team/api']);
    expect(repositories[0].repositoryName).toBe('team/api');
  });
});

describe('cdk-ecr preview --json', () => {
  test('has what the service prints, and what it does not', async () => {
    const { at, repositories, ...others } = await json([images]);
    expect(at).toBe('2026-02-01T00:00:00.000Z');
    expect(others).toEqual({
      version: 1,
      repositoriesWithoutPolicy: [],
      repositoriesWithoutImages: [],
      unmatchedPatterns: [],
      unknownReferences: [],
    });
    expect(repositories).toHaveLength(1);
    const [{ lifecyclePolicyText, previewResults, ...rest }] = repositories;
    expect(JSON.parse(lifecyclePolicyText)).toEqual(POLICY);
    expect(previewResults).toEqual([
      {
        imageDigest: image(2).imageDigest,
        imageTags: ['ci-2'],
        imagePushedAt: '2026-01-02T00:00:00.000Z',
        action: { type: 'EXPIRE' },
        appliedRulePriority: 2,
        storageClass: 'STANDARD',
      },
      expect.objectContaining({ imageDigest: image(4).imageDigest, imageTags: [], appliedRulePriority: 3 }),
    ]);
    expect(rest).toEqual({
      repositoryName: 'team/api',
      policySource: '$/policy.json',
      summary: expect.objectContaining({
        expiringImageTotalCount: 2,
        freedBytes: 6_000_000,
        undocumentedImageCount: 0,
      }),
      roles: [],
      protectedImagesThatGo: [],
      imagesInUseThatGo: [],
      undocumentedOutcomes: [],
    });
  });

  test('names undocumented outcomes', async () => {
    const { repositories } = await json([files.write('tie.json', inRepository('a', image(18)))]);
    expect(repositories[0].undocumentedOutcomes).toEqual([
      { imageDigest: image(18).imageDigest, undocumented: ['ageBoundary'] },
    ]);
  });
});

describe('cdk-ecr preview gets the policy', () => {
  test('as aws ecr get-lifecycle-policy prints it', async () => {
    const answer = { repositoryName: 'team/api', lifecyclePolicyText: JSON.stringify(POLICY) };
    const { stdout } = await files.run(['preview', images, '-p', files.write('answer.json', answer), '--at', AT]);
    expect(stdout).toContain('team/api: 2 of 5 images go\nby $/answer.json, ');
  });

  test.each([
    ['builds', '2026-02-03', [], 1],
    ['pulled-images', '2026-05-03', [], 1],
    ['pull-through-cache', '2026-08-03', [], 5],
    ['keep-all', '2026-08-03', [], 0],
    [
      'releases',
      '2026-05-03',
      ['--releases', 'v*', '--releases', 'other', '--builds', 'ci-*', '--newest-builds', '1'],
      2,
    ],
  ])('from the preset %s', async (preset, day, options, going) => {
    const { status, stdout, stderr } = await files.run([
      'preview',
      images,
      '--preset',
      preset,
      ...options,
      '--at',
      `${day}T12:00:00Z`,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`team/api: ${going} of 5 images go\nby preset ${preset}, at ${day}T12:00:00.000Z\n`);
  });
});

describe('the time of cdk-ecr preview', () => {
  test.each([
    ['2026-02-01T01:00:00+01:00', '2026-02-01T00:00:00.000Z'],
    ['1769904000', '2026-02-01T00:00:00.000Z'],
  ])('is that of --at %s', async (text, at) => {
    const { stdout } = await files.run(['preview', images, '-p', policy, '--at', text]);
    expect(stdout).toContain(`, at ${at}\n`);
  });

  test('is now without --at', async () => {
    const before = Date.now();
    const { stdout } = await files.run(['preview', images, '-p', policy]);
    const at = Date.parse(/, at (\S+)\n/.exec(stdout)![1]);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});

describe('a long cdk-ecr preview', () => {
  const details = Array.from({ length: 20_000 }, (_, i) => ({ ...image(1), imageDigest: `sha256:${i}` }));
  const bar = /[#.]{10,} \d+ of 20000 images/;

  test('shows a bar on standard error if that is a terminal', async () => {
    const long = files.write('long.json', { imageDetails: details });
    const shown = await files.run(['preview', long, '-p', policy], { stderrIsTerminal: true });
    expect(shown.status).toBe(0);
    expect(shown.stderr).toMatch(bar);
    expect(shown.stdout).not.toMatch(bar);
    const { stderr } = await files.run(['preview', long, '-p', policy]);
    expect(stderr).toBe('');
  });

  test('shows none where it is short', async () => {
    const short = files.write('short.json', { imageDetails: details.slice(1) });
    expect((await files.run(['preview', short, '-p', policy], { stderrIsTerminal: true })).stderr).toBe('');
  });
});

describe('cdk-ecr --help', () => {
  test.each([['--help'], ['preview --help'], ['help preview'], ['--version']])('%s is no failure', async (args) => {
    const { status, stdout, stderr } = await files.run(args.split(' '));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  test('names the presets and the exit statuses', async () => {
    const { stdout } = await files.run(['preview', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('pulled-images, builds, pull-through-cache, keep-all, releases');
    expect(stdout).toContain(
      'Exit status: 0 nothing surprising, 1 an image that is protected or in use would go, or one in use is archived, 2 bad input, 3 failed.',
    );
  });
});
