import { writeRegistry } from '../registries';
import { mistakesIn } from '../schemas';
import { AT, image, IMAGES, POLICY, Workspace } from '../support';

// The policy deletes image 2 (ci-2) and image 4 (untagged).

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const digest = (day: number) => image(day).imageDigest;

let files: Workspace;
let images: string;
let policy: string;

beforeEach(() => {
  files = new Workspace();
  images = files.write('images.json', IMAGES);
  policy = files.write('policy.json', POLICY);
});
afterEach(() => files.remove());

function preview(inUse: unknown, ...args: string[]) {
  const file = files.write('in-use', inUse);
  return files.run(['preview', images, '-p', policy, '--at', AT, '--in-use', file, ...args]);
}

const loss = (day: number, tags: string, user: string) => {
  const rule = day === 2 ? 'rule 2 (builds) expires it: beyond the newest 1' : 'rule 3 expires it: older than 14 days';
  return `  team/api ${digest(day)} (${tags}): ${rule}; used by ${user}\n`;
};

describe('cdk-ecr preview --in-use with a list', () => {
  test.each([
    ['a digest', digest(4), 4, 'untagged'],
    ['an image by its digest', `${HOST}/team/api@${digest(4)}`, 4, 'untagged'],
    ['an image by its tag', `${HOST}/team/api:ci-2`, 2, 'ci-2'],
    ['an image by both', `${HOST}/team/api:moved@${digest(2)}`, 2, 'ci-2'],
    ['a FIPS endpoint', `111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/team/api:ci-2`, 2, 'ci-2'],
    ['a dual-stack endpoint', `111122223333.dkr-ecr.eu-central-1.on.aws/team/api:ci-2`, 2, 'ci-2'],
    ['lines of Windows', `# what runs\r\n\r\n${HOST}/team/api:ci-2\r\n`, 2, 'ci-2'],
  ])('fails when %s would go, and says who uses it', async (_, list, day, tags) => {
    const { status, stdout, stderr } = await preview(list);
    expect(status).toBe(1);
    expect(stdout).toContain('team/api: 2 of 5 images go');
    const line = list.startsWith('#') ? 3 : 1;
    expect(stderr).toBe(`cdk-ecr: 1 of 1 image in use would go:\n${loss(day, tags, `$/in-use:${line}`)}`);
  });

  test('fails when an image of it is archived already, so that the next start of what runs fails', async () => {
    const archived = { ...image(1, 'v1.0.0'), imageStatus: 'ARCHIVED', lastArchivedAt: AT };
    files.write('images.json', { imageDetails: [archived, image(3, 'ci-3')] });
    const { status, stderr } = await preview(`${HOST}/team/api:v1.0.0\n`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'cdk-ecr: 1 of 1 image in use would go or cannot be pulled:\n' +
        `  team/api ${digest(1)} (v1.0.0): it is archived, so that nobody can pull it; used by $/in-use:1\n`,
    });
  });

  test('passes if no image of it goes', async () => {
    const { status, stdout, stderr } = await preview(`${HOST}/team/api:v1.0.0\n${digest(3)}\n`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n\nNone of 2 images in use goes\.\n$/);
  });

  test('says what is in use and no image, and leaves out other registries', async () => {
    const list = [
      `${HOST}/team/api:gone`,
      `${HOST}/team/other:v1`,
      `${HOST}/team/api:ci-3`,
      '444455556666.dkr.ecr.eu-central-1.amazonaws.com/team/api:ci-2',
      'nginx:latest',
    ].join('\n');
    const { status, stdout } = await preview(list);
    expect(status).toBe(0);
    expect(stdout).toContain(
      `In use, and no image here: ${HOST}/team/api:gone ($/in-use:1), ${HOST}/team/other:v1 ($/in-use:2).\n` +
        'In use from other registries, and left out: 2 references.\n',
    );
    const { stdout: chosen } = await preview(list, '-r', 'team/api');
    expect(chosen).toContain(`In use, and no image here: ${HOST}/team/api:gone ($/in-use:1).\n`);
  });

  test('is part of the output of --json', async () => {
    const { status, stdout } = await preview(`${HOST}/team/api:ci-2\n${HOST}/team/api:gone`, '--json');
    expect(status).toBe(1);
    expect(mistakesIn('preview-1', stdout)).toEqual([]);
    const { repositories, unknownReferences } = JSON.parse(stdout);
    expect(repositories[0].imagesInUseThatGo).toEqual([
      {
        imageDigest: digest(2),
        usedBy: ['$/in-use:1'],
        explanation: 'rule 2 (builds) expires it: beyond the newest 1',
      },
    ]);
    expect(unknownReferences).toEqual([{ reference: `${HOST}/team/api:gone`, usedBy: ['$/in-use:2'] }]);
  });

  test('fails when it is about other registries only', async () => {
    const { status, stdout, stderr } = await preview('nginx\nquay.io/a/b:1');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'cdk-ecr: --in-use is "$/in-use" but must name an image of 111122223333; check the account, the region and the ' +
        'cluster\n',
    );
  });

  test('fails when a line is no reference', async () => {
    expect((await preview('NAME READY\n')).stderr).toMatch(
      /^cdk-ecr: \$\/in-use:1 is "NAME READY" but must be a digest or an image URI; pass a list of digests or image URIs, /,
    );
  });
});

