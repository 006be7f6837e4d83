import { CfnRule } from 'aws-cdk-lib/aws-events';
import * as fc from 'fast-check';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { mistakesInEventPattern } from '../../../../src/ecr/mistakes/event-pattern';
import { findingsOfRule } from '../../../checks/support';

const event = (source: string, type: string) => (detail: object, envelope: object) => ({
  source: [source],
  'detail-type': [type],
  detail,
  ...envelope,
});
const EVENTS = {
  image: event('aws.ecr', 'ECR Image Action'),
  scan: event('aws.ecr', 'ECR Image Scan'),
  cache: event('aws.ecr', 'ECR Pull Through Cache Action'),
  replication: event('aws.ecr', 'ECR Replication Action'),
  call: event('aws.ecr', 'AWS API Call via CloudTrail'),
  action: event('aws.ecr', 'AWS Service Event via CloudTrail'),
  finding: event('aws.inspector2', 'Inspector2 Finding'),
  firstScan: event('aws.inspector2', 'Inspector2 Scan'),
};
type Kind = keyof typeof EVENTS;

const DIGEST = `sha256:${'0a'.repeat(32)}`;

/** The findings for a value or matcher of a field, with their rules. */
function found(kind: Kind, field: string, value: unknown): string[] {
  const pattern = EVENTS[kind](
    field === 'account' ? {} : { [field]: [value] },
    field === 'account' ? { [field]: [value] } : {},
  );
  return [EcrRule.EVENT_PATTERN, EcrRule.UNKNOWN_NAME].flatMap((rule) =>
    findingsOfRule(rule, (stack) => {
      new CfnRule(stack, 'Rule', { eventPattern: {} }).addPropertyOverride('EventPattern', pattern);
    }).map(({ text }) => `${rule}: ${text.replace(/^EventPattern\.(detail\.)?/, '').split('. ')[0]}`),
  );
}

test.each<[Kind, string, unknown, string]>([
  ['scan', 'scan-status', 'COMPLETED', 'is "COMPLETED" but must be one of COMPLETE, FAILED or the like'],
  ['firstScan', 'scan-status', 'COMPLETE', 'must be one of INITIAL_SCAN_COMPLETE or the like'],
  ['firstScan', 'scan-status', 'SCAN_COMPLETE', 'must be one of INITIAL_SCAN_COMPLETE or the like'],
  [
    'scan',
    'scan-status',
    'INITIAL_SCAN_COMPLETE',
    'FAILED or the like, as in events of the type ECR Image Scan; scans of',
  ],
  ['scan', 'scan-status', { 'anything-but': ['COMPLETED'] }, 'must exclude COMPLETE: the field never has "COMPLETED"'],
  ['image', 'result', { 'anything-but': 'SUCCEEDED' }, 'must exclude SUCCESS: the field never has "SUCCEEDED"'],
  ['image', 'action-type', { 'anything-but': 'delete' }, 'must exclude DELETE: the field never has "delete"'],
  ['image', 'action-type', { 'anything-but': { prefix: 'del' } }, 'must exclude DELETE: the field never has "del"'],
  ['call', 'eventName', { 'anything-but': ['PutImage', 'putImage'] }, 'must exclude PutImage: the field never has'],
  ['call', 'eventName', 'PolicyExecutionEvent', 'have the type AWS Service Event via CloudTrail'],
  [
    'replication',
    'result',
    'FAILURE',
    'must be one of SUCCESS, FAILED, as in events of the type ECR Replication Action; a',
  ],
  ['image', 'repository-name', 'team/api:v1', 'must be the name of a repository without a tag or digest'],
  ['firstScan', 'scan-status', 'INITIAL_SCAN_COMPLETED', 'must be one of INITIAL_SCAN_COMPLETE or the like'],
  ['image', 'result', 'SUCCEEDED', 'is "SUCCEEDED" but must be one of SUCCESS, FAILURE, FAILED or the like'],
  ['cache', 'sync-status', 'SUCCESSFUL', 'is "SUCCESSFUL" but must be one of SUCCESS, FAILURE, FAILED or the like'],
  ['image', 'action-type', 'PUSHED', 'is "PUSHED" but must be one of PUSH, DELETE, UPDATE_STORAGE_CLASS'],
  ['image', 'action-type', 'PULL', 'is "PULL" but must be one of PUSH, DELETE, UPDATE_STORAGE_CLASS'],
  ['replication', 'action-type', 'REPLICATED', 'is "REPLICATED" but must be one of REPLICATE'],
  ['call', 'eventName', 'putImage', 'is "putImage" but must be PutImage'],
  ['call', 'eventName', 'PutImages', 'is "PutImages" but must be PutImage'],
  ['finding', 'severity', 'High', 'is "High" but must be one of CRITICAL, HIGH, MEDIUM, LOW'],
  ['finding', 'awsAccountId', '11112222333', 'is "11112222333" but must be an account id of 12 digits'],
  ['replication', 'source-account', '1111-2222-3333', 'is "1111-2222-3333" but must be an account id of 12 digits'],
  ['image', 'account', '11112222333', 'account[0] is "11112222333" but must be an account id of 12 digits'],
  ['image', 'account', { prefix: 'arn:' }, 'account[0] is {"prefix":"arn:"} but must be an account id of 12 digits'],
  ['image', 'account', { suffix: '*' }, 'account[0] is {"suffix":"*"} but must be an account id of 12 digits'],
  ['image', 'account', { wildcard: '1111-*' }, 'account[0] is {"wildcard":"1111-*"} but must be an account id'],
  ['image', 'image-digest', '0a0a0a', 'is "0a0a0a" but must start with "sha256:"'],
  ['scan', 'image-digest', { prefix: 'sha-256' }, 'is {"prefix":"sha-256"} but must start with "sha256:"'],
  ['cache', 'image-digest', { wildcard: 'api@sha256:*' }, 'must start with "sha256:"'],
])('reports in an event of %s a %s of %j, which no event has, and names the right one', (kind, field, value, text) => {
  expect(found(kind, field, value)).toEqual([expect.stringContaining(text)]);
  expect(found(kind, field, value)).toEqual([expect.stringMatching(/^eventPattern: /)]);
});

