import { writeRegistry } from '../registries';
import type { TestImage, TestRepository } from '../registries';
import { mistakesIn } from '../schemas';
import { image, Workspace } from '../support';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const short = (day: number) => String(day).padStart(2, '0').repeat(6);
const RULES = {
  rules: [
    {
      destinations: [{ region: 'eu-west-1', registryId: '111122223333' }],
      repositoryFilters: [{ filter: 'team/', filterType: 'PREFIX_MATCH' }],
    },
  ],
};

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

interface Registries {
  readonly primary: Record<string, TestRepository>;
  readonly recovery: Record<string, TestRepository>;
  readonly replicationConfiguration?: object;
  readonly contents?: { images: boolean; inspector: boolean; templates: boolean };
}

/** Runs the command on two registries, of which only the second is in Ireland. */
async function ready(
  { primary, recovery, replicationConfiguration = RULES, contents }: Registries,
  { inUse, args = [] }: { readonly inUse?: unknown; readonly args?: readonly string[] } = {},
) {
  const registry = { replicationConfiguration: { ...replicationConfiguration }, ...(contents && { contents }) };
  writeRegistry(files, 'primary', primary, registry);
  writeRegistry(files, 'recovery', recovery, { region: 'eu-west-1' });
  const used = inUse === undefined ? [] : ['--in-use', files.write('in-use', inUse)];
  return files.run(['ready', '$/primary', '$/recovery', ...used, ...args]);
}

function only(...images: readonly Partial<TestImage>[]): Record<string, TestRepository> {
  return { 'team/api': { images } };
}

function archived(day: number, ...tags: string[]) {
  return { ...image(day, ...tags), imageStatus: 'ARCHIVED', lastArchivedAt: '2026-01-31T00:00:00Z' };
}

describe('cdk-ecr ready', () => {
  test('passes if each image in use is there, whatever else is missing', async () => {
    const { status, stdout, stderr } = await ready(
      { primary: only(image(1, 'v1'), image(2, 'v2'), image(3)), recovery: only(image(1, 'v1'), image(3)) },
      { inUse: `${HOST}/team/api:v1\n${image(3).imageDigest}` },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'primary   111122223333/eu-central-1  2026-02-01T00:00:00.000Z',
        'recovery  111122223333/eu-west-1  2026-02-01T00:00:00.000Z',
        '',
        '2 of 2 images ready: those in use, and what belongs to them.',
        '',
      ].join('\n'),
    );
  });

  test('fails when images in use are missing, archived or on their way, or are pulled by tags that are not there', async () => {
    const tags = ['v1', 'v2', 'v3', 'v4', 'v5'];
    const { status, stdout } = await ready(
      {
        primary: only(...tags.map((tag, i) => image(i + 1, tag)), image(6)),
        recovery: only(
          archived(2, 'v2'),
          { ...image(3, 'v3'), imageStatus: 'ACTIVATING' },
          image(4),
          image(5, 'old'),
          image(6, 'v5'),
        ),
      },
      { inUse: tags.map((tag) => `${HOST}/team/api:${tag}`).join('\n') },
    );
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(3)).toEqual([
      'team/api: 5 of 5 images not ready',
      'what           image         tags  for',
      `missing        ${short(1)}  v1    $/in-use:1`,
      `archived       ${short(2)}  v2    $/in-use:2`,
      `activating     ${short(3)}  v3    $/in-use:3`,
      `tag missing    ${short(4)}  v4    $/in-use:4`,
      `tag elsewhere  ${short(5)}  v5    $/in-use:5`,
      'Missing: replication covers the repository: it leaves out images from before its rule, and may have failed or be late.',
      '',
      '0 of 5 images ready: those in use, and what belongs to them.',
      '',
    ]);
  });

  test('fails when a signature or an SBOM of an image in use is missing, also that of an SBOM', async () => {
    const subjectManifestDigest = image(1).imageDigest;
    const sbom = { ...image(2), subjectManifestDigest };
    const signature = { ...image(3), subjectManifestDigest: sbom.imageDigest };
    const other = { ...image(5), subjectManifestDigest: image(4).imageDigest };
    const { status, stdout } = await ready(
      {
        primary: only(image(1, 'v1'), sbom, signature, image(4), other),
        recovery: only(image(1, 'v1'), { ...archived(2), subjectManifestDigest }),
      },
      { inUse: `${HOST}/team/api:v1` },
    );
    expect(status).toBe(1);
    expect(stdout).toContain(`\narchived  ${short(2)}        belongs to ${short(1)}; $/in-use:1\n`);
    expect(stdout).toContain(`\nmissing   ${short(3)}        belongs to ${short(2)}; $/in-use:1\n`);
    expect(stdout).toContain('\n1 of 3 images ready: ');
  });

  test('needs an index in use with its children, and says where they are unknown', async () => {
    const index = { ...image(1, 'v1'), childDigests: [image(2).imageDigest] };
    const unknown = { ...image(3, 'v3'), imageManifestMediaType: 'application/vnd.oci.image.index.v1+json' };
    const { status, stdout } = await ready(
      { primary: only(index, image(2), unknown), recovery: only(index, unknown) },
      { inUse: `${HOST}/team/api:v1\n${HOST}/team/api:v3` },
    );
    expect(status).toBe(1);
    expect(stdout).toContain(`\nmissing  ${short(2)}        $/in-use:1\n`);
    expect(stdout).toContain('\nNot looked at: the children of 1 index, which the snapshot does not tell.\n');
  });

  test('fails when what runs is in neither registry, and passes if only the recovery registry has it', async () => {
    const there = { primary: only(image(1, 'v1')), recovery: only(image(1, 'v1'), image(2, 'v2')) };
    const inUse = ['v1', 'v2'].map((tag) => `${HOST}/team/api:${tag}`).join('\n');
    expect((await ready(there, { inUse })).status).toBe(0);
    const { status, stdout } = await ready(there, { inUse: `${inUse}\n${HOST}/team/api:v3\n${HOST}/team/gone:v1` });
    expect(status).toBe(1);
    expect(stdout).toContain('team/api: 1 of 3 images not ready\n');
    expect(stdout).toContain('\nmissing         v3    $/in-use:3\n');
    expect(stdout).toContain('team/gone: 1 of 1 image not ready\n');
  });

  test('leaves out other registries, and digests that may be of them, and says so', async () => {
    const there = only(image(1, 'v1'));
    const { status, stdout } = await ready(
      { primary: there, recovery: there },
      { inUse: `${HOST}/team/api:v1\nnginx\n${image(9).imageDigest}` },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('In use from other registries, and left out: 1 reference.\n');
    expect(stdout).toContain(`In use, and no image of the primary registry: ${image(9).imageDigest} ($/in-use:3).\n`);
  });

  test('lists twenty images of a repository, and all with --all', async () => {
    const images = Array.from({ length: 25 }, (_, i) => image(i + 1));
    const registries = { primary: only(...images), recovery: only(image(30)) };
    const { stdout } = await ready(registries);
    expect(stdout.match(/^missing /gm)).toHaveLength(20);
    expect(stdout).toContain('\nand 5 more (--all lists them)\n');
    expect((await ready(registries, { args: ['--all'] })).stdout.match(/^missing /gm)).toHaveLength(25);
  });
});

