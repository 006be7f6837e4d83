import * as fc from 'fast-check';
import { MONITORING_RULES } from '../../../../src/templates/rules/monitoring';
import { TemplateApp } from '../../../../src/templates/template-app';

/** Properties that the rules read, and what stands in them in real templates. */
const NAMES = [
  'Action',
  'AliasName',
  'Arn',
  'AWS',
  'Condition',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluationPeriods',
  'EventPattern',
  'Expression',
  'KeyPolicy',
  'KmsMasterKeyId',
  'Metric',
  'MetricName',
  'MetricStat',
  'Metrics',
  'Name',
  'Namespace',
  'PolicyDocument',
  'Principal',
  'Resource',
  'Service',
  'Statement',
  'StringEquals',
  'TargetKeyId',
  'Targets',
  'TopicArn',
  'Topics',
  'detail',
  'detail-type',
  'resources',
  'source',
  '$or',
];
const WORDS = [
  '*',
  'Allow',
  'Deny',
  'AWS/ECR',
  'aws.ecr',
  'aws.inspector2',
  'ECR Image Action',
  'kms:*',
  'true',
  '{',
  '',
];
/** A template in which odd values stand where the rules look. */
const TEMPLATES: Record<string, (...odd: unknown[]) => Record<string, Record<string, unknown>>> = {
  'a key': (...odd) => ({ Bad: { Type: 'AWS::KMS::Key', Properties: odd[0] } }),
  'a key policy': (...odd) => ({ Bad: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: odd } } } }),
  'an alias': (first, second) => ({
    Bad: { Type: 'AWS::KMS::Alias', Properties: { AliasName: first, TargetKeyId: second } },
  }),
  'a topic': (...odd) => ({ Bad: { Type: 'AWS::SNS::Topic', Properties: odd[0] } }),
  'a topic policy': (first, ...odd) => ({
    Bad: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: first } },
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Bad' }], PolicyDocument: { Statement: odd } },
    },
  }),
  'a rule': (...odd) => ({ Bad: { Type: 'AWS::Events::Rule', Properties: odd[0] } }),
  'a pattern': (first, second, third) => ({
    Scanning: { Type: 'AWS::ECR::RegistryScanningConfiguration', Properties: third },
    Bad: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['aws.ecr'], 'detail-type': first, detail: second, resources: third } },
    },
  }),
  'an alarm': (...odd) => ({ Bad: { Type: 'AWS::CloudWatch::Alarm', Properties: odd[0] } }),
  'metrics of an alarm': (first, ...odd) => ({
    Bad: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Namespace: 'AWS/ECR', Dimensions: first, EvaluationPeriods: first, Metrics: odd },
    },
  }),
};
const USERS = {
  Api: { Type: 'AWS::ECR::Repository', Properties: { EncryptionConfiguration: { KmsKey: { Ref: 'Bad' } } } },
  Sender: {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: { source: ['aws.ecr'] }, Targets: [{ Arn: { Ref: 'Bad' } }, null, 'x'] },
  },
};

const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...WORDS, null, true, false, 0, -1, 1e9),
    fc.constant({ Ref: 'Bad' }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES, 'x'), tie('value'), { maxKeys: 5 }),
}));

test.each(Object.entries(TEMPLATES))('no rule for monitoring throws on odd values in %s', (_, templateOf) => {
  fc.assert(
    fc.property(value, value, value, (...odd) => {
      const Resources = { ...USERS, ...templateOf(...odd) };
      const context = { app: TemplateApp.fromTemplates([{ path: 'Stack', template: { Resources } }]), props: {} };
      for (const rule of MONITORING_RULES) {
        for (const resource of rule.types.flatMap((type) => context.app.resourcesOf(type))) {
          expect(() => [...rule.check(resource, context)]).not.toThrow();
        }
      }
    }),
    { numRuns: 50 },
  );
});
