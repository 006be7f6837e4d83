import { NestedStack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { propertiesOf, registryIn, stackOf } from './support';
import { FindingLog } from '../../src/monitoring/finding-log';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { ScanFindingNotifications } from '../../src/monitoring/scan-finding-notifications';

const stackWith = (...ids: string[]) => {
  const stack = stackOf();
  const registry = registryIn(stack, 'ENHANCED');
  for (const id of ids) new FindingLog(stack, id, { registry });
  return stack;
};

test('logs of a stack are encrypted with one key, which admits CloudWatch Logs once and stays', () => {
  const stack = stackWith('One', 'Other');
  const [first, second] = propertiesOf(stack, 'AWS::Logs::LogGroup').map(({ KmsKeyId: key }) => key);
  expect(first).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^EcrMonitoringKey/), 'Arn'] });
  expect(second).toEqual(first);
  const [key] = propertiesOf(stack, 'AWS::KMS::Key');
  const sids = key.KeyPolicy.Statement.map(({ Sid: sid }: { Sid?: string }) => sid);
  expect(sids.filter((sid?: string) => sid === 'EncryptLogs')).toHaveLength(1);
});

test('the rules of a queue share one statement, in whatever order they were declared', () => {
  const statementsOf = (...ids: string[]) => {
    const [policy] = propertiesOf(stackWith(...ids), 'AWS::SQS::QueuePolicy');
    return policy.PolicyDocument.Statement.filter(({ Effect: effect }: { Effect: string }) => effect === 'Allow');
  };
  const statements = statementsOf('One', 'Other');
  expect(statements).toHaveLength(1);
  expect(statements[0].Condition.ArnEquals['aws:SourceArn']).toHaveLength(2);
  expect(statementsOf('Other', 'One')).toEqual(statements);
  expect(statementsOf('One')[0].Condition.ArnEquals['aws:SourceArn']).toEqual({
    'Fn::GetAtt': [expect.any(String), 'Arn'],
  });
});

test('a key and a queue of yours take the place of those of the stack', () => {
  const stack = stackOf();
  const [key, queue] = [new kms.Key(stack, 'Own'), new sqs.Queue(stack, 'Letters')];
  new NotificationTopic(stack, 'Topic', { encryptionKey: key });
  new ScanFindingNotifications(stack, 'Scans', {
    registry: registryIn(stack, 'BASIC'),
    topic: new NotificationTopic(stack, 'Pager', { encryptionKey: key }).topic,
    deadLetterQueue: queue,
  });
  expect(propertiesOf(stack, 'AWS::KMS::Key')).toHaveLength(1);
  expect(propertiesOf(stack, 'AWS::SQS::Queue')).toHaveLength(1);
});

test('a nested stack has a key of its own, so that the stacks do not need each other', () => {
  const stack = stackOf();
  const nested = new NestedStack(stack, 'Nested');
  new NotificationTopic(stack, 'Topic');
  new NotificationTopic(nested, 'Topic');
  expect(propertiesOf(stack, 'AWS::KMS::Key')).toHaveLength(1);
  expect(propertiesOf(nested, 'AWS::KMS::Key')).toHaveLength(1);
});
