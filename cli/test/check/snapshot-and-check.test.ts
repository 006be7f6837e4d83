import { checkJson } from './support';
import { FakeAws } from '../snapshot/fake-aws';
import { ANSWERS } from '../snapshot/registry-answers';
import { useAws } from '../snapshot/with-aws';
import type { Workspace } from '../support';

let files: Workspace;
let aws: FakeAws;
useAws(ANSWERS, 'us-east-1', (started) => ({ files, aws } = started));

test('cdk-ecr check judges what cdk-ecr snapshot writes.', async () => {
  const { stderr } = await files.run([
    'snapshot',
    '--out',
    '$/out.tar.gz',
    '--endpoint-url',
    aws.url,
    '--rate',
    '10000',
  ]);
  expect(stderr).not.toContain('failed');
  const { inputs, findings } = await checkJson(files, '$/out.tar.gz');
  expect(inputs).toEqual([{ input: '$/out.tar.gz', kind: 'snapshot', resources: expect.any(Number), unread: [] }]);
  const found = findings.map(({ resource, rule }) => `${resource.replace(/^.*?\/.*?\//, '')} ${rule}`);
  for (const each of [
    'team/api cdk-ecr::tagExceptions',
    'team/web cdk-ecr::customerKey',
    'public repository team/api cdk-ecr::repositoryTags',
    'scanning configuration cdk-ecr::continuousScanOfAll',
    'pull-through cache docker-hub cdk-ecr::partialSecretArn',
    'creation template docker-hub cdk-ecr::templateRole',
  ]) {
    expect(found).toContain(each);
  }
  // All names are those of CloudFormation.
  expect(found.filter((each) => each.endsWith('unknownName'))).toEqual([]);
  // The SDK takes its time to load.
}, 60_000);

test('cdk-ecr check does not take for absent what no answer of the AWS CLI tells', async () => {
  const repositoryArn = 'arn:aws:ecr:eu-west-1:111122223333:repository/team/api';
  files.write('answers/repositories.json', {
    repositories: [{ repositoryName: 'team/api', repositoryArn, repositoryUri: '', imageTagMutability: 'IMMUTABLE' }],
  });
  await files.run(['snapshot', '--out', '$/out', '--from', '$/answers']);
  const config = files.write('config.json', { requiredTags: ['team'] });
  const { findings, unresolved } = await checkJson(files, '$/out', '--unresolved', '--config', config);
  const ids = (list: readonly { readonly rule: string }[]) => list.map(({ rule }) => rule);
  for (const rule of ['cdk-ecr::lifecyclePolicy', 'cdk-ecr::repositoryTags']) {
    expect(ids(findings)).not.toContain(rule);
    expect(ids(unresolved!)).toContain(rule);
  }
});