describe('without --in-use, cdk-ecr ready', () => {
  test('needs all images of the primary registry that are not archived, and says so', async () => {
    const { status, stdout } = await ready({
      primary: { ...only(image(1, 'v1'), image(2), archived(3)), gallery: { isPublic: true, images: [image(1)] } },
      recovery: only(image(1, 'v1')),
    });
    expect(status).toBe(1);
    expect(stdout).toContain('team/api: 1 of 2 images not ready\n');
    expect(stdout).toContain('\nLeft out: 1 image that the primary registry has archived.\n');
    expect(stdout).toContain(
      '\n1 of 2 images ready: those of the primary registry, as nothing says which are in use, and what belongs to them.\n',
    );
  });

  test('needs what Amazon Inspector saw running, if it saw anything', async () => {
    const contents = { images: true, inspector: true, templates: false };
    const seen = { ...image(1, 'v1'), inUseCount: 2 };
    const recovery = only(image(1));
    const { status, stdout } = await ready({ primary: only(seen, image(2)), recovery, contents });
    expect(status).toBe(0);
    expect(stdout).toContain('1 of 1 image ready: those that Amazon Inspector saw running on Amazon ECS and EKS, ');
    const { stdout: unseen } = await ready({ primary: only(image(1), image(2)), recovery, contents });
    expect(unseen).toContain('1 of 2 images ready: those of the primary registry, as nothing says which are in use, ');
  });
});

describe('the reason of cdk-ecr ready for missing images', () => {
  const primary = only(image(1));
  const reasonOf = async (replicationConfiguration: object) => {
    const { stdout } = await ready({ primary, recovery: {}, replicationConfiguration });
    return /^Missing: (.*)$/m.exec(stdout)![1];
  };
  const rule = (region: string, ...prefixes: string[]) => ({
    destinations: [{ region, registryId: '111122223333' }],
    repositoryFilters: prefixes.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' })),
  });

  test('is that nothing is replicated to the registry', async () => {
    const reason = 'the primary registry does not replicate to 111122223333/eu-west-1.';
    expect(await reasonOf({ rules: [] })).toBe(reason);
    expect(await reasonOf({ rules: [rule('us-east-1')] })).toBe(reason);
  });

  test('is that the replication does not cover the repository', async () => {
    expect(await reasonOf({ rules: [rule('eu-west-1', 'prod/', 'base/')] })).toBe(
      'replication to 111122223333/eu-west-1 does not cover the repository, but prod/, base/.',
    );
  });

  test('is something else where the replication covers it', async () => {
    const reason = /^replication covers the repository: /;
    expect(await reasonOf({ rules: [rule('eu-west-1', 'team/')] })).toMatch(reason);
    expect(await reasonOf({ rules: [rule('eu-west-1')] })).toMatch(reason);
  });

  test('is unknown where the replication could not be read', async () => {
    const unread = [{ action: 'ecr:DescribeRegistry', code: 'AccessDeniedException', message: 'no' }];
    writeRegistry(files, 'primary', primary, { unread });
    writeRegistry(files, 'recovery', {}, { region: 'eu-west-1' });
    const { stdout } = await files.run(['ready', '$/primary', '$/recovery']);
    expect(stdout).toContain('Missing: the snapshot does not say what the primary registry replicates.\n');
  });
});

