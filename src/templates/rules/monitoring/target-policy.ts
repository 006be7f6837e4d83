import { mayNameRule, sendersTo } from './event-targets';
import { Admission, admissionOfEventBridge } from './service-admission';
import { checkTargets } from './target-form';
import { EcrRule } from '../../../ecr/ecr-rule';
import type { PolicyCondition, PolicyStatement } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { INVOKE_ACTION, PUBLISHER_KEY_ACTIONS, SEND_ACTION } from '../../../ecr/policy/service-actions';
import { ResourceType } from '../../../ecr/resource-type';
import { EVENTBRIDGE } from '../../../ecr/services';
import { hasHole, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { keyOf } from '../key-identity';
import { referredIn } from '../references';

export const TARGET_POLICY: Rule = {
  id: EcrRule.TARGET_POLICY,
  types: [ResourceType.QUEUE, ResourceType.FUNCTION, ResourceType.EVENT_RULE],
  check: (resource, context) =>
    resource.type === ResourceType.EVENT_RULE ? checkTargets(resource, context) : checkTarget(resource, context),
};

const INLINE_POLICY = 'AWS::SQS::QueueInlinePolicy';
const KEY_AT = 'Properties/KmsMasterKeyId';
const KEY_REMEDY =
  'give the queue a customer-managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* to the service ' +
  'events.amazonaws.com, or let Amazon SQS manage the key (SqsManagedSseEnabled)';

/** Whether a rule may deliver to a target; `undefined` if it is unresolved. */
type Delivery = (target: TemplateResource, rule: TemplateResource, app: TemplateApp) => boolean | undefined;

function* checkTarget(target: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const isQueue = target.type === ResourceType.QUEUE;
  const senders = sendersTo(target, app);
  if (senders.length === 0) return;
  const delivers: Delivery = isQueue ? sends : invokes;
  const answers = senders.map((rule) => ({ rule, delivers: delivers(target, rule, app) }));
  const refused = answers.find((each) => each.delivers === false);
  if (refused) {
    const text = isQueue
      ? `no policy of the queue lets EventBridge send the events of ${refused.rule.constructPath}, which are lost`
      : `no permission lets EventBridge invoke the function for ${refused.rule.constructPath}, whose events are lost`;
    const remedy = isQueue ? undefined : PERMISSION_REMEDY;
    yield { at: 'Properties', text, remedy };
  } else if (answers.some((each) => each.delivers === undefined)) {
    yield { at: 'Properties', text: 'whether EventBridge may deliver is known at deployment', unresolved: true };
  }
  if (isQueue) yield* checkKey(target, app);
}

const PERMISSION_REMEDY =
  'add an AWS::Lambda::Permission for events.amazonaws.com with the ARN of the rule as SourceArn (the target ' +
  '`LambdaFunction` of the CDK adds it)';

function sends(queue: TemplateResource, rule: TemplateResource, app: TemplateApp): boolean | undefined {
  const resources = [
    ...app.resourcesOf(ResourceType.QUEUE_POLICY).map((each) => ({ each, queues: each.list('Queues') })),
    ...app.resourcesOf(INLINE_POLICY).map((each) => ({ each, queues: each.list('Queue') })),
  ].map(({ each, queues }) => ({ each, isNamed: queues.map((url) => names(url, queue, 'QueueName', app)) }));
  const certain = resources.filter(({ isNamed }) => isNamed.includes(true));
  const policies = certain.map(({ each }) => readPolicy(each.property('PolicyDocument')));
  const isMeant = ({ resources: arns, json }: PolicyStatement) =>
    'NotResource' in json || arns.some((arn) => arn.includes('*') || names(arn, queue, 'QueueName', app) !== false);
  const meets = (condition: PolicyCondition) => meetsCondition(condition, rule, app);
  const { admission } = admissionOfEventBridge(SEND_ACTION, policies, isMeant, meets);
  if (admission === Admission.ADMITTED) return true;
  const mayBeAdmitted =
    admission === Admission.UNRESOLVED || resources.some(({ isNamed }) => isNamed.includes(undefined));
  return mayBeAdmitted && admission !== Admission.DENIED ? undefined : false;
}

/** Whether EventBridge may meet a condition. It sends the ARN of its rule. */
function meetsCondition({ operator, key, values }: PolicyCondition, rule: TemplateResource, app: TemplateApp): boolean {
  if (/Not/.test(operator)) return false;
  if (key === 'aws:sourcearn') return values.some((value) => mayNameRule(value, rule, app));
  const { account } = rule.stack;
  return (
    key === 'aws:sourceaccount' && (account === undefined || hasHole(values) || values.map(String).includes(account))
  );
}

function invokes(target: TemplateResource, rule: TemplateResource, app: TemplateApp): boolean | undefined {
  const answers = app.resourcesOf(ResourceType.FUNCTION_PERMISSION).map((permission) => {
    const isNamed = names(permission.property('FunctionName'), target, 'FunctionName', app);
    const [principal, action, source] = ['Principal', 'Action', 'SourceArn'].map((name) => permission.property(name));
    if (isNamed === false || (isKnownText(action) && !INVOKE_ACTION.test(action))) return false;
    if (isKnownText(principal) && ![EVENTBRIDGE.principal, '*'].includes(principal)) return false;
    if (source !== undefined && !mayNameRule(source, rule, app)) return false;
    return isNamed === undefined || hasHole([principal, action]) ? undefined : true;
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Whether a reference, an ARN, a URL or a name is that of a target, as far as it is known. */
function names(value: unknown, target: TemplateResource, property: string, app: TemplateApp): boolean | undefined {
  const referred = referredIn(value, app);
  if (referred.includes(target)) return true;
  // The version or alias of a function refers to it.
  if (referred.some((each) => referredIn(each.property('FunctionName'), app).includes(target))) return true;
  if (typeof value !== 'string' || referred.length > 0) return false;
  const name = target.property(property);
  const last = value.split(/[:/]/).pop() ?? '';
  if (isKnownText(name) && isKnownText(last)) return last === name || value.includes(`:function:${name}:`);
  return hasHole(last) ? undefined : false;
}

function* checkKey(queue: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const value = queue.property('KmsMasterKeyId');
  if (value === undefined) return;
  if (typeof value === 'string' && value.includes('alias/aws/')) {
    const text = 'KmsMasterKeyId is a key of AWS (alias/aws/sqs) that EventBridge may not use, so no event arrives';
    return yield { at: KEY_AT, text, remedy: KEY_REMEDY };
  }
  const key = keyOf(value, queue.stack, app);
  if (!key) return;
  const policy = readPolicy(key.property('KeyPolicy') ?? {});
  const answers = PUBLISHER_KEY_ACTIONS.map((action) => admissionOfEventBridge(action.replace('*', ''), [policy]));
  // Whether EventBridge sends condition keys to the key of a queue is not documented.
  if (!answers.some(({ admission }) => [Admission.REFUSED, Admission.DENIED].includes(admission))) return;
  const text =
    `the policy of the key (${key.constructPath}) does not let EventBridge use kms:Decrypt and kms:GenerateDataKey*, so ` +
    'no event arrives';
  yield { at: KEY_AT, text, remedy: KEY_REMEDY };
}
