import { EVENT_PATTERN } from '../../../../src/templates/rules/monitoring/event-pattern';
import { TemplateApp } from '../../../../src/templates/template-app';
import { ACCOUNT, REGION } from '../../../checks/support';

const PUSH = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail: { 'action-type': ['PUSH'] } };
const BUS = { Type: 'AWS::Events::EventBus', Properties: { Name: 'images' } };
const POLICY = { Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: { Ref: 'Bus' } } };

const call = (...eventName: string[]) => ({
  source: ['aws.ecr'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: ['ecr.amazonaws.com'], eventName },
});

/** The findings for a rule, with other resources beside it. */
function texts(properties: object, Resources: object = {}): string[] {
  const template = {
    Resources: {
      Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: PUSH, ...properties } },
      ...Resources,
    },
  };
  const app = TemplateApp.fromTemplates([{ path: 'Stack', account: ACCOUNT, region: REGION, template }]);
  const [rule] = app.resourcesOf('AWS::Events::Rule').filter(({ logicalId }) => logicalId === 'Rule');
  const found = [...EVENT_PATTERN.check(rule, { app, props: {} })].filter(({ unresolved }) => !unresolved);
  return found.map(({ at, text }) => `${at}: ${text}`);
}

test('a bus of the app that gets no events of AWS is found', () => {
  expect(texts({ EventBusName: { Ref: 'Bus' } }, { Bus: BUS })).toEqual([
    'Properties/EventBusName: EventBusName is Stack, but AWS sends its events to the default bus, and no rule of the app sends ' +
      'them on',
  ]);
});

test.each<[string, object, object]>([
  ['the default bus', { EventBusName: 'default' }, {}],
  ['a bus of another app', { EventBusName: 'central' }, {}],
  ['a bus that admits other accounts', { EventBusName: { Ref: 'Bus' } }, { Bus: BUS, Policy: POLICY }],
  [
    'a bus with a policy of its own',
    { EventBusName: { Ref: 'Bus' } },
    { Bus: { ...BUS, Properties: { ...BUS.Properties, Policy: {} } } },
  ],
  [
    'a bus that a rule sends events to',
    { EventBusName: { Ref: 'Bus' } },
    {
      Bus: BUS,
      Forward: {
        Type: 'AWS::Events::Rule',
        Properties: { EventPattern: PUSH, Targets: [{ Id: 'Bus', Arn: { 'Fn::GetAtt': ['Bus', 'Arn'] } }] },
      },
    },
  ],
])('%s is not found', (_, properties, resources) => {
  expect(texts(properties, resources)).toEqual([]);
});

test('calls that only read are found, unless the rule gets their events', () => {
  const EventPattern = call('PutImage', 'DescribeImages', 'ListImages');
  expect(texts({ EventPattern })).toEqual([
    'Properties/EventPattern/detail/eventName: EventBridge leaves out the events of calls that only read, such as ' +
      'DescribeImages, ListImages',
  ]);
  expect(texts({ EventPattern, State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' })).toEqual([]);
  expect(texts({ EventPattern: call('PutImage', 'BatchDeleteImage') })).toEqual([]);
});

test('a region that cannot be one is found', () => {
  expect(texts({ EventPattern: { ...PUSH, region: ['eu-west1'] } })).toEqual([
    expect.stringContaining('is "eu-west1" but must be the name of a region'),
  ]);
  for (const region of [
    ['eu-west-1'],
    [{ prefix: 'eu-' }],
    [{ wildcard: 'us-*-1' }],
    [{ 'anything-but': 'eu-west-1' }],
  ]) {
    expect(texts({ EventPattern: { ...PUSH, region } })).toEqual([]);
  }
});
