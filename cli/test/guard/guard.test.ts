import { readFileSync } from 'fs';
import { join } from 'path';
import { writeRegistry } from '../registries';
import { mistakesIn } from '../schemas';
import { image, Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const repository = (properties: object = {}, more: object = { DeletionPolicy: 'Retain' }) => ({
  Type: 'AWS::ECR::Repository',
  Properties: { RepositoryName: 'team/api', ...properties },
  ...more,
});
const EMPTIED = repository({ EmptyOnDelete: true }, { DeletionPolicy: 'Delete' });
const OPEN = {
  RepositoryPolicyText: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  },
};
const EXPIRE_ALL = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
  ],
};

/** Writes an app of one stack, and gives its folder as an argument. */
function app(folder: string, resources: object): string {
  files.write(`${folder}/manifest.json`, {
    version: '48.0.0',
    artifacts: {
      Images: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://111122223333/eu-central-1',
        properties: { templateFile: 'Images.template.json' },
      },
    },
  });
  files.write(`${folder}/Images.template.json`, { Resources: resources });
  return `$/${folder}`;
}

/** Guards an app against what is deployed. */
function guard(before: object, after: object, ...options: string[]) {
  files.write('deployed/Images.json', { Resources: before });
  return files.run(['guard', app('cdk.out', after), '--deployed', '$/deployed', ...options]);
}

function allow(entry: object): string[] {
  const whole = {
    kind: 'access-opened',
    path: 'Images/Api',
    reason: 'the partner has a contract',
    until: '2999-12-31',
  };
  return ['--allow', files.write('allow.json', [{ ...whole, ...entry }])];
}

describe('The exit status', () => {
  test('is 0 where nothing changes, or nothing is lost or opened.', async () => {
    expect(await guard({ Api: repository() }, { Api: repository() })).toMatchObject({ status: 0, stderr: '' });
    const revoked = await guard({ Api: repository(OPEN) }, { Api: repository() });
    expect(revoked).toMatchObject({ status: 0, stdout: expect.stringContaining('access-revoked') });
  });

  test('is 1 where images are lost or access is opened.', async () => {
    const lost = await guard({ Api: EMPTIED }, {});
    expect(lost).toMatchObject({ status: 1, stdout: expect.stringMatching(/^lost: 1 change$/m) });
    const opened = await guard({ Api: repository() }, { Api: repository(OPEN) });
    expect(opened).toMatchObject({ status: 1, stdout: expect.stringMatching(/^opened: 1 change$/m) });
  });

  test('is 0 where it is allowed, and each report says so with reason and end.', async () => {
    for (const format of ['table', 'markdown', 'json']) {
      const after = { Api: repository(OPEN) };
      const { status, stdout } = await guard({ Api: repository() }, after, ...allow({}), '--format', format);
      expect(status).toBe(0);
      for (const said of ['the partner has a contract', '2999-12-31']) expect(stdout).toContain(said);
    }
  });

  test('is 1 where the end has passed, and the report says which.', async () => {
    const expired = allow({ until: '2026-01-31' });
    const { status, stdout } = await guard({ Api: repository() }, { Api: repository(OPEN) }, ...expired);
    expect(status).toBe(1);
    expect(stdout).toContain(
      'Allowed no more\n  access-opened at Images/Api, until 2026-01-31: the partner has a contract',
    );
  });

  test('is 2 where an entry matches nothing, or nothing tells what is deployed.', async () => {
    const stale = await guard({ Api: repository() }, { Api: repository() }, ...allow({}));
    expect(stale).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('correct it, or remove it') });
    const alone = await files.run(['guard', app('cdk.out', {})]);
    expect(alone).toMatchObject({ status: 2, stderr: expect.stringContaining('--deployed') });
    const both = await guard({}, {}, '--json', '--format', 'markdown');
    expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining('must be absent with --json') });
  });

  test('is 3 where the report cannot be written.', async () => {
    const { status, stderr } = await guard({}, {}, '--output', '$/missing/guard.md');
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('ENOENT') });
  });
});

test('A report in a file leaves its summary on standard error.', async () => {
  const { stdout, stderr } = await guard({ Api: EMPTIED }, {}, '--output', '$/guard.md', '--format', 'markdown');
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '1 lost, 0 opened, 0 replaced, 0 revoked, 0 other\n' });
  expect(readFileSync(join(files.folder, 'guard.md'), 'utf8')).toMatch(/^# Amazon ECR: something is lost or opened\n/);
});