describe('cdk-ecr preview --in-use with', () => {
  const pod = (name: string, spec: object, status?: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name },
    spec,
    status,
  });

  test('the pods of Kubernetes fails when a container of any kind would lose its image', async () => {
    const running = { imageID: `docker-pullable://${HOST}/team/api@${digest(4)}`, image: 'sha256:0123' };
    const pods = {
      kind: 'List',
      items: [
        pod(
          'web-1',
          { containers: [{ name: 'web', image: `${HOST}/team/api:ci-3` }] },
          { containerStatuses: [running] },
        ),
        pod('job-1', { containers: [], initContainers: [{ image: `${HOST}/team/api:ci-2` }] }),
        pod('job-2', { containers: [], ephemeralContainers: [{ image: `${HOST}/team/api:ci-2` }] }),
      ],
    };
    const { status, stdout, stderr } = await preview(pods);
    expect(status).toBe(1);
    // The id of a configuration is no image, and nothing is said of it.
    expect(stdout).not.toContain('no image here');
    expect(stderr).toBe(
      'cdk-ecr: 2 of 3 images in use would go:\n' +
        loss(2, 'ci-2', 'pod shop/job-1, pod shop/job-2') +
        loss(4, 'untagged', 'pod shop/web-1'),
    );
  });

  test('one pod, and several answers one after the other', async () => {
    const text = ['ci-2', 'ci-3'].map((tag) =>
      JSON.stringify(pod(tag, { containers: [{ image: `${HOST}/team/api:${tag}` }] })),
    );
    expect((await preview(text.join('\n'))).stderr).toContain('1 of 2 images in use would go');
  });

  test('something else of Kubernetes fails as bad input', async () => {
    const { status, stderr } = await preview({ items: [{ kind: 'Node', spec: {} }] });
    expect(status).toBe(2);
    expect(stderr).toBe(
      'cdk-ecr: items[0] of $/in-use is "Node" but must be a pod; pass what kubectl get pods -A -o json prints\n',
    );
  });

  test('the tasks of Amazon ECS fails when the image of a container would go', async () => {
    const tasks = [
      {
        taskArn: 'arn:aws:ecs:eu-central-1:111122223333:task/shop/0123abcd',
        containers: [{ name: 'web', image: `${HOST}/team/api:ci-3`, imageDigest: digest(2) }],
      },
    ];
    const { status, stderr } = await preview({ tasks, failures: [] });
    expect(status).toBe(1);
    expect(stderr).toBe(`cdk-ecr: 1 of 2 images in use would go:\n${loss(2, 'ci-2', 'task shop/0123abcd')}`);
  });

  test('the functions of AWS Lambda fails when their image would go', async () => {
    const answer = {
      Configuration: { FunctionName: 'resize', PackageType: 'Image' },
      Code: { ImageUri: `${HOST}/team/api:ci-3`, ResolvedImageUri: `${HOST}/team/api@${digest(2)}` },
    };
    const { status, stderr } = await preview(answer);
    expect(status).toBe(1);
    expect(stderr).toContain(loss(2, 'ci-2', 'function resize'));
  });

  test('a list of functions fails as bad input if it does not say which images they are', async () => {
    const list = { Functions: [{ FunctionName: 'resize', PackageType: 'Image', CodeSha256: 'abc' }] };
    const { status, stderr } = await preview(list);
    expect(status).toBe(2);
    expect(stderr).toBe(
      'cdk-ecr: Code.ImageUri of the function resize in $/in-use is undefined but must be there, as the function is an ' +
        'image; aws lambda list-functions does not print it; pass what aws lambda get-function prints for each function\n',
    );
  });

  test('something unknown fails as bad input', async () => {
    expect((await preview({ services: [] })).stderr).toMatch(
      /^cdk-ecr: \$\/in-use is \{"services":\[\]\} but must say what runs, in a known form; pass a list of digests /,
    );
    expect((await preview('{"items": [')).stderr).toMatch(/^cdk-ecr: \$\/in-use line 1 is .* but must be JSON /);
  });
});

