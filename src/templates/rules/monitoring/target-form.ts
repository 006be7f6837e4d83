import { ecrPatternOf } from './ecr-pattern';
import { ResourceType } from '../../../ecr/resource-type';
import { EVENTBRIDGE } from '../../../ecr/services';
import { hasHole, readable, referenceOf } from '../../../text/holes';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import type { CheckContext, Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { isMissing } from '../list-items';
import { mayBeAssumed } from '../role-flaws';

/** Services to which EventBridge delivers with a role only, as their ARNs have them, with the types of their resources. */
const WITH_ROLE: Readonly<Record<string, readonly string[]>> = {
  batch: ['AWS::Batch::JobQueue'],
  codebuild: ['AWS::CodeBuild::Project'],
  codepipeline: ['AWS::CodePipeline::Pipeline'],
  ecs: ['AWS::ECS::Cluster'],
  firehose: ['AWS::KinesisFirehose::DeliveryStream'],
  kinesis: ['AWS::Kinesis::Stream'],
  states: ['AWS::StepFunctions::StateMachine'],
};

/** Types of targets whose `Ref` is a name or a URL, and their attribute with the ARN. */
const REF_IS_NO_ARN: Readonly<Record<string, string>> = {
  'AWS::CodeBuild::Project': 'Arn',
  'AWS::ECS::Cluster': 'Arn',
  'AWS::Kinesis::Stream': 'Arn',
  'AWS::KinesisFirehose::DeliveryStream': 'Arn',
  'AWS::Logs::LogGroup': 'Arn',
  [ResourceType.FUNCTION]: 'Arn',
  [ResourceType.QUEUE]: 'Arn',
};

const ROLE = 'AWS::IAM::Role';

/** Targets of a rule on events of Amazon ECR that EventBridge refuses or cannot deliver to. */
export function* checkTargets(rule: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (!ecrPatternOf(rule)) return;
  for (const [index, target] of rule.list('Targets').entries()) {
    if (!isObject(target)) continue;
    const at = `Properties/Targets/${index}`;
    yield* checkArn(target, at, rule.stack, app);
    yield* checkRole(target, at, app);
    yield* checkFifo(target, at, app);
  }
}

function* checkArn({ Arn: arn }: Json, at: string, { region }: TemplateStack, app: TemplateApp): Iterable<Problem> {
  const resource = app.resourceOf(arn);
  const attribute = resource && REF_IS_NO_ARN[resource.type];
  const isReferred = attribute !== undefined && referenceOf(arn)?.endsWith(`.${attribute}`) === false;
  if (!isReferred && (typeof arn !== 'string' || hasHole(arn))) return;
  if (!isReferred && /^arn:/.test(String(arn))) return yield* checkRegion(String(arn), at, region);
  const found = isReferred ? `refers to ${resource!.constructPath} by its name or URL` : `is ${readable(arn)}`;
  yield {
    at: `${at}/Arn`,
    text: `Arn ${found}, but EventBridge accepts only the ARN of a target`,
    remedy: 'set Arn to the ARN of the target, such as by Fn::GetAtt',
  };
}

/** Only a bus may be in another region. */
function* checkRegion(arn: string, at: string, region: string | undefined): Iterable<Problem> {
  const [, , service, ofRegion] = arn.split(':');
  if (region === undefined || !ofRegion || ofRegion === region || service === 'events') return;
  yield {
    at: `${at}/Arn`,
    text: `Arn is in ${ofRegion}, but EventBridge delivers to targets in ${region} only, where its rule is`,
    remedy: 'send the events to a bus of the other region, and add a rule with the target there',
  };
}

function* checkRole({ Arn: arn, RoleArn: roleArn }: Json, place: string, app: TemplateApp): Iterable<Problem> {
  const at = `${place}/RoleArn`;
  if (isMissing(roleArn)) {
    const type = app.resourceOf(arn)?.type ?? '';
    const [, , service] = String(arn).split(':');
    const found = Object.entries(WITH_ROLE).find(([name, types]) => name === service || types.includes(type));
    if (!found) return;
    yield {
      at,
      text: `RoleArn is not set, but EventBridge delivers to a target of the service ${found[0]} with a role only`,
      remedy: `set RoleArn to a role that trusts ${EVENTBRIDGE.principal} and may start the target`,
    };
    return;
  }
  const role = app.resourceOf(roleArn);
  if (role?.type !== ROLE || mayBeAssumed(role, EVENTBRIDGE.principal)) return;
  yield {
    at,
    text: `RoleArn is ${role.constructPath}, which does not trust ${EVENTBRIDGE.principal}`,
    remedy: `let ${EVENTBRIDGE.principal} assume the role`,
  };
}

/** A FIFO topic or queue accepts no message without a group, and no undelivered events. */
function* checkFifo(target: Json, place: string, app: TemplateApp): Iterable<Problem> {
  const { Arn: arn, SqsParameters: queueParameters, SnsParameters: topicParameters, DeadLetterConfig: config } = target;
  if (isFifo(arn, ResourceType.TOPIC, app) && isMissing(topicParameters)) {
    const text = 'EventBridge sends to the topic without a group, but a FIFO topic accepts no message without one';
    yield { at: `${place}/Arn`, text, remedy: 'use a standard topic, or a queue' };
  }
  if (isFifo(arn, ResourceType.QUEUE, app) && isMissing(queueParameters)) {
    const text = 'SqsParameters is not set, but a FIFO queue accepts no message without a group';
    yield { at: `${place}/SqsParameters`, text, remedy: 'set SqsParameters.MessageGroupId' };
  }
  if (isObject(config) && isFifo(config.Arn, ResourceType.QUEUE, app)) {
    const text = 'EventBridge refuses a FIFO queue for undelivered events';
    yield { at: `${place}/DeadLetterConfig/Arn`, text, remedy: 'use a standard queue' };
  }
}

/** Whether a target is a topic or queue in order. Its name says so, and so does a property. */
function isFifo(arn: unknown, type: string, app: TemplateApp): boolean {
  const isTopic = type === ResourceType.TOPIC;
  const resource = app.resourceOf(arn);
  if (resource) {
    return resource.type === type && String(resource.property(isTopic ? 'FifoTopic' : 'FifoQueue')) === 'true';
  }
  const [, , service] = String(arn).split(':');
  return service === (isTopic ? 'sns' : 'sqs') && String(arn).endsWith('.fifo');
}
