import { create } from 'tar';
import { writeRegistry } from '../registries';
import { mistakesIn } from '../schemas';
import { AT, image, IMAGES, POLICY, Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const API = { lifecyclePolicy: POLICY, images: IMAGES.imageDetails };

async function preview(...args: string[]) {
  return files.run(['preview', ...args, '--at', AT]);
}

describe('cdk-ecr preview of a snapshot', () => {
  test('takes the lifecycle policies of the repositories, if no other is given', async () => {
    const folder = writeRegistry(files, 'out', { 'team/api': API, 'team/web': { images: [image(1)] } });
    const { status, stdout, stderr } = await preview(folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        '2 repositories, at 2026-02-01T00:00:00.000Z',
        '',
        'repository  images  expire  archive  stay   freed  undocumented',
        'team/api         5       2        0     3  6.0 MB             0',
        'team/web         1       0        0     1     0 B             0',
        'total            6       2        0     4  6.0 MB             0',
        '',
        'Sizes are upper bounds: ECR keeps layers that other images use.',
        '',
      ].join('\n'),
    );
    const { stdout: web } = await preview(folder, '-r', 'team/web');
    expect(web).toContain('team/web: 0 of 1 image go\nby the snapshot, which has no lifecycle policy, at ');
    const { stdout: other } = await preview(folder, '-r', 'team/web', '--preset', 'builds');
    expect(other).toContain('team/web: 1 of 1 image go\nby preset builds, at ');
  });

  test('reads an archive', async () => {
    writeRegistry(files, 'out/1/eu-west-1', { 'team/api': API });
    await create({ gzip: true, file: `${files.folder}/out.tar.gz`, cwd: files.folder }, ['out']);
    const { status, stdout } = await preview('$/out.tar.gz');
    expect(status).toBe(0);
    expect(stdout).toContain('team/api: 2 of 5 images go\nby the snapshot, at ');
  });

  test('names the registry of each repository where there are several', async () => {
    for (const region of ['eu-central-1', 'eu-west-1']) {
      writeRegistry(files, `out/111122223333/${region}`, { 'team/api': API }, { region });
    }
    const { stdout } = await preview('$/out');
    expect(stdout).toContain('\n111122223333/eu-central-1/team/api       5  ');
    expect(stdout).toContain('\n111122223333/eu-west-1/team/api          5  ');
    expect((await preview('$/out', '-r', '111122223333/eu-west-1/team/api')).stdout).toContain(
      '111122223333/eu-west-1/team/api: 2 of 5 images go',
    );
    expect(JSON.parse((await preview('$/out', '--json')).stdout).repositories).toEqual([
      expect.objectContaining({ repositoryName: 'team/api', account: '111122223333', region: 'eu-central-1' }),
      expect.objectContaining({ repositoryName: 'team/api', account: '111122223333', region: 'eu-west-1' }),
    ]);
  });

  test('takes the images of files beside it', async () => {
    const contents = { images: false, inspector: false, templates: false };
    const folder = writeRegistry(files, 'out', { 'team/api': { lifecyclePolicy: POLICY } }, { contents });
    expect((await preview(folder)).stderr).toBe(
      'cdk-ecr: images in $/out is undefined but must be there; take the snapshot with its images, or add files of aws ' +
        'ecr describe-images\n',
    );
    const { stdout } = await preview(folder, files.write('images.json', IMAGES));
    expect(stdout).toContain('team/api: 2 of 5 images go\nby the snapshot, at ');
  });

  test('leaves out what could not be read, and public repositories, and says so', async () => {
    const unread = [
      { action: 'ecr:GetLifecyclePolicy', of: 'secret', code: 'AccessDeniedException', message: 'no' },
      { action: 'ecr:DescribeImages', of: 'unlisted', code: 'AccessDeniedException', message: 'no' },
    ];
    const repositories = { a: API, secret: { images: [image(1)] }, unlisted: {}, gallery: { isPublic: true } };
    const { status, stdout } = await preview(writeRegistry(files, 'out', repositories, { unread }));
    expect(status).toBe(0);
    expect(stdout).toContain('Left out: 1 public repository, as Amazon ECR Public has no lifecycle policies.\n');
    expect(stdout).toContain('Without a lifecycle policy that could be read, and left out: secret.\n');
    expect(stdout).toContain('Without images, and left out: unlisted.\n');
  });

  test('fails when it cannot judge images that may be protected or in use', async () => {
    const { status, stderr } = await preview(writeRegistry(files, 'out', { a: API, unlisted: {} }), '--protect', 'v*');
    expect(status).toBe(1);
    expect(stderr).toBe('cdk-ecr: the snapshot does not have the images of unlisted\n');
  });

  test('fails when an image or a policy in it is wrong, and names its place', async () => {
    const wrong = writeRegistry(files, 'out', { 'team/api': { images: [image(1), { imageDigest: 'sha256:1' }] } });
    const { status, stderr } = await preview(wrong);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'cdk-ecr: imagePushedAt of image 2 in $/out/images/team%2Fapi.ndjson.gz is undefined but must be a date; say when the ' +
        'image was pushed\n',
    );
    const policy = writeRegistry(files, 'policy', { 'team/api': { ...API, lifecyclePolicy: { rules: 1 } } });
    expect((await preview(policy)).stderr).toMatch(
      /^cdk-ecr: lifecyclePolicy of team\/api in \$\/policy\/repositories\.ndjson: LifecyclePolicy\.fromJson: /,
    );
  });

  test('fails when it has no images of any repository', async () => {
    expect((await preview(writeRegistry(files, 'out', { 'team/api': {} }))).stderr).toBe(
      'cdk-ecr: number of repositories with images is 0 but must be at least 1; take the snapshot again, with a role that ' +
        'may list images\n',
    );
  });

  test('prints JSON by its schema', async () => {
    const folder = writeRegistry(files, 'out', { 'team/api': API, cache: { images: [image(1)] } });
    const { stdout } = await preview(folder, '--preset', 'releases', '--releases', 'v*', '--builds', 'ci-', '--json');
    expect(mistakesIn('preview-1', stdout)).toEqual([]);
    // The same form as if it had been made at once.
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), undefined, 2)}\n`);
  });
});

describe('the roles of repositories', () => {
  const accepts = {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: 'ecr:ReplicateImage',
        Resource: 'arn:aws:ecr:eu-central-1:111122223333:repository/accepted/*',
      },
    ],
  };
  const registry = {
    policy: accepts,
    pullThroughCacheRules: [{ ecrRepositoryPrefix: 'docker-hub' }],
    signingConfiguration: { rules: [{ repositoryFilters: [{ filter: 'prod/*', filterType: 'WILDCARD_MATCH' }] }] },
  };
  const lambda = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'ecr:BatchGetImage' }],
  };
  const byPulls = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 90 },
        action: { type: 'transition', targetStorageClass: 'archive' },
      },
    ],
  };
  const images = [image(1, 'v1')];

  test('are said, with the settings that tell them, as they change what a policy does', async () => {
    const folder = writeRegistry(
      files,
      'out',
      {
        'accepted/api': { images, lifecyclePolicy: byPulls },
        'docker-hub/nginx': { images, lifecyclePolicy: POLICY },
        'prod/api': { images },
        functions: { images, policy: lambda },
        'team/api': { images },
      },
      registry,
    );
    const { stdout } = await preview(folder);
    expect(stdout).toMatch(/^repository .*  undocumented  role$/m);
    expect(stdout).toMatch(/^accepted\/api .* replica$/m);
    expect(stdout).toMatch(/^docker-hub\/nginx .* cache$/m);
    expect(stdout).toMatch(/^prod\/api .* signed$/m);
    expect(stdout).toMatch(/^functions .* lambda$/m);
    expect(stdout).toMatch(/^team\/api .* 0$/m);
    expect(stdout.slice(stdout.indexOf('Signed,'))).toBe(
      [
        'Signed, and signatures are untagged images: prod/api (a signing rule matches its name).',
        'Used by AWS Lambda, whose fetches may not count as pulls: functions (its policy lets AWS Lambda pull).',
        'Replicas, from which nobody pulls before they are needed: accepted/api (the registry policy lets another account replicate to it).',
        'Caches, which cannot fetch an image by digest again: docker-hub/nginx (the pull-through cache docker-hub covers it).',
        'accepted/api: rule 1 should not act there, because nobody pulls from a replica before it is needed.',
        'docker-hub/nginx: rules 2 and 3 should not act there, because a cache cannot fetch an image by digest again.',
        '',
      ].join('\n'),
    );
    expect((await preview(folder, '-r', 'prod/api')).stdout).toContain(
      '\nrole: signed (a signing rule matches its name)\n',
    );
    const { stdout: text } = await preview(folder, '--json');
    expect(mistakesIn('preview-1', text)).toEqual([]);
    expect(JSON.parse(text).repositories[0].roles).toEqual([
      {
        role: 'replica',
        reason: 'the registry policy lets another account replicate to it',
        unsuitableRulePriorities: [1],
      },
    ]);
  });

  test('come also from the replication of another registry', async () => {
    const replicationConfiguration = {
      rules: [
        {
          destinations: [{ region: 'eu-west-1', registryId: '111122223333' }],
          repositoryFilters: [{ filter: 'prod/', filterType: 'PREFIX_MATCH' }],
        },
      ],
    };
    const repositories = { 'prod/api': { images }, 'team/api': { images } };
    writeRegistry(files, 'out/1', repositories, { replicationConfiguration });
    writeRegistry(files, 'out/2', repositories, { region: 'eu-west-1' });
    const { stdout } = await preview('$/out');
    expect(stdout).toMatch(/^111122223333\/eu-west-1\/prod\/api .* replica$/m);
    expect(stdout.match(/ replica$/gm)).toHaveLength(1);
    expect(stdout).toContain('needed: 111122223333/eu-west-1/prod/api (111122223333/eu-central-1 replicates to it).\n');
  });
});

describe('cdk-ecr preview of a preset', () => {
  const options = (builds: string) => ['--preset', 'releases', '--releases', 'v*', '--builds', builds];

  test('says which pattern selects no image, and which one was perhaps meant', async () => {
    const images = files.write('images.json', IMAGES);
    const { status, stdout } = await preview(images, ...options('ci-'));
    expect(status).toBe(0);
    expect(stdout).toContain(
      "--builds 'ci-' selects no image: it is a pattern without *, and matches only the tag ci-. --builds 'ci-*' would " +
        'select 3 images.\n',
    );
    expect((await preview(images, ...options('build-*'))).stdout).toContain("--builds 'build-*' selects no image.\n");
    expect((await preview(images, ...options('ci-*'))).stdout).not.toContain('selects no image');
    expect(JSON.parse((await preview(images, ...options('ci-'), '--json')).stdout).unmatchedPatterns).toEqual([
      { option: '--builds', pattern: 'ci-', suggestion: 'ci-*' },
    ]);
  });
});

describe('what restores archived images', () => {
  const command = (day: number) =>
    'aws ecr update-image-storage-class --region eu-central-1 --registry-id 111122223333 --repository-name team/api ' +
    `--image-id imageDigest=${image(day).imageDigest} --target-storage-class STANDARD`;
  const preset = ['--preset', 'pull-through-cache', '--at', '2027-01-01T00:00:00Z'];
  const run = (folder: string, ...args: string[]) => files.run(['preview', folder, ...preset, ...args]);

  test('is printed where it is short', async () => {
    const folder = writeRegistry(files, 'out', { 'team/api': { images: [image(1), image(2)] } });
    expect((await run(folder)).stdout).toContain(`\n\nTo restore what is archived:\n${command(1)}\n${command(2)}\n`);
  });

  test('is printed with --restore-commands where it is long', async () => {
    const images = Array.from({ length: 6 }, (_, i) => image(i + 1));
    const folder = writeRegistry(files, 'out', { 'team/api': { images } });
    expect((await run(folder)).stdout).not.toContain('To restore');
    expect((await run(folder, '--restore-commands')).stdout).toContain(`\n${command(6)}\n`);
  });

  test('quotes what a shell would read otherwise', async () => {
    const folder = writeRegistry(files, 'out', { "a;rm -rf 'b'": { images: [image(1)] } });
    expect((await run(folder)).stdout).toContain(String.raw` --repository-name 'a;rm -rf '\''b'\''' --image-id `);
  });
});

test('what is hidden in a name is shown, in tables and in JSON', async () => {
  const name = 'a\u202eb\u001b[31m\u009bc';
  const folder = writeRegistry(files, 'out', { [name]: { images: [image(1, 'v\u202e1')], lifecyclePolicy: POLICY } });
  for (const args of [[], ['--json'], ['--all']]) {
    const { stdout } = await preview(folder, ...args);
    expect(stdout).not.toMatch(/[\u202e\u001b\u009b]/);
  }
  expect((await preview(folder)).stdout).toContain(String.raw`a\u{202e}b\u{1b}[31m\u{9b}c: 0 of 1 image go`);
  expect(JSON.parse((await preview(folder, '--json')).stdout).repositories[0].repositoryName).toBe(name);
});
