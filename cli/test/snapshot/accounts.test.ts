import { readFileSync } from 'fs';
import { join } from 'path';
import { Failure, FakeAws } from './fake-aws';
import type { Answers, Call } from './fake-aws';
import { ACCOUNT, ANSWERS, digestOf, imageDetail } from './registry-answers';
import { contentOf, CREDENTIALS } from './support';
import { useAws } from './with-aws';
import { SESSION_POLICY } from '../../src/snapshot/accounts';
import { ACCOUNT_ACTIONS, READ_ACTIONS } from '../../src/snapshot/read-actions';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import type { Workspace } from '../support';

const TEAM = '444455556666';
const CLOSED = '777788889999';

/** AWS with an organization, whose roles may be assumed. The key id of a session names its account. */
const ORGANIZATION: Answers = {
  ...ANSWERS,
  'organizations:ListAccounts': {
    Accounts: [
      { Id: TEAM, Status: 'ACTIVE' },
      { Id: ACCOUNT, Status: 'ACTIVE' },
      { Id: CLOSED, Status: 'SUSPENDED' },
    ],
  },
  'sts:AssumeRole': ({ input }) => ({
    Credentials: {
      AccessKeyId: `ASIA${String(input.RoleArn).split(':')[4]}`,
      SecretAccessKey: 'secret',
      SessionToken: 'token',
      Expiration: Math.round(Date.now() / 1000) + 3_600,
    },
  }),
};

let files: Workspace;
let aws: FakeAws;
useAws(ORGANIZATION, 'eu-west-1', (started) => ({ files, aws } = started));

const run = async (...args: string[]) =>
  files.run(['snapshot', '--out', '$/out', '--endpoint-url', aws.url, '--rate', '10000', ...args]);
const read = async () => Promise.all((await readSnapshots(join(files.folder, 'out'))).map(contentOf));
const callsOf = (action: string): Call[] => aws.calls.filter((call) => call.action === action);

describe('cdk-ecr snapshot of several accounts', () => {
  test('reads each active account of the organization with its own credentials', async () => {
    expect(await run('--organization', '--role-name', 'reader')).toMatchObject({ status: 0, stderr: '' });
    const accounts = (await read()).map(({ registry: { account, partition } }) => ({ account, partition }));
    expect(accounts).toEqual([
      { account: ACCOUNT, partition: 'aws' },
      { account: TEAM, partition: 'aws' },
    ]);
    expect(new Set(callsOf('ecr:DescribeRegistry').map(({ keyId }) => keyId))).toEqual(
      new Set([CREDENTIALS.AWS_ACCESS_KEY_ID, `ASIA${TEAM}`]),
    );
  });

  test('assumes no role in the account of the caller', async () => {
    await run('--account', ACCOUNT, '--role-name', 'reader');
    expect(callsOf('sts:AssumeRole')).toEqual([]);
  });

  test('gives the session no more than the read actions', async () => {
    await run('--account', TEAM, '--role-name', 'path/reader');
    const [{ input }] = callsOf('sts:AssumeRole');
    expect(input).toMatchObject({ RoleArn: `arn:aws:iam::${TEAM}:role/path/reader` });
    expect(JSON.parse(String(input.Policy))).toEqual(SESSION_POLICY);
    expect(SESSION_POLICY.Statement[0].Action).toEqual(READ_ACTIONS);
    // The limit of a session policy.
    expect(String(input.Policy).length).toBeLessThanOrEqual(2048);
  });

  test('writes the other accounts if the role of one may not be assumed, and says so', async () => {
    aws.answers = { ...ORGANIZATION, 'sts:AssumeRole': new Failure('AccessDenied', 403, 'no trust') };
    const { status, stderr } = await run('--organization', '--role-name', 'reader');
    expect(status).toBe(3);
    expect(stderr).toBe(
      `cdk-ecr: account ${TEAM} is missing: sts:AssumeRole in eu-west-1 failed: no trust (AccessDenied)\n`,
    );
    expect((await read()).map(({ registry }) => registry.account)).toEqual([ACCOUNT]);
  });

  test('writes nothing if no role may be assumed', async () => {
    aws.answers = { ...ORGANIZATION, 'sts:AssumeRole': new Failure('AccessDenied', 403, 'no trust') };
    const { status, stderr } = await run('--account', TEAM, '--role-name', 'reader');
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'cdk-ecr: sts:AssumeRole in eu-west-1 failed: no trust (AccessDenied)\n',
    });
    await expect(readSnapshots(join(files.folder, 'out'))).rejects.toThrow();
  });

  test.each([
    [['--organization'], /--role-name is undefined but must be given with --account and --organization/],
    [['--role-name', 'reader'], /--role-name is "reader" but must be given with --account or --organization/],
    [['--account', '123', '--role-name', 'reader'], /--account is "123" but must be the 12 digits of an account/],
  ])('refuses %j', async (args, message) => {
    expect(await run(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
    expect(aws.calls).toEqual([]);
  });

  test('needs the actions of the published policy', () => {
    const file = join(__dirname, '../../../docs/snapshot-accounts-policy.json');
    const { Statement } = JSON.parse(readFileSync(file, 'utf8'));
    expect(Statement.map(({ Action }: { Action: string }) => Action)).toEqual(ACCOUNT_ACTIONS);
  });
});

