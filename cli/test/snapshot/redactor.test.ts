import { readFileSync } from 'fs';
import { join } from 'path';
import { FakeAws } from './fake-aws';
import { ACCOUNT, ANSWERS } from './registry-answers';
import { contentOf, CREDENTIALS, onlyThese } from './support';
import { Redactor } from '../../src/snapshot/redactor';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { Workspace } from '../support';

describe('a redactor', () => {
  const redact = (value: unknown) => new Redactor().redact(value);

  test('replaces each name by the same everywhere, and keeps its parts', () => {
    expect(
      redact({
        repositoryName: 'team/api',
        repositoryArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/team/api',
        repositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api',
        rules: [{ filter: 'team/*' }, { filter: '*' }],
      }),
    ).toEqual({
      repositoryName: 'name1/name2',
      repositoryArn: 'arn:aws:ecr:eu-west-1:000000000001:repository/name1/name2',
      repositoryUri: '000000000001.dkr.ecr.eu-west-1.amazonaws.com/name1/name2',
      rules: [{ filter: 'name1/*' }, { filter: '*' }],
    });
  });

  test.each([
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::000000000001:root'],
    ['arn:aws:iam::111122223333:role/deployer', 'arn:aws:iam::000000000001:role/name1'],
    ['arn:aws:sts::111122223333:assumed-role/ops/ann', 'arn:aws:sts::000000000001:assumed-role/name1/name2'],
    ['arn:aws:iam::*:role/ops-*', 'arn:aws:iam::*:role/name1*'],
    ['AROAEXAMPLEEXAMPLE12', 'AROA00000000000000001'],
    ['o-a1b2c3d4e5', 'o-aaaaaaaaa1'],
    ['111122223333', '000000000001'],
    ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
    ['*', '*'],
  ])('replaces the principal %s by %s', (principal, expected) => {
    expect(redact({ Principal: { AWS: principal } })).toEqual({ Principal: { AWS: expected } });
  });

  test('leaves digests, tags of images and patterns of tags as they are', () => {
    const image = {
      imageDigest: `sha256:${'a'.repeat(26)}111122223333${'b'.repeat(26)}`,
      imageTags: ['202601010000', 'v1'],
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
      lifecyclePolicy: { rules: [{ selection: { tagPatternList: ['v*'], countNumber: 111122223333 } }] },
    };
    expect(redact(image)).toEqual(image);
  });
});

test('cdk-ecr snapshot --redact leaves no name and no account of the registry in any file, nor in the names of files', async () => {
  const files = new Workspace();
  const aws = await FakeAws.start();
  aws.answers = ANSWERS;
  const restore = onlyThese({ ...CREDENTIALS, AWS_REGION: 'us-east-1' });
  try {
    const run = async (out: string, ...args: string[]) =>
      files.run(['snapshot', '--out', `$/${out}`, '--endpoint-url', aws.url, '--rate', '9999', '--images', ...args]);
    expect(await run('plain')).toMatchObject({ status: 0 });
    expect(await run('redacted', '--redact')).toMatchObject({ status: 0 });
    const [plain] = await Promise.all((await readSnapshots(join(files.folder, 'plain'))).map(contentOf));
    const [redacted] = await Promise.all((await readSnapshots(join(files.folder, 'redacted'))).map(contentOf));

    // The key of a tag is `team` as well, which stays.
    const parts = plain.repositories.flatMap(({ repositoryName }) => repositoryName.split('/'));
    const secrets = [ACCOUNT, 'reader', ...parts.filter((part) => part !== 'team')];
    const text = JSON.stringify(redacted);
    expect(parts.length).toBeGreaterThan(3);
    for (const secret of secrets) expect(text).not.toMatch(new RegExp(`\\b${secret}\\b`));
    expect(readFileSync(join(files.folder, 'redacted/000000000001/us-east-1/registry.json'), 'utf8')).toContain('1');
    expect(redacted.repositories).toHaveLength(plain.repositories.length);
    expect(Object.values(redacted.images).map((images) => images?.length)).toEqual(
      Object.values(plain.images).map((images) => images?.length),
    );
  } finally {
    restore();
    await aws.stop();
    files.remove();
  }
});
