import { ecrPatternOf } from './ecr-pattern';
import { Admission, admissionOfEventBridge } from './service-admission';
import { EcrRule } from '../../../ecr/ecr-rule';
import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { PUBLISH_ACTION, PUBLISHER_KEY_ACTIONS } from '../../../ecr/policy/service-actions';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { keyOf } from '../key-identity';
import { oncePer } from '../once-per';
import { referredIn } from '../references';

export const TOPIC_POLICY: Rule = {
  id: EcrRule.TOPIC_POLICY,
  types: [ResourceType.TOPIC],
  check: checkTopicPolicy,
};

const INLINE_POLICY = 'AWS::SNS::TopicInlinePolicy';
const KEY_AT = 'Properties/KmsMasterKeyId';
const KEY_REMEDY =
  'give the topic a customer-managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* to the service ' +
  'events.amazonaws.com, without a condition (`key.addToResourcePolicy`)';
const SILENCE = 'EventBridge sends no condition keys with its requests, so no message arrives';

/** The rules on events of Amazon ECR that publish without a role, by their topics of the app. */
const senders = oncePer((app: TemplateApp) => {
  const found = new Map<TemplateResource, TemplateResource>();
  for (const rule of app.resourcesOf(ResourceType.EVENT_RULE)) {
    if (!ecrPatternOf(rule)) continue;
    for (const target of rule.list('Targets')) {
      const { Arn: arn, RoleArn: role } = (target ?? {}) as { Arn?: unknown; RoleArn?: unknown };
      const topic = app.resourceOf(arn);
      // With a role, the role must be allowed to publish.
      if (topic?.type === ResourceType.TOPIC && role === undefined && !found.has(topic)) found.set(topic, rule);
    }
  }
  return found;
});

function* checkTopicPolicy(topic: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const sender = senders(app).get(topic);
  if (!sender) return;
  yield* checkPublish(topic, sender, app);
  yield* checkKey(topic, app);
}

function* checkPublish(topic: TemplateResource, sender: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const at = 'Properties';
  const { certain: resources, possible } = policiesOf(topic, app);
  const policies = resources.map((resource) => readPolicy(resource.property('PolicyDocument')));
  const isMeant = ({ resources: arns, json }: PolicyStatement) =>
    'NotResource' in json || arns.some((arn) => names(arn, topic, app) !== false);
  const { admission, statement } = admissionOfEventBridge(PUBLISH_ACTION, policies, isMeant);
  const unresolved = admission === Admission.REFUSED && possible.length > 0;
  if (admission === Admission.UNRESOLVED || unresolved) {
    return yield { at, text: 'whether EventBridge may publish is known at deployment', unresolved: true };
  }
  const where = resources.map(({ constructPath }) => constructPath).join(', ');
  switch (admission) {
    case Admission.ADMITTED:
      return;
    case Admission.DENIED:
      yield {
        at,
        text: `the policy (${where}) denies sns:Publish to EventBridge, so the events of ${sender.constructPath} are lost`,
        remedy: 'give the Deny a condition that exempts services, such as aws:PrincipalIsAWSService',
      };
      return;
    case Admission.CONDITIONED:
      yield {
        at,
        text: `the policy (${where}) lets EventBridge publish only with ${keysOf(statement)}; ${SILENCE}`,
        remedy: 'remove the condition from the statement for events.amazonaws.com',
      };
      return;
    default:
      yield {
        at,
        text:
          (where === '' ? 'the topic has no policy, and' : `the policy (${where}) does not let EventBridge publish:`) +
          ` the events of ${sender.constructPath} are lost`,
      };
  }
}

function* checkKey(topic: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const value = topic.property('KmsMasterKeyId');
  if (value === undefined) return;
  if (typeof value === 'string' && value.includes('alias/aws/')) {
    const text = 'KmsMasterKeyId is a key of AWS (alias/aws/sns) that EventBridge may not use, so no message arrives';
    return yield { at: KEY_AT, text, remedy: KEY_REMEDY };
  }
  const key = keyOf(value, topic.stack, app);
  if (!key) {
    return yield { at: KEY_AT, text: 'the key belongs to another app, so its policy is not known', unresolved: true };
  }
  const policy = readPolicy(key.property('KeyPolicy') ?? {});
  const answers = PUBLISHER_KEY_ACTIONS.map((action) => admissionOfEventBridge(action.replace('*', ''), [policy]));
  const worst = answers.find(({ admission }) => admission !== Admission.ADMITTED);
  if (!worst) return;
  const path = key.constructPath;
  if (worst.admission === Admission.UNRESOLVED) {
    yield { at: KEY_AT, text: `the policy of the key (${path}) is known at deployment`, unresolved: true };
  } else if (worst.admission === Admission.CONDITIONED) {
    const text = `the policy of the key (${path}) lets EventBridge use it only with ${keysOf(worst.statement)}; ${SILENCE}`;
    yield { at: KEY_AT, text, remedy: 'remove the condition from the statement for events.amazonaws.com' };
  } else {
    const missing = worst.admission === Admission.DENIED ? 'denies' : 'does not allow';
    const text =
      `the policy of the key (${path}) ${missing} kms:Decrypt and kms:GenerateDataKey* to EventBridge, so that no ` +
      'message arrives';
    yield { at: KEY_AT, text, remedy: KEY_REMEDY };
  }
}

function keysOf(statement: PolicyStatement | undefined): string {
  return (statement?.conditions ?? []).map(({ operator, key }) => `${operator} ${key}`).join(', ');
}

/** The policies of a topic, and those that may be policies of another topic. */
function policiesOf(topic: TemplateResource, app: TemplateApp): Record<'certain' | 'possible', TemplateResource[]> {
  const answers = [
    ...app.resourcesOf(ResourceType.TOPIC_POLICY).map((each) => ({ each, arns: each.list('Topics') })),
    ...app.resourcesOf(INLINE_POLICY).map((each) => ({ each, arns: each.list('TopicArn') })),
  ].map(({ each, arns }) => ({ each, named: arns.map((arn) => names(arn, topic, app)) }));
  const certain = answers.filter(({ named }) => named.includes(true));
  const possible = answers.filter(({ named }) => !named.includes(true) && named.includes(undefined));
  return { certain: certain.map(({ each }) => each), possible: possible.map(({ each }) => each) };
}

/** Whether an ARN is the ARN of a topic, as far as it is known. */
function names(arn: unknown, topic: TemplateResource, app: TemplateApp): boolean | undefined {
  if (typeof arn !== 'string') return false;
  const referred = referredIn(arn, app);
  if (referred.length > 0) return referred.includes(topic);
  const name = topic.property('TopicName');
  if (isKnownText(name) && arn.endsWith(`:${name}`)) return true;
  // A parameter, or an attribute of a resource outside the app, may be any topic.
  let unresolved = false;
  fill(arn, (reference) => {
    unresolved ||= !reference.startsWith('AWS::');
    return '';
  });
  return unresolved ? undefined : arn.includes('*');
}
