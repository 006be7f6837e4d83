import type { App, Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn, NestedStack, Stack as CdkStack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, findingsOfRule, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TOPIC_POLICY;
const EVENTS = { Service: 'events.amazonaws.com' };
const PUSHED = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];

function tell(stack: Stack, topic: sns.CfnTopic, eventPattern: object = PUSHED): void {
  new events.CfnRule(stack, 'Rule', { eventPattern, targets: [{ id: 'Topic', arn: topic.ref }] });
}

function topicIn(stack: Stack, props: sns.CfnTopicProps = {}): sns.CfnTopic {
  const topic = new sns.CfnTopic(stack, 'Bad', props);
  tell(stack, topic);
  return topic;
}

function publish(topic: sns.CfnTopic, more: object = {}): object {
  return { Effect: 'Allow', Principal: EVENTS, Action: 'sns:Publish', Resource: topic.ref, ...more };
}

function admit(stack: Stack, topic: sns.CfnTopic, ...statements: unknown[]): void {
  new sns.CfnTopicPolicy(stack, 'Policy', { topics: [topic.ref], policyDocument: { Statement: statements } });
}

/** A topic to which EventBridge may publish, with a key whose policy has statements. */
function encryptedIn(stack: Stack, ...statements: unknown[]): void {
  const key = new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: statements } });
  const topic = topicIn(stack, { kmsMasterKeyId: key.ref });
  admit(stack, topic, publish(topic));
}

function allow(action: string | string[], more: object = {}): object {
  return { Effect: 'Allow', Principal: EVENTS, Action: action, Resource: '*', ...more };
}

const onSource = { ArnEquals: { 'aws:SourceArn': `arn:aws:events:${REGION}:${ACCOUNT}:rule/Rule` } };

testRuleTable({
  rule,
  l1: topicIn,
  l2: (stack) => {
    const topic = new sns.Topic(stack, 'Bad', { masterKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/sns') });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SnsTopic(topic)] });
  },
  override: (stack) => {
    const topic = new sns.Topic(stack, 'Bad');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SnsTopic(topic)] });
    const policy = stack.node.findChild('Bad').node.findChild('Policy').node.defaultChild as sns.CfnTopicPolicy;
    policy.addPropertyOverride('PolicyDocument.Statement.0.Condition', onSource);
  },
  passes: (stack) => {
    const topic = new sns.Topic(stack, 'Good', { enforceSSL: true });
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SnsTopic(topic)] });
  },
});

