import fc from 'fast-check';
import { checkJson } from './support';
import { RESOURCE_PROPERTIES } from '../../../src/ecr/resource-properties';
import { ResourceType } from '../../../src/ecr/resource-type';
import { Workspace } from '../support';

let files: Workspace;
beforeAll(() => {
  files = new Workspace();
});
afterAll(() => files.remove());

/** Names of members that rules read, so that values of any kind reach them. */
const MEMBERS = [
  ...new Set(Object.values(RESOURCE_PROPERTIES).flatMap((each) => Object.entries(each).flat(2))),
  ...['Version', 'Statement', 'Effect', 'Principal', 'Action', 'Resource', 'Condition', 'NotPrincipal', 'AWS', 'rules'],
  ...['Ref', 'Fn::If', 'Fn::Sub', 'Fn::GetAtt', 'Fn::Join', 'Rules', 'Destinations', 'Filter', 'FilterType', 'Region'],
  ...['EventPattern', 'source', 'detail', 'Targets', 'Arn', 'KeyPolicy', 'PolicyDocument', 'AssumeRolePolicyDocument'],
  ...[
    'Id',
    'Sid',
    'StringEquals',
    'ArnLike',
    'aws:SourceArn',
    'Key',
    'Value',
    'selection',
    'action',
    'type',
    'tagStatus',
  ],
  ...[
    'Policies',
    'Metrics',
    'Dimensions',
    'MetricStat',
    'Expression',
    'ContainerDefinitions',
    'Image',
    'Environment',
    'Code',
    'ImageUri',
  ],
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(
      fc.constantFrom(null, true, 0, -1, '', '*', 'Allow', 'IMMUTABLE', 'aws.ecr', '${A}', '{"rules":[null]}'),
      fc.string({ maxLength: 5 }),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie('value'), { maxKeys: 4 }),
  ),
}));

/** The properties that rules read of the types that are not of Amazon ECR. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  [ResourceType.KEY]: ['KeyPolicy', 'EnableKeyRotation', 'Enabled', 'PendingWindowInDays', 'KeySpec'],
  [ResourceType.TOPIC_POLICY]: ['PolicyDocument', 'Topics'],
  [ResourceType.QUEUE_POLICY]: ['PolicyDocument', 'Queues'],
  [ResourceType.EVENT_RULE]: ['EventPattern', 'Targets', 'State', 'RoleArn'],
  [ResourceType.ALARM]: [
    'Metrics',
    'MetricName',
    'Namespace',
    'Dimensions',
    'Period',
    'EvaluationPeriods',
    'Statistic',
  ],
  [ResourceType.FUNCTION]: ['Code', 'PackageType'],
  [ResourceType.TASK_DEFINITION]: ['ContainerDefinitions'],
  [ResourceType.BUILD_PROJECT]: ['Environment'],
  [ResourceType.VPC_ENDPOINT]: ['ServiceName', 'VpcId', 'PolicyDocument', 'PrivateDnsEnabled'],
  [ResourceType.FUNCTION_PERMISSION]: ['Principal', 'Action', 'FunctionName', 'SourceArn'],
};
const IAM = ['PolicyDocument', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'RoleName', 'Roles'];

const resource = fc.constantFrom(...Object.values(ResourceType)).chain((type) =>
  fc.record(
    {
      Type: fc.constant(type),
      Properties: fc.oneof(
        { weight: 9, arbitrary: fc.dictionary(fc.constantFrom(...namesOf(type)), value, { maxKeys: 5 }) },
        { weight: 1, arbitrary: value },
      ),
      DeletionPolicy: value,
      Metadata: value,
      Condition: fc.constantFrom('A', 'B'),
    },
    { requiredKeys: ['Type', 'Properties'] },
  ),
);

function namesOf(type: string): readonly string[] {
  return type in RESOURCE_PROPERTIES ? Object.keys(RESOURCE_PROPERTIES[type]) : (OTHERS[type] ?? IAM);
}

const template = fc.record(
  {
    Resources: fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), resource, { maxKeys: 4 }),
    Conditions: fc.dictionary(fc.constantFrom('A', 'B'), value, { maxKeys: 2 }),
  },
  { requiredKeys: ['Resources'] },
);

test('Any values in the resources of a template make findings, and no mistake of the command.', async () => {
  await fc.assert(
    fc.asyncProperty(template, async (content) => {
      files.write('t.json', content);
      await checkJson(files, '$/t.json', '--unresolved');
    }),
    { numRuns: 100 },
  );
}, 60_000);