test.each<[Kind, string, unknown, string]>([
  ['scan', 'scan-status', 'COMPELTE', 'the nearest is "COMPLETE"'],
  ['image', 'result', 'SUCESS', 'the nearest is "SUCCESS"'],
  ['call', 'eventName', 'PutImgae', 'the nearest is "PutImage"'],
  ['call', 'eventName', 'DeleteImage', 'that the library knows'],
  ['call', 'eventName', { prefix: 'ecr:Put' }, 'that the library knows'],
  ['replication', 'result', 'ERROR', 'it knows SUCCESS, FAILED'],
  ['action', 'eventName', 'PolicyExecutionEvents2', 'the nearest is "PolicyExecutionEvent"'],
])('warns in an event of %s of a %s of %j, which it does not know', (kind, field, value, text) => {
  expect(found(kind, field, value)).toEqual([expect.stringContaining(text)]);
  expect(found(kind, field, value)).toEqual([expect.stringMatching(/^unknownName: /)]);
});

test.each<[Kind, string, unknown]>([
  ['scan', 'scan-status', 'COMPLETE'],
  ['scan', 'scan-status', 'UNSUPPORTED_IMAGE'],
  ['scan', 'scan-status', { 'anything-but': ['COMPLETE'] }],
  ['scan', 'scan-status', { 'anything-but': ['UNSUPPORTED_IMAGE'] }],
  ['firstScan', 'scan-status', { suffix: 'COMPLETE' }],
  ['scan', 'scan-status', { prefix: 'COMPLETE' }],
  ['image', 'result', 'FAIL'],
  ['image', 'result', { 'anything-but': 'SUCCESS' }],
  ['image', 'action-type', { 'anything-but': { prefix: 'DEL' } }],
  ['image', 'action-type', { 'anything-but': { 'equals-ignore-case': 'delete' } }],
  ['image', 'result', { 'anything-but': { prefix: 'SUCCEED' } }],
  ['image', 'action-type', { suffix: 'H' }],
  ['image', 'action-type', { wildcard: '*E' }],
  ['call', 'eventName', 'PutImage'],
  ['call', 'eventName', { prefix: 'Put' }],
  ['call', 'eventName', { wildcard: 'Delete*Policy' }],
  ['call', 'eventName', { 'anything-but': ['PutImage', 'DescribeStars'] }],
  ['firstScan', 'repository-name', { suffix: ':repository/team/api' }],
  ['action', 'eventName', 'PolicyExecutionEvent'],
  ['finding', 'type', 'NETWORK_REACHABILITY'],
  ['image', 'account', { prefix: '1111' }],
  ['image', 'account', { suffix: '3333' }],
  ['image', 'account', { wildcard: '1111*3333' }],
  ['image', 'account', { 'anything-but': ['production'] }],
  ['image', 'account', { exists: true }],
  ['finding', 'awsAccountId', { Ref: 'AWS::AccountId' }],
  ['image', 'image-digest', DIGEST],
  ['image', 'image-digest', { prefix: 'sha256:0a' }],
  ['image', 'image-digest', { suffix: '0a0a' }],
  ['image', 'image-digest', { wildcard: '*0a' }],
  ['image', 'image-digest', { 'anything-but': '0a' }],
])('reports nothing in an event of %s about a %s of %j', (kind, field, value) => {
  expect(found(kind, field, value)).toEqual([]);
});

const DIGITS = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 });
const mistakesIn = (account: unknown) =>
  mistakesInEventPattern([EVENTS.image({}, { account: [account] })] as never, {
    onDefaultBus: true,
    referenceForm: () => undefined,
  });

test('reports no account id, nor a matcher that a part of an account id satisfies', () => {
  fc.assert(
    fc.property(DIGITS, fc.nat(12), fc.nat(12), (account, from, to) => {
      const [start, end] = [account.slice(0, from), account.slice(to)];
      for (const each of [account, { prefix: start }, { suffix: end }, { wildcard: `${start}*${end}` }]) {
        expect(mistakesIn(each)).toEqual([]);
      }
    }),
  );
});

test('reports each text that is no account id', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^\d{12}$/.test(text));
      expect(mistakesIn(text).map(({ must }) => must)).toEqual(['be an account id of 12 digits, as in events']);
    }),
  );
});