test('reports why the messages to a topic are lost', () => {
  const texts = [
    topicIn,
    (stack: Stack) => {
      const topic = topicIn(stack);
      admit(stack, topic, publish(topic, { Principal: { Service: 'cloudwatch.amazonaws.com' } }));
    },
    (stack: Stack) => {
      const topic = topicIn(stack);
      admit(stack, topic, publish(topic, { Condition: onSource }));
    },
    (stack: Stack) => {
      const topic = topicIn(stack);
      const condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
      admit(stack, topic, publish(topic), publish(topic, { Effect: 'Deny', Principal: '*', Condition: condition }));
    },
    (stack: Stack) => {
      const topic = topicIn(stack, { kmsMasterKeyId: 'alias/aws/sns' });
      admit(stack, topic, publish(topic));
    },
    (stack: Stack) => encryptedIn(stack, allow('kms:Decrypt')),
    (stack: Stack) => encryptedIn(stack, allow(USE), { ...allow('kms:*'), Principal: '*', Effect: 'Deny' }),
    (stack: Stack) => encryptedIn(stack, allow(USE, { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } })),
  ].flatMap((build) => findingsOfRule(rule, build).map(({ at, text }) => `${at}: ${text.split('. ')[0]}`));
  expect(texts).toMatchInlineSnapshot(`
    [
      "Properties: the topic has no policy, and the events of Stack/Rule are lost",
      "Properties: the policy (Stack/Policy) does not let EventBridge publish: the events of Stack/Rule are lost",
      "Properties: the policy (Stack/Policy) lets EventBridge publish only with ArnEquals aws:sourcearn; EventBridge sends no condition keys with its requests, so no message arrives",
      "Properties: the policy (Stack/Policy) denies sns:Publish to EventBridge, so the events of Stack/Rule are lost",
      "Properties/KmsMasterKeyId: KmsMasterKeyId is a key of AWS (alias/aws/sns) that EventBridge may not use, so no message arrives",
      "Properties/KmsMasterKeyId: the policy of the key (Stack/Key) does not allow kms:Decrypt and kms:GenerateDataKey* to EventBridge, so that no message arrives",
      "Properties/KmsMasterKeyId: the policy of the key (Stack/Key) denies kms:Decrypt and kms:GenerateDataKey* to EventBridge, so that no message arrives",
      "Properties/KmsMasterKeyId: the policy of the key (Stack/Key) lets EventBridge use it only with StringEquals aws:sourceaccount; EventBridge sends no condition keys with its requests, so no message arrives",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  [
    'another topic',
    (stack) => {
      const topic = topicIn(stack);
      admit(stack, topic, publish(topic, { Resource: new sns.CfnTopic(stack, 'Other').ref }));
    },
  ],
  [
    'the owner of the topic, as the default policy does',
    (stack) => {
      const topic = topicIn(stack);
      const condition = { StringEquals: { 'AWS:SourceOwner': ACCOUNT } };
      admit(stack, topic, publish(topic, { Principal: { AWS: '*' }, Condition: condition }));
    },
  ],
  [
    'another action',
    (stack) => {
      const topic = topicIn(stack);
      admit(stack, topic, publish(topic, { Action: ['sns:Subscribe'] }));
    },
  ],
])('reports a topic whose policy admits only %s', (_, build) => {
  expect(findingsOfRule(rule, build)).toHaveLength(1);
});

test.each<[string, (stack: Stack) => void]>([
  ['a topic of other events', (stack) => tell(stack, new sns.CfnTopic(stack, 'Topic'), { source: ['aws.s3'] })],
  [
    'a topic of findings about instances',
    (stack) => {
      const detail = { resources: { type: ['AWS_EC2_INSTANCE'] } };
      tell(stack, new sns.CfnTopic(stack, 'Topic'), { source: ['aws.inspector2'], detail });
    },
  ],
  [
    'a policy of another stack',
    (stack) => {
      const topic = topicIn(stack);
      const other = new CdkStack(stack.node.root as App, 'Other', { env: { account: ACCOUNT, region: REGION } });
      admit(other, topic, publish(topic));
    },
  ],
  [
    'a policy of a nested stack',
    (stack) => {
      const topic = topicIn(stack);
      admit(new NestedStack(stack, 'Nested'), topic, publish(topic));
    },
  ],
  [
    'an inline policy',
    (stack) => {
      const topic = topicIn(stack);
      new sns.CfnTopicInlinePolicy(stack, 'Policy', {
        topicArn: topic.ref,
        policyDocument: { Statement: [publish(topic, { Action: ['SNS:Pub*'], Resource: '*' })] },
      });
    },
  ],
  [
    'a policy that names the topic by its ARN',
    (stack) => {
      const topic = topicIn(stack, { topicName: 'findings' });
      const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:findings`;
      new sns.CfnTopicPolicy(stack, 'Policy', {
        topics: [arn],
        policyDocument: { Statement: [publish(topic, { Resource: arn })] },
      });
    },
  ],
  [
    'a target with a role',
    (stack) => {
      const topic = new sns.CfnTopic(stack, 'Topic');
      const roleArn = `arn:aws:iam::${ACCOUNT}:role/publisher`;
      new events.CfnRule(stack, 'Rule', { eventPattern: PUSHED, targets: [{ id: 'T', arn: topic.ref, roleArn }] });
    },
  ],
  [
    'a policy known only at deployment',
    (stack) => {
      const topic = topicIn(stack);
      admit(stack, topic, Fn.conditionIf('Prod', publish(topic), { Ref: 'AWS::NoValue' }));
    },
  ],
  [
    'a policy of a topic known at deployment',
    (stack) => {
      topicIn(stack);
      const { valueAsString } = new CfnParameter(stack, 'TopicArn');
      new sns.CfnTopicPolicy(stack, 'Policy', { topics: [valueAsString], policyDocument: {} });
    },
  ],
  [
    'a Deny that spares services',
    (stack) => {
      const topic = topicIn(stack);
      const condition = {
        StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      };
      admit(stack, topic, publish(topic), publish(topic, { Effect: 'Deny', Principal: '*', Condition: condition }));
    },
  ],
  [
    'an imported key',
    (stack) => {
      const topic = topicIn(stack, { kmsMasterKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234` });
      admit(stack, topic, publish(topic));
    },
  ],
  [
    'a key that EventBridge may use',
    (stack) => encryptedIn(stack, allow('kms:Decrypt'), allow('kms:GenerateDataKey*')),
  ],
  [
    'a key policy known only at deployment',
    (stack) => encryptedIn(stack, Fn.conditionIf('Prod', allow(USE), allow('kms:Decrypt'))),
  ],
  [
    'a key that the L2 lets EventBridge use',
    (stack) => {
      const key = new kms.Key(stack, 'Key');
      const principal = new iam.ServicePrincipal('events.amazonaws.com');
      key.addToResourcePolicy(new iam.PolicyStatement({ actions: USE, principals: [principal], resources: ['*'] }));
      const topic = new sns.Topic(stack, 'Topic', { masterKey: key });
      new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] }, targets: [new targets.SnsTopic(topic)] });
    },
  ],
])('does not report %s', (_, build) => {
  expect(findingsOfRule(rule, build)).toEqual([]);
});
