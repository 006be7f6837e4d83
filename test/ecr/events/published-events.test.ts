import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { EVENT_TYPES } from '../../../src/ecr/events/all-events';
import type { EventFields } from '../../../src/ecr/events/event-fields';
import { ECR_SOURCE } from '../../../src/ecr/events/event-type';

const DATABASE = loadAwsServiceSpecSync();
type Schema = Parameters<typeof DATABASE.get<'eventTypeDefinition'>>[1];

/** Types of events that the schemas lack, and the documents that name them. */
const TYPES_WITHOUT_SCHEMA: Record<string, string> = {
  'AWS Service Event via CloudTrail':
    'https://docs.aws.amazon.com/eventbridge/latest/ref/events-delivered-via-cloudtrail.html',
  'ECR Artifact Action': 'https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ecr.html',
  'ECR Scan Resource Change':
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html',
};

/** A schema is made from samples. CloudTrail documents all fields of a record, and a call has only some of them. */
const RECORD =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html';
const SAMPLES = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html';

/** Fields that the schemas lack, and the documents that name them. */
const FIELDS_WITHOUT_SCHEMA: Record<string, Record<string, string>> = {
  'ECR Pull Through Cache Action': { 'rule-version': SAMPLES },
  'AWS API Call via CloudTrail': Object.fromEntries(
    [
      'additionalEventData',
      'addendum',
      'apiVersion',
      'edgeDeviceDetails',
      'errorCode',
      'errorMessage',
      'eventCategory',
      'insightDetails',
      'managementEvent',
      'readOnly',
      'recipientAccountId',
      'serviceEventDetails',
      'sessionCredentialFromConsole',
      'sharedEventID',
      'tlsDetails',
      'vpcEndpointAccountId',
      'vpcEndpointId',
    ].map((field) => [field, RECORD]),
  ),
};

const published = DATABASE.all('event').filter(({ source }) => source === ECR_SOURCE);
const ours = EVENT_TYPES.filter(({ source }) => source === ECR_SOURCE);

/** The fields of a schema; those of objects in it after a dot, where our facts have such objects too. */
function fieldsOf(schema: Schema, known: EventFields | undefined, at = ''): string[] {
  const { properties } = DATABASE.get('eventTypeDefinition', schema);
  return Object.entries(properties).flatMap(([name, { type }]) => {
    const path = `${at}${name}`;
    const inner = known?.known[name]?.fields;
    const element = type.type === 'array' ? type.element : type;
    const deeper = inner?.complete && element.type === 'ref' ? fieldsOf(element.reference, inner, `${path}.`) : [];
    return [path, ...deeper];
  });
}

/** The kinds of published values, where our facts have one for the field; those of objects in it after a dot. */
function kindsOf(schema: Schema, { known }: EventFields, at = ''): [path: string, published: string, ours: string][] {
  const { properties } = DATABASE.get('eventTypeDefinition', schema);
  return Object.entries(properties).flatMap(([name, { type }]): [string, string, string][] => {
    const { fields, values, tag, repository, kind } = known[name] ?? {};
    const element = type.type === 'array' ? type.element : type;
    if (fields && element.type === 'ref') return kindsOf(element.reference, fields, `${at}${name}.`);
    const own = fields ? 'json' : (kind ?? (values || tag || repository ? 'text' : undefined));
    return own === undefined ? [] : [[`${at}${name}`, element.type, own === 'text' ? 'string' : own]];
  });
}

function ownFieldsOf({ known }: EventFields, at = ''): string[] {
  return Object.entries(known).flatMap(([name, { fields }]) => [
    `${at}${name}`,
    ...(fields?.complete ? ownFieldsOf(fields, `${at}${name}.`) : []),
  ]);
}

test('the database publishes events of Amazon ECR, and none of Amazon Inspector', () => {
  expect(published.length).toBeGreaterThanOrEqual(6);
  expect(DATABASE.all('event').filter(({ source }) => source.startsWith('aws.inspector'))).toEqual([]);
});

test('the types of events are the published ones and those that documents name', () => {
  const names = [...published.map(({ detailType }) => detailType), ...Object.keys(TYPES_WITHOUT_SCHEMA)];
  expect(ours.map(({ detailType }) => detailType).sort()).toEqual(names.sort());
});

test.each(published.map((event) => [event.detailType, event] as const))(
  'the fields of %s are the published ones, and those that documents name',
  (detailType, { rootProperty }) => {
    const detail = ours.find((each) => each.detailType === detailType)?.detail;
    expect(detail?.complete).toBe(true);
    const fields = [...fieldsOf(rootProperty, detail), ...Object.keys(FIELDS_WITHOUT_SCHEMA[detailType] ?? {})];
    expect(ownFieldsOf(detail!).sort()).toEqual(fields.sort());
  },
);

test.each(published.map((event) => [event.detailType, event] as const))(
  'the kinds of values in %s are the published ones',
  (detailType, { rootProperty }) => {
    const detail = ours.find((each) => each.detailType === detailType)!.detail;
    const kinds = kindsOf(rootProperty, detail);
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter(([, theirs, own]) => theirs !== own)).toEqual([]);
  },
);