describe('cdk-ecr snapshot --with-inspector', () => {
  test('says of images where they run', async () => {
    const image = (number: number) => `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/api/${digestOf(number)}`;
    const covered = (number: number, ecrImage: object) => ({
      resourceId: image(number),
      resourceType: 'AWS_ECR_CONTAINER_IMAGE',
      accountId: ACCOUNT,
      scanType: 'PACKAGE',
      resourceMetadata: { ecrImage },
    });
    aws.answers = {
      ...ANSWERS,
      'ecr:DescribeImages': { imageDetails: [imageDetail(1), imageDetail(2)] },
      'inspector2:ListCoverage': {
        coveredResources: [covered(1, { inUseCount: 3, lastInUseAt: 1_767_225_600 }), covered(3, { inUseCount: 1 })],
      },
    };
    expect(await run('--with-inspector')).toMatchObject({ status: 0, stderr: '' });
    // An administrator of Amazon Inspector sees other accounts as well.
    const [{ input }] = callsOf('inspector2:ListCoverage');
    expect(input.filterCriteria).toMatchObject({ accountId: [{ comparison: 'EQUALS', value: ACCOUNT }] });
    const [{ registry, images }] = await read();
    expect(registry.contents).toEqual({ images: true, inspector: true, templates: false });
    const all = Object.entries(images).flatMap(([name, list]) => (list ?? []).map((line) => ({ name, ...line })));
    expect(all.filter(({ inUseCount }) => inUseCount !== undefined)).toEqual(
      all
        .filter(({ name, imageDigest }) => name === 'team/api' && imageDigest === digestOf(1))
        .map((line) => ({ ...line, inUseCount: 3, lastInUseAt: '2026-01-01T00:00:00.000Z' })),
    );
    expect(all.some(({ inUseCount }) => inUseCount === 3)).toBe(true);
  });
});

describe('cdk-ecr snapshot --templates', () => {
  const owned = {
    ...ANSWERS,
    'ecr:ListTagsForResource': {
      tags: [
        { Key: 'aws:cloudformation:stack-name', Value: 'Registry' },
        { Key: 'aws:cloudformation:logical-id', Value: 'Api' },
      ],
    },
  };

  test.each([
    ['JSON', '{"Resources":{"Api":{"Type":"AWS::ECR::Repository"}}}'],
    ['YAML', 'Resources:\n  Api:\n    Type: AWS::ECR::Repository\n'],
  ])('writes a template in %s once, as it is deployed', async (_, TemplateBody) => {
    aws.answers = { ...owned, 'cloudformation:GetTemplate': { TemplateBody } };
    expect(await run('--templates')).toMatchObject({ status: 0 });
    expect(callsOf('cloudformation:GetTemplate').map(({ input }) => input)).toEqual([
      expect.objectContaining({ StackName: 'Registry', TemplateStage: 'Processed' }),
    ]);
    const [snapshot] = await readSnapshots(join(files.folder, 'out'));
    expect(await snapshot.template('Registry')).toEqual({ Resources: { Api: { Type: 'AWS::ECR::Repository' } } });
  });

  test('lists a template that may not be read', async () => {
    aws.answers = { ...owned, 'cloudformation:GetTemplate': new Failure('AccessDenied', 403, 'no') };
    expect(await run('--templates')).toMatchObject({ status: 3 });
    const [{ registry }] = await read();
    expect(registry.unread).toEqual([
      { action: 'cloudformation:GetTemplate', of: 'Registry', code: 'AccessDenied', message: 'no' },
    ]);
  });

  test('lists a template that is no template, and writes the rest', async () => {
    aws.answers = { ...owned, 'cloudformation:GetTemplate': { TemplateBody: 'a: [' } };
    expect(await run('--templates')).toMatchObject({ status: 3 });
    const [{ registry, repositories }] = await read();
    expect(registry.unread).toEqual([
      expect.objectContaining({ action: 'cloudformation:GetTemplate', of: 'Registry', code: 'NotReadable' }),
    ]);
    expect(repositories.length).toBeGreaterThan(0);
  });

  test('refuses to redact them', async () => {
    expect(await run('--templates', '--redact')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a template has more names than can be replaced'),
    });
  });
});