test('Another app in place of what is deployed is not taken for it.', async () => {
  const [before, after] = [app('before', { Api: repository() }), app('after', { Api: repository() })];
  const { status, stdout } = await files.run(['guard', after, '--before', before]);
  expect(status).toBe(0);
  expect(stdout).toContain('another app is not what CloudFormation has');
});

test('JSON keeps to its schema, with the principals that Markdown leaves out.', async () => {
  const principal = 'arn:aws:iam::444455556666:role/deploy';
  const options = ['--principal', principal];
  const { stdout } = await guard({ Api: repository() }, { Api: repository(OPEN) }, '--json', ...options);
  expect(mistakesIn('guard-1', stdout)).toEqual([]);
  const { changes } = JSON.parse(stdout) as { changes: { details: string[] }[] };
  const details = changes.flatMap((each) => each.details).join('\n');
  expect(details).toContain(principal);
  const markdown = await guard({ Api: repository() }, { Api: repository(OPEN) }, ...options, '--format', 'markdown');
  expect(markdown.stdout).not.toMatch(/444455556666|role\/deploy/);
});

test('700 repositories that are deleted with their images are one line.', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 700 }, (_, i) => [
      `R${i}`,
      repository({ RepositoryName: `team/r${i}`, EmptyOnDelete: true }, { DeletionPolicy: 'Delete' }),
    ]),
  );
  const { status, stdout } = await guard(many, {});
  expect(status).toBe(1);
  expect(stdout.split('\n').filter((line) => /^ +700 +images-deleted/.test(line))).toHaveLength(1);
  expect(stdout.split('\n').length).toBeLessThan(20);
});

describe('Images', () => {
  const LIFECYCLE = { LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(EXPIRE_ALL) } };
  const snapshot = (...images: object[]) =>
    writeRegistry(files, 'registry', { 'team/api': { images: images as never } });

  test('that a new lifecycle policy deletes are lost, and counted.', async () => {
    const options = ['--images', snapshot(image(1), image(2), image(3)), '--json'];
    const { status, stdout } = await guard({ Api: repository() }, { Api: repository(LIFECYCLE) }, ...options);
    expect(status).toBe(1);
    const [change] = JSON.parse(stdout).changes;
    expect(change).toMatchObject({ gravity: 'lost', kind: 'lifecycle-expires', path: 'Images/Api', images: 2 });
    expect(mistakesIn('guard-1', stdout)).toEqual([]);
  });

  test('that stay make a policy harmless which alone would be feared.', async () => {
    const after = { Api: repository(LIFECYCLE) };
    expect((await guard({ Api: repository() }, after)).status).toBe(1);
    const { status, stdout } = await guard({ Api: repository() }, after, '--images', snapshot(image(1)));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('lifecycle-expires-later') });
  });

  test('of a repository that is deleted are counted.', async () => {
    const { stdout } = await guard({ Api: EMPTIED }, {}, '--images', snapshot(image(1), image(2)));
    expect(stdout).toContain('1 lost (2 images)');
  });

  test('are unknown without a snapshot that has them.', async () => {
    expect((await guard({ Api: EMPTIED }, {})).stdout).toContain('Which images go: --images tells it');
    const empty = writeRegistry(
      files,
      'registry',
      {},
      { contents: { images: false, inspector: false, templates: true } },
    );
    const { status, stderr } = await guard({ Api: EMPTIED }, {}, '--images', empty);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('take the snapshot with --images'),
    });
  });
});

test('Two snapshots of one registry are refused, and so are images that a snapshot does not have.', async () => {
  const contents = { images: false, inspector: false, templates: true };
  writeRegistry(files, 'snapshots/old', {}, { contents });
  const one = writeRegistry(files, 'snapshots/new', {}, { contents });
  const refused = await files.run(['guard', app('cdk.out', {}), '--deployed', '$/snapshots']);
  expect([refused.status, refused.stderr]).toEqual([
    2,
    `cdk-ecr: --deployed is "$/snapshots" but must have one snapshot of the registry 111122223333/eu-central-1; ` +
      'name the folder of the newer one\n',
  ]);
  const { status, stderr } = await guard({}, {}, '--images', one);
  expect([status, stderr]).toEqual([
    2,
    'cdk-ecr: images in $/snapshots/new are not there; take the snapshot with --images\n',
  ]);
});
