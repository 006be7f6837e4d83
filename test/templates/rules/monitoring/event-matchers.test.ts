import { CfnRule } from 'aws-cdk-lib/aws-events';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule } from '../../../checks/support';

const IMAGE = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
const SCAN = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
const CALL = { source: ['aws.ecr'], 'detail-type': ['AWS API Call via CloudTrail'] };
const FINDING = { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Finding'] };

const image = (detail: object) => ({ ...IMAGE, detail });
const scan = (detail: object) => ({ ...SCAN, detail });
const call = (detail: object) => ({ ...CALL, detail });
const finding = (detail: object) => ({ ...FINDING, detail });

/** The findings for a pattern, with their rules. The L1 refuses texts, which CloudFormation accepts. */
function found(pattern: object): string[] {
  return [EcrRule.EVENT_PATTERN, EcrRule.UNKNOWN_NAME].flatMap((rule) =>
    findingsOfRule(rule, (stack) => {
      new CfnRule(stack, 'Rule', { eventPattern: {} }).addPropertyOverride('EventPattern', pattern);
    }).map(({ text }) => `${rule}: ${text.replace(/^EventPattern\.?/, '').split('. ')[0]}`),
  );
}

test.each<[string, object, string]>([
  [
    'exists on an object',
    scan({ 'finding-severity-counts': [{ exists: true }] }),
    'detail.finding-severity-counts[0] is {"exists":true} but must be a condition on a field of it, such as CRITICAL: it ' +
      'is an object in events of the type ECR Image Scan',
  ],
  [
    'exists on a list of objects',
    finding({ resources: [{ exists: true }] }),
    'detail.resources[0] is {"exists":true} but must be a condition on a field of it, such as id: it is an object in ' +
      'events of the type Inspector2 Finding',
  ],
  [
    'exists on an object in an object',
    finding({ resources: { details: { awsEcrContainerImage: [{ exists: true }] } } }),
    'detail.resources.details.awsEcrContainerImage[0] is {"exists":true} but must be a condition on a field of it, such ' +
      'as architecture: it is an object in events of the type Inspector2 Finding',
  ],
  [
    'exists on the caller of an operation',
    call({ userIdentity: [{ exists: true }] }),
    'detail.userIdentity[0] is {"exists":true} but must be a condition on a field of it: it is an object in events of ' +
      'the type AWS API Call via CloudTrail',
  ],
  [
    'exists on the whole detail',
    { ...IMAGE, detail: [{ exists: true }] },
    'detail[0] is {"exists":true} but must be a condition on a field of it: it is an object in events',
  ],
  [
    'a severity in place of the counts',
    scan({ 'finding-severity-counts': ['CRITICAL'] }),
    'detail.finding-severity-counts[0] is "CRITICAL" but must be a condition on a field of it, such as CRITICAL: it is ' +
      'an object in events of the type ECR Image Scan',
  ],
  [
    'null as a value',
    finding({ severity: [null] }),
    'detail.severity[0] is null but must match a text: the field is never null in events of the type Inspector2 Finding',
  ],
  [
    'null beside a value',
    image({ 'image-tag': [null, 'latest'] }),
    'detail.image-tag[0] is null but must match a text: the field is never null in events of the type ECR Image Action',
  ],
  ['null in place of a list', finding({ severity: null }), 'detail.severity is null but must be a list'],
  ['null in place of the detail', { ...IMAGE, detail: null }, 'detail is null but must be a list'],
  ['a text in place of a list', finding({ title: 'CVE' }), 'detail.title is "CVE" but must be a list'],
  ['a number in place of a list', finding({ inspectorScore: 9 }), 'detail.inspectorScore is 9 but must be a list'],
  ['a boolean in place of a list', call({ readOnly: false }), 'detail.readOnly is false but must be a list'],
  [
    'a matcher in place of a list',
    image({ 'image-tag': { prefix: 'v' } }),
    'detail.image-tag is {"prefix":"v"} but must be a list, such as [{"prefix":"v"}]',
  ],
  [
    'an empty list',
    image({ result: [] }),
    'detail.result is [] but must have a value: EventBridge refuses an empty list',
  ],
  [
    'a list in a list',
    image({ result: [['SUCCESS']] }),
    'detail.result[0] is ["SUCCESS"] but must be a value or a matcher, not a list',
  ],
  [
    'two operators in a matcher',
    image({ 'image-tag': [{ prefix: 'v', suffix: '-rc' }] }),
    'detail.image-tag[0] is {"prefix":"v","suffix":"-rc"} but must have one operator; several matchers in the list are ' +
      'alternatives',
  ],
  [
    'a misspelt operator',
    image({ 'image-tag': [{ anythingBut: ['latest'] }] }),
    'detail.image-tag[0].anythingBut is ["latest"] but must be called anything-but',
  ],
  [
    'exists with a text',
    image({ 'image-tag': [{ exists: 'true' }] }),
    'detail.image-tag[0].exists is "true" but must be true or false, not a text',
  ],
  [
    'a prefix that is a list',
    image({ 'image-tag': [{ prefix: ['v', 'release-'] }] }),
    'detail.image-tag[0].prefix is ["v","release-"] but must be a text, or a text for equals-ignore-case',
  ],
  [
    'a numeric matcher with a text',
    scan({ 'finding-severity-counts': { CRITICAL: [{ numeric: ['>', '0'] }] } }),
    'detail.finding-severity-counts.CRITICAL[0].numeric is [">","0"] but must be a list of comparisons and numbers, such ' +
      'as [">", 0]',
  ],
  [
    'a numeric matcher on a text',
    image({ 'image-tag': [{ numeric: ['>', 1] }] }),
    'detail.image-tag[0] is {"numeric":[">",1]} but must match a text, as in events of the type ECR Image Action',
  ],
  [
    'a number for a text',
    { ...IMAGE, account: [111122223333] },
    'account[0] is 111122223333 but must match a text, as in events',
  ],
  [
    'a text for a count',
    scan({ 'finding-severity-counts': { HIGH: ['1'] } }),
    'detail.finding-severity-counts.HIGH[0] is "1" but must match a number, as in events of the type ECR Image Scan',
  ],
  [
    'a prefix of a count',
    scan({ 'finding-severity-counts': { HIGH: [{ prefix: '1' }] } }),
    'detail.finding-severity-counts.HIGH[0] is {"prefix":"1"} but must match a number, as in events of the type ECR ' +
      'Image Scan',
  ],
  [
    'a suffix of a value in lower case',
    image({ 'action-type': [{ suffix: 'class' }] }),
    'detail.action-type[0] is {"suffix":"class"} but must be one of PUSH, DELETE, UPDATE_STORAGE_CLASS, as in events of ' +
      'the type ECR Image Action',
  ],
  [
    'a prefix with an asterisk',
    image({ 'image-tag': [{ prefix: 'v*' }] }),
    'detail.image-tag[0] is {"prefix":"v*"} but must be a matcher such as {"wildcard": "v*"}: no tag has "*"',
  ],
  [
    'a name with an asterisk',
    image({ 'repository-name': ['team/*'] }),
    'detail.repository-name[0] is "team/*" but must be a matcher such as {"wildcard": "team/*"}: the name of no ' +
      'repository has "*"',
  ],
  [
    'a name in upper case',
    image({ 'repository-name': [{ prefix: 'Team/' }] }),
    'detail.repository-name[0] is {"prefix":"Team/"} but must be in lower case, as the names of repositories are',
  ],
  [
    'a prefix of a type in lower case',
    { source: ['aws.ecr'], 'detail-type': [{ prefix: 'ECR image' }] },
    'detail-type[0] is {"prefix":"ECR image"} but must match the name of a type of events, such as ECR Image Action',
  ],
  [
    'a prefix of a type whose fields have other names',
    { source: ['aws.ecr'], 'detail-type': [{ prefix: 'ECR Image' }], detail: { repositoryName: ['team/api'] } },
    'detail.repositoryName is ["team/api"] but must be called repository-name, as in events of the type ECR Image Action',
  ],
  ['a source in upper case', { ...IMAGE, source: ['aws.ECR'] }, 'source[0] is "aws.ECR" but must be aws.ecr'],
  [
    'a field of events in upper case',
    { source: ['aws.ecr'], 'Detail-Type': ['ECR Image Action'] },
    'Detail-Type is ["ECR Image Action"] but must be called detail-type',
  ],
  ['a source field in upper case', { Source: ['aws.ecr'] }, 'Source is ["aws.ecr"] but must be called source'],
  [
    'a malformed alternative beside a sound one',
    image({ $or: [{ 'image-tag': ['latest'] }, { 'image-tag': 'v1' }] }),
    'detail.image-tag is "v1" but must be a list',
  ],
])('reports %s', (_, pattern, text) => {
  expect(found(pattern)).toEqual([`eventPattern: ${text}`]);
});

test.each<[string, object, string]>([
  [
    'an operator',
    image({ 'image-tag': [{ contains: 'rc' }] }),
    'detail.image-tag[0].contains is "rc", which is in no operator that the library knows; it knows prefix, suffix, ' +
      'wildcard, equals-ignore-case, cidr, anything-but, exists, numeric',
  ],
  [
    'a field of events of another service',
    scan({ severity: ['CRITICAL'] }),
    'detail.severity is ["CRITICAL"], which is in no field of events of the type ECR Image Scan that the library knows; ' +
      'it knows scan-status, repository-name, image-digest, image-tags, finding-severity-counts',
  ],
  [
    'a type by its start',
    { source: ['aws.ecr'], 'detail-type': [{ prefix: 'ECR Push' }] },
    'detail-type[0] is {"prefix":"ECR Push"}, which is no type of events that the library knows',
  ],
])('warns of %s that the library does not know', (_, pattern, text) => {
  expect(found(pattern)).toEqual([expect.stringContaining(`unknownName: ${text}`)]);
});

test.each<[string, object]>([
  ['exists on a text', image({ 'image-tag': [{ exists: true }] })],
  ['exists on a field of an object', scan({ 'finding-severity-counts': { CRITICAL: [{ exists: true }] } })],
  ['exists on a list of texts', scan({ 'image-tags': [{ exists: true }] })],
  ['exists on a field that the library does not know', finding({ newField: [{ exists: true }] })],
  ['the absence of an object', finding({ packageVulnerabilityDetails: [{ exists: false }] })],
  ['null where a call has no parameters', call({ requestParameters: [null] })],
  ['null where a call has no answer', call({ responseElements: [null] })],
  ['null in a field that the library does not know', finding({ newField: [null] })],
  ['a number for a count', scan({ 'finding-severity-counts': { CRITICAL: [0, { numeric: ['>', 1, '<=', 5] }] } })],
  ['anything but a number', scan({ 'finding-severity-counts': { CRITICAL: [{ 'anything-but': 0 }] } })],
  ['a score', finding({ inspectorScore: [{ numeric: ['>=', 9] }] })],
  ['booleans of a call', call({ readOnly: [false] })],
  ['an address range', call({ sourceIPAddress: [{ cidr: '10.0.0.0/8' }] })],
  ['a value in any case', image({ 'action-type': [{ 'equals-ignore-case': 'push' }] })],
  ['a name in any case', image({ 'repository-name': [{ 'equals-ignore-case': 'Team/API' }] })],
  ['a prefix in any case', image({ 'action-type': [{ prefix: { 'equals-ignore-case': 'pu' } }] })],
  ['a suffix', image({ 'repository-name': [{ suffix: '/api' }], 'image-tag': [{ suffix: '.1' }] })],
  ['a suffix of a value', image({ 'action-type': [{ suffix: '_CLASS' }] })],
  ['anything but values', image({ 'image-tag': [{ 'anything-but': ['latest', 'dev'] }] })],
  ['anything but a prefix', image({ 'image-tag': [{ 'anything-but': { prefix: 'pr-' } }] })],
  ['anything but several prefixes', image({ 'image-tag': [{ 'anything-but': { prefix: ['pr-', 'dev-'] } }] })],
  ['anything but a wildcard', image({ 'repository-name': [{ 'anything-but': { wildcard: 'sandbox/*' } }] })],
  ['a wildcard in a name', image({ 'repository-name': [{ wildcard: 'team/*/api' }] })],
  ['a type by its start', { source: ['aws.ecr'], 'detail-type': [{ prefix: 'ECR Image' }] }],
  ['types by their end', { source: ['aws.ecr'], 'detail-type': [{ suffix: ' Action' }] }],
  ['a type in any case', { source: ['aws.ecr'], 'detail-type': [{ 'equals-ignore-case': 'ecr image action' }] }],
  ['all but a type', { source: ['aws.ecr'], 'detail-type': [{ 'anything-but': ['ECR Image Scan'] }] }],
  [
    'types of Amazon Inspector by their start',
    { source: ['aws.inspector2'], 'detail-type': [{ prefix: 'Inspector2' }] },
  ],
  ['the reason of a failed call', call({ errorCode: [{ exists: true }] })],
  ['alternatives in the detail', image({ $or: [{ 'image-tag': ['latest'] }, { result: [{ prefix: 'FAIL' }] }] })],
])('does not report %s', (_, pattern) => {
  expect(found(pattern)).toEqual([]);
});
