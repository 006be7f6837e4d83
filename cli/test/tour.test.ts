import { execFile } from 'child_process';
import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { promisify } from 'util';
import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { installAlone, isBundled, ROOT } from './install-alone';
import { FakeAws } from './snapshot/fake-aws';
import { missingMoto, Moto, motoIsRequired, NOT_OF_MOTO } from './snapshot/moto';
import { CREDENTIALS, onlyThese } from './snapshot/support';
import { Workspace } from './support';

const missing = missingMoto() ?? (isBundled ? undefined : 'the command is not bundled: run npx projen compile');

/** The commands that the page shows. */
const TOUR = /^```sh tour\n(.*?)^```$/ms
  .exec(readFileSync(join(ROOT, 'docs/command-line.md'), 'utf8'))![1]
  .trimEnd()
  .split('\n');

const EXPIRE_ALL = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
  ],
};

test('moto is there to answer as AWS', () => {
  if (missing !== undefined) console.warn(`NOT TESTED: the commands of docs/command-line.md, ${missing}`);
  expect(missing === undefined || !motoIsRequired()).toBe(true);
});

(missing === undefined ? describe : describe.skip)('the commands of the page, by the package alone', () => {
  const files = new Workspace();
  let moto: Moto;
  let aws: FakeAws;
  let bin: string;
  let folder: string;

  beforeAll(async () => {
    ({ bin, folder } = installAlone(files));
    moto = await Moto.start();
    aws = await FakeAws.start(moto.url);
    aws.answers = NOT_OF_MOTO;
    const restore = onlyThese(CREDENTIALS);
    const released = await push(moto.url, 'eu-central-1', 'v1', 'v2');
    await push(moto.url, 'eu-west-1', 'v2');
    restore();
    files.write('alone/running.txt', `${released}\n`);
    files.write('alone/policy.json', EXPIRE_ALL);
  }, 120_000);

  afterAll(async () => {
    await aws.stop();
    await moto.stop();
    files.remove();
  });

  /** Runs a command in the folder of the package. */
  async function run(line: string): Promise<{ status: number; stdout: string; stderr: string }> {
    const [, ...args] = line.split(' ');
    const env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.url, AWS_CONFIG_FILE: '/nowhere', ...CREDENTIALS };
    try {
      return { status: 0, ...(await promisify(execFile)(bin, args, { cwd: folder, env })) };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    }
  }

  test('read a registry, judge it, and find the image that runs, would go, and is not in the other region', async () => {
    const [snapshot, check, preview, ready, ...others] = TOUR;
    expect(others).toEqual([]);

    expect(await run(snapshot)).toEqual({
      status: 0,
      stdout: 'registry: 2 repositories of 2 registries\n',
      stderr: '',
    });
    const judged = await run(check);
    expect(judged.status).toBe(1);
    expect(judged.stdout).toContain('repositoryScanning');
    const previewed = await run(preview);
    expect(previewed.status).toBe(1);
    expect(previewed.stderr).toContain('team/api');
    const compared = await run(ready);
    expect(compared.status).toBe(1);
    expect(compared.stdout).toContain('missing');
    expect(aws.mistakes).toEqual([]);
  }, 120_000);
});

/** Pushes images to a new repository of moto, and gives the digest of the first. */
async function push(endpoint: string, region: string, ...tags: readonly string[]): Promise<string> {
  const ecr = new ECRClient({ endpoint, region });
  const repositoryName = 'team/api';
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  for (const imageTag of tags) {
    const config = { digest: imageTag };
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
    const imageDigest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
    await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag, imageDigest }));
  }
  const { imageDetails = [] } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  return imageDetails.find(({ imageTags }) => imageTags?.includes(tags[0]))!.imageDigest!;
}
