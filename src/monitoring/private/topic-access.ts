import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct, IConstruct } from 'constructs';
import { addOrWarn } from './service-key';
import { differentEnvironment } from '../../core/environment';
import { PUBLISH_ACTION, PUBLISHER_KEY_ACTIONS } from '../../ecr/policy/service-actions';
import { CLOUDWATCH, EVENTBRIDGE } from '../../ecr/services';
import { InvalidInputError } from '../../text/errors';

/** Throws if a service could not publish to a topic: it is elsewhere, or not encrypted with a customer-managed key. */
export function checkTopic(
  api: string,
  scope: IConstruct,
  env: ResourceEnvironment,
  topic: sns.ITopic,
  publisher = 'a rule',
): void {
  const refuse = (property: string, found: unknown, must: string, remedy: string) => {
    throw new InvalidInputError({ scope, api, property, found, must, remedy });
  };
  if (differentEnvironment(topic.env, env)) {
    refuse(
      'topic',
      `${topic.env.account}/${topic.env.region}`,
      `be in ${env.account}/${env.region}, because ${publisher} publishes to topics of its own account and region only`,
      'give a topic of the registry, which may forward',
    );
  }
  const resource = topic.node.defaultChild;
  if (!resource || !sns.CfnTopic.isCfnTopic(resource)) return;
  const { kmsMasterKeyId } = resource;
  if (kmsMasterKeyId === undefined) {
    refuse('topic', topic.node.path, 'be encrypted, with a customer-managed key', 'use a NotificationTopic');
  }
  // An alias is part of an ARN with tokens.
  if (JSON.stringify(Stack.of(topic).resolve(kmsMasterKeyId)).includes('alias/aws/')) {
    refuse(
      'topic',
      topic.node.path,
      'be encrypted with a customer-managed key, because no service can use the AWS-managed one',
      'use a NotificationTopic',
    );
  }
}

/**
 * Lets EventBridge publish to a topic. There, it says neither in whose name nor in which account: with a condition every
 * message would be lost silently.
 */
export function admitEventBridge(scope: Construct, topic: sns.ITopic): void {
  const principal = new iam.ServicePrincipal(EVENTBRIDGE.principal);
  admit(scope, topic, principal, 'Events', {});
}

/** Lets the alarms of the topic's account publish to it. */
export function admitAlarms(scope: Construct, topic: sns.ITopic): void {
  const principal = new iam.ServicePrincipal(CLOUDWATCH.principal);
  const { account, region } = topic.env;
  const alarms = `arn:${Stack.of(scope).partition}:cloudwatch:${region}:${account}:alarm:*`;
  admit(scope, topic, principal, 'Alarms', {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': alarms },
  });
}

function admit(
  scope: Construct,
  topic: sns.ITopic,
  principal: iam.ServicePrincipal,
  what: string,
  conditions: Record<string, Record<string, string>>,
): void {
  const principals = [principal];
  addOrWarn(
    scope,
    topic,
    new iam.PolicyStatement({
      sid: `Publish${what}`,
      actions: [PUBLISH_ACTION],
      principals,
      resources: [topic.topicArn],
      conditions,
    }),
    `${principal.service} to publish`,
  );
  if (!topic.masterKey) return;
  addOrWarn(
    scope,
    topic.masterKey,
    new iam.PolicyStatement({
      sid: `Encrypt${what}`,
      actions: PUBLISHER_KEY_ACTIONS,
      principals,
      resources: ['*'],
      conditions,
    }),
    `${principal.service} to use the key`,
  );
}
