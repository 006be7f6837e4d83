import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { AccessRequest } from './access-request';
import { describeDecisions } from './decisions';
import type { DecisionCase } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { NotificationTopic } from '../../../src/monitoring/notification-topic';
import { RegistryMonitoring } from '../../../src/monitoring/registry-monitoring';
import { Registry } from '../../../src/registry/registry';

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const REGION = 'eu-central-1';
const ALARM = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:Stack-MonitoringReplicationFailures`;

const { topic, key } = synthesized();

describeDecisions('alarms to a topic', [
  decision('sns:Publish', topic.arn, topic.policies),
  decision('kms:Decrypt', key.arn, key.policies),
  decision('kms:GenerateDataKey', key.arn, key.policies),
]);

function decision(action: string, resource: string, resourcePolicies: AccessRequest['resourcePolicies']): DecisionCase {
  return {
    name: `an alarm of the account calls ${action}`,
    allow: {
      caller: { kind: 'service', service: 'cloudwatch.amazonaws.com', source: ALARM },
      action,
      resource,
      resourcePolicies,
    },
    denyWhen: [
      {
        when: 'the alarm is of another account',
        change: { caller: { source: ALARM.replace(ACCOUNT, OTHER_ACCOUNT) } },
      },
      { when: 'it is no alarm', change: { caller: { source: ALARM.replace(':alarm:', ':insight-rule/') } } },
      {
        when: 'it is EventBridge, whose rules do not publish there',
        change: { caller: { service: 'events.amazonaws.com' } },
      },
    ],
  };
}

function synthesized() {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const pager = new sns.Topic(stack, 'Pager', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true });
  new RegistryMonitoring(stack, 'Monitoring', {
    registry: new Registry(stack, 'Registry'),
    actions: { critical: [NotificationTopic.actionFor(pager)] },
    // So that the topic's key is the only one.
    encryptionKey: kms.Key.fromKeyArn(stack, 'LogKey', `arn:aws:kms:${REGION}:${ACCOUNT}:key/logs`),
  });
  const template = SynthesizedStack.of(stack);
  const one = (type: string) => {
    const logicalId = template.onlyLogicalId(type);
    return { arn: template.arn(logicalId), policies: template.resourcePolicies(logicalId) };
  };
  return { topic: one('AWS::SNS::Topic'), key: one('AWS::KMS::Key') };
}
