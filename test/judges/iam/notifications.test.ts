import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import type { DecisionCase } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { ScanFindingNotifications } from '../../../src/monitoring/scan-finding-notifications';
import { Registry } from '../../../src/registry/registry';

const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const REGION = 'eu-central-1';
const ALARM = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:critical-findings`;

const own = synthesized(() => undefined);
const given = synthesized(
  (stack) => new sns.Topic(stack, 'Given', { masterKey: new kms.Key(stack, 'GivenKey'), enforceSSL: true }),
);

describeDecisions('notifications to a topic of their own', [
  ...publisherCases(own),
  ...encryptionCases(own, 'cloudwatch'),
]);

describeDecisions('notifications to a given topic', publisherCases(given, 'without alarms'));

describeDecisions('the key of a given topic', encryptionCases(given));

describeDecisions('the dead-letter queue', [
  {
    name: 'EventBridge sends what it could not deliver',
    allow: {
      caller: { kind: 'service', service: 'events.amazonaws.com', source: own.rule },
      action: 'sqs:SendMessage',
      resource: own.queue.arn,
      resourcePolicies: own.queue.policies,
    },
    denyWhen: [
      { when: 'the rule is another one', change: { caller: { source: `${own.rule}-other` } } },
      { when: 'the queue has no policy', change: { resourcePolicies: [] } },
    ],
  },
  {
    name: 'a role of the account sends to it with rights of its own',
    allow: {
      caller: { kind: 'role', account: ACCOUNT, name: 'operator' },
      action: 'sqs:SendMessage',
      resource: own.queue.arn,
      identityPolicies: [allow('sqs:SendMessage')],
      resourcePolicies: own.queue.policies,
    },
    denyWhen: [
      { when: 'it has none', change: { identityPolicies: [] } },
      { when: 'it is of another account', change: { caller: { account: OTHER_ACCOUNT } } },
    ],
  },
]);

type Synthesized = ReturnType<typeof synthesized>;

function publisherCases({ topic, rule }: Synthesized, alarms?: string): DecisionCase[] {
  const publish: AccessRequest = {
    // The table of request contexts sends no aws:Source* here, because EventBridge does not.
    caller: { kind: 'service', service: 'events.amazonaws.com', source: rule },
    action: 'sns:Publish',
    resource: topic.arn,
    resourcePolicies: topic.policies,
  };
  return [
    {
      name: 'EventBridge publishes',
      allow: publish,
      denyWhen: [
        {
          when: 'it is CloudWatch that comes with a rule',
          change: { caller: { service: 'cloudwatch.amazonaws.com' } },
        },
        { when: 'the topic has no policy', change: { resourcePolicies: [] } },
      ],
    },
    ...(alarms
      ? []
      : [
          {
            name: 'an alarm of the account publishes',
            allow: {
              ...publish,
              caller: { kind: 'service' as const, service: 'cloudwatch.amazonaws.com', source: ALARM },
            },
            denyWhen: [
              {
                when: 'the alarm is of another account',
                change: { caller: { source: ALARM.replace(ACCOUNT, OTHER_ACCOUNT) } },
              },
              {
                when: 'it is no alarm',
                change: { caller: { source: ALARM.replace(':alarm:', ':insight-rule/') } },
              },
            ],
          },
        ]),
    {
      name: 'a role of the account publishes with rights of its own',
      allow: {
        ...publish,
        caller: { kind: 'role', account: ACCOUNT, name: 'operator' },
        identityPolicies: [allow('sns:Publish')],
      },
      denyWhen: [
        { when: 'it has none', change: { identityPolicies: [] } },
        { when: 'it is of another account', change: { caller: { account: OTHER_ACCOUNT } } },
      ],
    },
  ];
}

function encryptionCases({ key, rule }: Synthesized, alarms?: string): DecisionCase[] {
  return ['kms:Decrypt', 'kms:GenerateDataKey'].flatMap((action): DecisionCase[] => {
    const use: AccessRequest = {
      caller: { kind: 'service', service: 'events.amazonaws.com', source: rule },
      action,
      resource: key.arn,
      resourcePolicies: key.policies,
    };
    return [
      {
        name: `EventBridge calls ${action}`,
        allow: use,
        denyWhen: [
          {
            when: 'it is CloudWatch that comes with a rule',
            change: { caller: { service: 'cloudwatch.amazonaws.com' } },
          },
        ],
      },
      ...(alarms
        ? [
            {
              name: `an alarm of the account calls ${action}`,
              allow: {
                ...use,
                caller: { kind: 'service' as const, service: 'cloudwatch.amazonaws.com', source: ALARM },
              },
              denyWhen: [
                {
                  when: 'the alarm is of another account',
                  change: { caller: { source: ALARM.replace(ACCOUNT, OTHER_ACCOUNT) } },
                },
              ],
            },
          ]
        : []),
      {
        name: `a role of the account calls ${action} with rights of its own`,
        allow: {
          ...use,
          caller: { kind: 'role', account: ACCOUNT, name: 'operator' },
          identityPolicies: [allow(action)],
        },
        denyWhen: [
          { when: 'it has none', change: { identityPolicies: [] } },
          { when: 'it is of another account', change: { caller: { account: OTHER_ACCOUNT } } },
        ],
      },
    ];
  });
}

function allow(action: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] };
}

function synthesized(topicIn: (stack: Stack) => sns.ITopic | undefined) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const scanning = RegistryScanning.basic({ onPush: ['*'] });
  const registry = new Registry(stack, 'Registry', { scanning });
  new ScanFindingNotifications(stack, 'Findings', { registry, topic: topicIn(stack) });
  const template = SynthesizedStack.of(stack);
  const one = (type: string) => {
    const logicalId = template.onlyLogicalId(type);
    return { arn: template.arn(logicalId), policies: template.resourcePolicies(logicalId) };
  };
  return {
    topic: one('AWS::SNS::Topic'),
    key: one('AWS::KMS::Key'),
    queue: one('AWS::SQS::Queue'),
    rule: template.arn(template.onlyLogicalId('AWS::Events::Rule')),
  };
}