describe('cdk-ecr ready --json', () => {
  test('prints JSON by its schema', async () => {
    const signature = { ...image(2), subjectManifestDigest: image(1).imageDigest };
    const registries = { primary: only(image(1, 'v1'), signature), recovery: only(image(1, 'v1')) };
    const { status, stdout } = await ready(registries, {
      inUse: `${HOST}/team/api:v1\n${HOST}/team/api:v2\n${image(9).imageDigest}`,
      args: ['--json'],
    });
    expect(status).toBe(1);
    expect(mistakesIn('ready-1', stdout)).toEqual([]);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), undefined, 2)}\n`);
    expect(JSON.parse(stdout)).toMatchObject({
      basis: 'in-use-files',
      primary: { account: '111122223333', region: 'eu-central-1' },
      repositories: [
        {
          repositoryName: 'team/api',
          neededCount: 3,
          notReady: [
            { problem: 'missing', imageDigest: image(2).imageDigest, subjectManifestDigest: image(1).imageDigest },
            { problem: 'missing', imageTags: ['v2'], usedBy: ['$/in-use:2'] },
          ],
        },
      ],
      unknownReferences: [{ reference: image(9).imageDigest, usedBy: ['$/in-use:3'] }],
      isReady: false,
    });
  });

  test('says that all is ready', async () => {
    const { status, stdout } = await ready({ primary: only(image(1)), recovery: only(image(1)) }, { args: ['--json'] });
    expect(status).toBe(0);
    expect(mistakesIn('ready-1', stdout)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ basis: 'all-images', isReady: true, neededCount: 1, notReadyCount: 0 });
  });
});

describe('bad input of cdk-ecr ready', () => {
  const there = only(image(1));
  const errorOf = async (run: Promise<{ status: number; stderr: string }>) => {
    const { status, stderr } = await run;
    expect(status).toBe(2);
    return stderr;
  };

  test('is the same registry twice', async () => {
    writeRegistry(files, 'primary', there);
    expect(await errorOf(files.run(['ready', '$/primary', '$/primary']))).toBe(
      'cdk-ecr: <recovery> is "111122223333/eu-central-1" but must be another registry than <primary>; name the snapshot of ' +
        'the other registry\n',
    );
  });

  test('is a folder with several registries', async () => {
    writeRegistry(files, 'out/111122223333/eu-central-1', there);
    writeRegistry(files, 'out/111122223333/eu-west-1', there, { region: 'eu-west-1' });
    expect(await errorOf(files.run(['ready', '$/out', '$/out']))).toBe(
      'cdk-ecr: registries in <primary> is "111122223333/eu-central-1, 111122223333/eu-west-1" but must be one; name the ' +
        'folder of one, such as $/out/111122223333/eu-central-1\n',
    );
  });

  test('is a snapshot without the images of a repository that is needed', async () => {
    expect(await errorOf(ready({ primary: there, recovery: { 'team/api': {} } }))).toBe(
      'cdk-ecr: $/recovery/images/team%2Fapi.ndjson.gz is "missing" but must exist; take the snapshot again, with --images\n',
    );
  });

  test('is a snapshot without images', async () => {
    const contents = { images: false, inspector: false, templates: false };
    expect(await errorOf(ready({ primary: there, recovery: there, contents }))).toBe(
      'cdk-ecr: images in $/primary is undefined but must be there; take the snapshot again, with --images\n',
    );
  });

  test('is a list of what runs elsewhere, or a registry without images', async () => {
    expect(await errorOf(ready({ primary: there, recovery: there }, { inUse: 'nginx' }))).toBe(
      'cdk-ecr: --in-use is "$/in-use" but must name an image of 111122223333/eu-central-1; check the account, the region ' +
        'and the cluster\n',
    );
    expect(await errorOf(ready({ primary: only(), recovery: there }))).toBe(
      'cdk-ecr: number of images of 111122223333/eu-central-1 is 0 but must be at least 1, as nothing would be ready for ' +
        'anything; check the snapshot\n',
    );
  });
});
