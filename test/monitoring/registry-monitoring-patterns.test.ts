import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { registryIn, stackOf } from './support';
import { RegistryMonitoring } from '../../src/monitoring/registry-monitoring';
import { matchAll, matcherIsRequired, missingMatcher } from '../judges/events/matcher';
import { ACCOUNT, OTHER_ACCOUNT, REGION, SAMPLES } from '../judges/events/samples';

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1111abcd-12ab-34cd-56ef-1234567890ab`;
const OTHER_KEY = KEY.replace('1111', '2222');

/** As AWS KMS shows its calls: https://docs.aws.amazon.com/kms/latest/developerguide/ct-disablekey.html */
function keyCall(eventName: string, arn: string, detail = {}, account = ACCOUNT) {
  return {
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.kms',
    account,
    region: REGION,
    resources: [],
    detail: {
      eventSource: 'kms.amazonaws.com',
      eventName,
      requestParameters: { keyId: arn.split('/')[1] },
      resources: [{ ARN: arn, accountId: account, type: 'AWS::KMS::Key' }],
      ...detail,
    },
  };
}

const KEY_SAMPLES = {
  'key disabled': keyCall('DisableKey', KEY),
  'key scheduled for deletion': keyCall('ScheduleKeyDeletion', KEY),
  'key disabled in vain': keyCall('DisableKey', KEY, { errorCode: 'AccessDenied' }),
  'key enabled': keyCall('EnableKey', KEY),
  'other key disabled': keyCall('DisableKey', OTHER_KEY),
  'key of a member': keyCall('DisableKey', KEY, {}, OTHER_ACCOUNT),
};

/** The samples that each rule counts, and no others. */
const COUNTED: Record<string, string[]> = {
  ReplicationFailures: ['replication failed', 'replication failed web'],
  PullThroughCacheFailures: ['cache failed'],
  RegistryChanges: [
    'call PutRegistryPolicy',
    'call PutRegistryScanningConfiguration',
    'call PutReplicationConfiguration',
  ],
  ArchivedImages: ['archive', 'archive web'],
  RepositoryKeys: ['key disabled', 'key scheduled for deletion'],
  Pushes: ['push v1', 'push dev', 'push untagged', 'push web', 'push suffix'],
};

function patterns(): Record<string, any> {
  const stack = stackOf();
  const monitoring = new RegistryMonitoring(stack, 'Monitoring', {
    registry: registryIn(stack, 'ENHANCED'),
    actions: {},
    repositoryKeys: [kms.Key.fromKeyArn(stack, 'Key', KEY)],
    archivedImages: {},
  });
  monitoring.addQuietPushes('Pushes', { repositoryPrefixes: ['team/'] });
  const rules = Template.fromStack(stack).findResources('AWS::Events::Rule');
  return Object.fromEntries(
    Object.entries(monitoring.rules).map(([name, rule]) => {
      const logicalId = stack.getLogicalId(rule.node.defaultChild as never);
      return [name, rules[logicalId].Properties.EventPattern];
    }),
  );
}

const missing = missingMatcher();

test('the matcher of event patterns is there', () => {
  if (missing !== undefined && matcherIsRequired()) throw new Error(missing);
  if (missing !== undefined) console.warn(`SKIPPED: event patterns of alarms are not checked. ${missing}`);
});

(missing === undefined ? describe : describe.skip)('by the matcher of moto', () => {
  const found = missing === undefined ? matchAll(patterns(), { ...SAMPLES, ...KEY_SAMPLES }) : {};

  test('has a row for every rule of an alarm', () =>
    expect(Object.keys(found).sort()).toEqual(Object.keys(COUNTED).sort()));

  test.each(Object.entries(COUNTED))('%s counts these samples and no other', (name, samples) => {
    expect([...found[name]].sort()).toEqual([...samples].sort());
  });
});