describe('an index and its children', () => {
  const index = { ...image(4), childDigests: [digest(2), digest(5)] };
  const expiresAll = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
        action: { type: 'expire' },
      },
    ],
  };
  const run = async (used: string) => {
    images = files.write('family.json', { imageDetails: [index, image(2), image(5), image(6)] });
    policy = files.write('all.json', expiresAll);
    return (await preview(used)).stderr.split('\n').map((line) => line.slice(0, '  team/api sha256:04'.length));
  };

  test('are in use together: who runs a child may have pulled the index', async () => {
    expect(await run(digest(2))).toEqual(['cdk-ecr: 2 of 2 imag', '  team/api sha256:04', '  team/api sha256:02', '']);
  });

  test('are in use together: who runs the index needs its children', async () => {
    expect(await run(digest(4))).toEqual([
      'cdk-ecr: 3 of 3 imag',
      '  team/api sha256:04',
      '  team/api sha256:02',
      '  team/api sha256:05',
      '',
    ]);
  });
});

describe('what Amazon Inspector knows of images in use', () => {
  test('is used by itself', async () => {
    const used = { ...image(2, 'ci-2'), inUseCount: 3, lastInUseAt: '2026-01-31T00:00:00.000Z' };
    const idle = { ...image(4), inUseCount: 0 };
    const folder = writeRegistry(files, 'out', {
      'team/api': { images: [used, image(3, 'ci-3'), idle], lifecyclePolicy: POLICY },
    });
    const { status, stderr } = await files.run(['preview', folder, '--at', AT]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `cdk-ecr: 1 of 1 image in use would go:\n${loss(2, 'ci-2', 'Amazon Inspector: 3 running, last on 2026-01-31')}`,
    );
    const { status: kept, stdout } = await files.run(['preview', folder, '--preset', 'keep-all']);
    expect(kept).toBe(0);
    expect(stdout).toContain('None of 1 image in use goes.');
  });

  test('a reference to another region of the account is another registry', async () => {
    const folder = writeRegistry(files, 'out', {
      'team/api': { images: IMAGES.imageDetails, lifecyclePolicy: POLICY },
    });
    const list = files.write('list', `${HOST}/team/api:ci-2\n${HOST.replace('central', 'west')}/team/api:ci-3`);
    const { stdout, stderr } = await files.run(['preview', folder, '--in-use', list, '--at', AT]);
    expect(stderr).toContain('1 of 1 image in use would go');
    expect(stdout).toContain('In use from other registries, and left out: 1 reference.');
  });
});
