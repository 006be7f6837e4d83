import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RepositoryEvents } from '../../../../src/facades/repository-events';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, findingsOfRule, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.EVENT_PATTERN;

function ruleWith(stack: Stack, eventPattern: unknown, props: events.CfnRuleProps = {}): void {
  // Texts, which CloudFormation takes, are refused by the L1.
  new events.CfnRule(stack, 'Bad', { ...props, eventPattern: {} }).addPropertyOverride('EventPattern', eventPattern);
}

function image(detail: object, more: object = {}): object {
  return { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail, ...more };
}

function finding(detail: object, more: object = {}): object {
  return { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Finding'], detail, ...more };
}

function scanned(detail: object): object {
  return { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Scan'], detail };
}

function registryOf(stack: Stack, scanType: string): void {
  new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType, rules: [] });
}

function textsOf(pattern: unknown, build: (stack: Stack) => void = () => {}): string[] {
  return findingsOfRule(rule, (stack) => {
    build(stack);
    ruleWith(stack, pattern);
  }).map(({ at, text }) => `${at.replace('Properties/EventPattern', '')}: ${text.split('. ')[0]}`);
}

testRuleTable({
  rule,
  l1: (stack) => ruleWith(stack, image({ repositoryName: ['team/api'] })),
  l2: (stack) =>
    new events.Rule(stack, 'Bad', { eventPattern: { source: ['aws.ecr'], detailType: ['ECR Image Pushed'] } }),
  override: (stack) => {
    const bad = new PrivateRepository(stack, 'Bad', { repositoryName: 'team/api' });
    const pushed = RepositoryEvents.fromRepository(bad).onImagePushed('Pushed').node.defaultChild as events.CfnRule;
    pushed.addPropertyOverride('EventPattern.detail.action-type', ['PUT']);
  },
  passes: (stack) => ruleWith(stack, image({ 'action-type': ['PUSH'], result: ['SUCCESS'] })),
});

test('says what no event has', () => {
  const patterns = [
    image({ repositoryName: ['team/api'] }),
    image({ digest: ['sha256:1'] }),
    image({ 'action-type': ['PUT'] }),
    image({ 'action-type': ['PUSH', 'PUT'] }),
    image({ result: ['Success'] }),
    image({ result: 'SUCCESS' }),
    image({ 'repository-name': ['arn:aws:ecr:eu-west-1:111122223333:repository/team/api'] }),
    image({}, { resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/team/api'] }),
    { source: ['aws.ecr'], detailType: ['ECR Image Action'] },
    { source: 'aws.ecr' },
    { source: ['ecr.amazonaws.com'], 'detail-type': ['ECR Image Action'] },
    { source: ['aws.s3'], 'detail-type': ['ECR Image Action'] },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Push'] },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Action', 'ECR Image Push'] },
    { source: ['aws.ecr'], 'detail-type': ['Inspector2 Finding'] },
    { source: ['aws.inspector2'], 'detail-type': ['ECR Image Scan'] },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], resources: ['team/api'] },
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Scan'],
      detail: { 'finding-severity-counts': { Critical: [1] } },
    },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], detail: { 'image-tag': ['v1'] } },
    { source: ['aws.ecr'], 'detail-type': ['ECR Scan Resource Change'], detail: { scanType: ['ENHANCED'] } },
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Replication Action'],
      detail: { 'source-account': [ACCOUNT], 'source-region': [REGION] },
    },
    {
      source: ['aws.ecr'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { 'event-name': ['PutImage'], eventSource: ['ecr.amazonaws.com'] },
    },
    finding({ severity: ['Critical', 'High'] }),
    finding({ severity: ['CRITICAL', 'High'] }),
    finding({ status: ['Active'] }),
    finding({ resources: { details: { awsEcrContainerImage: { 'repository-name': ['team/api'] } } } }),
    scanned({ 'repository-name': ['team/api'] }),
    scanned({ 'repository-name': [{ prefix: 'team/' }] }),
    scanned({ 'finding-severity-counts': { critical: [{ numeric: ['>', 0] }] } }),
  ];
  const texts = patterns.map((pattern) => textsOf(pattern));
  expect(texts.map(({ length }) => length)).toEqual(patterns.map(() => 1));
  expect(texts.flat()).toMatchInlineSnapshot(`
   [
     "/detail/repositoryName: an event of the type ECR Image Action has no field detail.repositoryName, but detail.repository-name, so that no event matches",
     "/detail/digest: an event of the type ECR Image Action has no field detail.digest, only result, repository-name, image-digest, action-type, image-tag, target-storage-class, manifest-media-type, artifact-media-type, last-activated-at, so that no event matches",
     "/detail/action-type: an event of the type ECR Image Action has only PUSH, DELETE, UPDATE_STORAGE_CLASS there: detail.action-type is PUT, so that no event matches",
     "/detail/action-type: an event of the type ECR Image Action has only PUSH, DELETE, UPDATE_STORAGE_CLASS there: detail.action-type is PUT, so that this value matches nothing",
     "/detail/result: an event of the type ECR Image Action has only SUCCESS, FAILURE, FAILED or the like there: detail.result is Success, so that no event matches",
     "/detail/result: detail.result is no list, as EventBridge asks for, so that no event matches",
     "/detail/repository-name: an event of the type ECR Image Action has the name of a repository there, not its ARN: detail.repository-name is arn:aws:ecr:eu-west-1:111122223333:repository/team/api, so that no event matches",
     "/resources: the list of resources of an event of the type ECR Image Action is empty (its detail has repository-name), so that no event matches",
     "/detailType: an event has no field detailType, but detail-type, so that no event matches",
     "/source: source is no list, as EventBridge asks for, so that no event matches",
     "/source: events come from aws.ecr, not from ecr.amazonaws.com, so that no event matches",
     "/source: events of the type ECR Image Action come from aws.ecr, not from aws.s3, so that no event matches",
     "/detail-type: there is no event of the type ECR Image Push, so that no event matches",
     "/detail-type: there is no event of the type ECR Image Push, so that this value matches nothing",
     "/detail-type: events of the type Inspector2 Finding come from aws.inspector2, not from aws.ecr, so that no event matches",
     "/detail-type: events of the type ECR Image Scan come from aws.ecr, not from aws.inspector2, so that no event matches",
     "/resources: an event of the type ECR Image Scan has the ARN of a repository there, not its name: resources is team/api, so that no event matches",
     "/detail/finding-severity-counts/Critical: an event of the type ECR Image Scan has no field detail.finding-severity-counts.Critical, but detail.finding-severity-counts.CRITICAL, so that no event matches",
     "/detail/image-tag: an event of the type ECR Image Scan has no field detail.image-tag, but detail.image-tags, so that no event matches",
     "/detail/scanType: an event of the type ECR Scan Resource Change has no field detail.scanType, but detail.scan-type, so that no event matches",
     "/detail/source-region: events of a replication arrive at its destination, never at its source 111122223333/eu-west-1, so that no event matches",
     "/detail/event-name: an event of the type AWS API Call via CloudTrail has no field detail.event-name, but detail.eventName, so that no event matches",
     "/detail/severity: an event of the type Inspector2 Finding has only CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED there: detail.severity is Critical, so that no event matches",
     "/detail/severity: an event of the type Inspector2 Finding has only CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED there: detail.severity is High, so that this value matches nothing",
     "/detail/status: an event of the type Inspector2 Finding has only ACTIVE, SUPPRESSED, CLOSED there: detail.status is Active, so that no event matches",
     "/detail/resources/details/awsEcrContainerImage/repository-name: an event of the type Inspector2 Finding has no field detail.resources.details.awsEcrContainerImage.repository-name, but detail.resources.details.awsEcrContainerImage.repositoryName, so that no event matches",
     "/detail/repository-name: an event of the type Inspector2 Scan has the ARN of a repository there, not its name: detail.repository-name is team/api, so that no event matches",
     "/detail/repository-name: an event of the type Inspector2 Scan has the ARN of a repository there, not its name: detail.repository-name is {"prefix":"team/"}, so that no event matches",
     "/detail/finding-severity-counts/critical: an event of the type Inspector2 Scan has no field detail.finding-severity-counts.critical, but detail.finding-severity-counts.CRITICAL, so that no event matches",
   ]
  `);
});

test('knows who scans', () => {
  const basic = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
  const enhanced = finding({ resources: { type: ['AWS_ECR_CONTAINER_IMAGE'] } });
  expect(textsOf(basic, (stack) => registryOf(stack, 'BASIC'))).toEqual([]);
  expect(textsOf(enhanced, (stack) => registryOf(stack, 'ENHANCED'))).toEqual([]);
  expect([
    ...textsOf(basic, (stack) => registryOf(stack, 'ENHANCED')),
    ...textsOf(enhanced, (stack) => registryOf(stack, 'BASIC')),
  ]).toMatchInlineSnapshot(`
   [
     "/detail-type: the scanning of the registry (Stack/Scanning) is ENHANCED, which has no events of the type ECR Image Scan, so that no event matches",
     "/detail-type: the scanning of the registry (Stack/Scanning) is BASIC, which has no events of the type Inspector2 Finding, so that no event matches",
   ]
  `);
});

test('knows the form in which a repository is named', () => {
  const found = (pattern: (repository: ecr.CfnRepository) => object) =>
    findingsOfRule(rule, (stack) => ruleWith(stack, pattern(new ecr.CfnRepository(stack, 'Api'))));
  expect(found(({ ref }) => image({ 'repository-name': [ref] }))).toEqual([]);
  expect(found(({ attrArn }) => image({ 'repository-name': [attrArn] }))).toHaveLength(1);
  expect(found(({ attrArn }) => scanned({ 'repository-name': [attrArn] }))).toEqual([]);
  expect(found(({ ref }) => scanned({ 'repository-name': [ref] }))).toHaveLength(1);
});

test.each<[string, unknown]>([
  [
    'the reason of a failed pull-through cache',
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Pull Through Cache Action'],
      detail: { 'failure-code': [{ exists: true }], 'failure-reason': [{ wildcard: '*credentials*' }] },
    },
  ],
  ['other services', { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucketName: ['x'] } }],
  [
    'other services as well',
    { source: ['aws.ecr', 'aws.ecs'], 'detail-type': ['ECS Task State Change', 'ECR Image Action'] },
  ],
  ['events of one’s own', { source: ['com.example'], 'detail-type': ['ECR Image Promoted'] }],
  ['all events', { source: ['aws.ecr'] }],
  ['sources by prefix', { source: [{ prefix: 'aws.ecr' }], 'detail-type': ['ECR Image Action'] }],
  ['types by prefix', { source: ['aws.ecr'], 'detail-type': [{ prefix: 'ECR' }] }],
  [
    'several types',
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Action', 'ECR Replication Action'],
      detail: { 'action-type': ['PUSH', 'REPLICATE'] },
    },
  ],
  ['what is absent', image({ repositoryName: [{ exists: false }], 'image-tag': [{ exists: false }] })],
  ['absent resources', image({}, { resources: [{ exists: false }] })],
  ['all but success', image({ result: [{ 'anything-but': ['SUCCESS'] }] })],
  ['what AWS has not published', image({ result: ['FAILURE'] })],
  [
    'wildcards',
    image({ 'image-tag': [{ wildcard: 'v*' }], 'action-type': [{ prefix: 'PU' }, { wildcard: '*_CLASS' }] }),
  ],
  ['one alternative', image({ $or: [{ 'image-tag': ['latest'] }, { 'image-tag': [{ prefix: 'v' }] }] })],
  [
    'alternatives at the top',
    { $or: [{ source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] }, { source: ['com.example'] }] },
  ],
  ['a text', JSON.stringify(image({ 'action-type': ['PUSH'] }))],
  ['no JSON', 'ecr'],
  [
    'calls of the API',
    {
      source: ['aws.ecr'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventName: ['PutImage'], requestParameters: { repositoryName: ['team/api'] } },
    },
  ],
  ['artifacts', { source: ['aws.ecr'], 'detail-type': ['ECR Artifact Action'], detail: { anything: ['x'] } }],
  ['coverage', { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Coverage'], detail: { anything: ['x'] } }],
  ['instances', finding({ severity: ['High'], resources: { type: ['AWS_EC2_INSTANCE'] } })],
  [
    'ARNs of scans',
    scanned({
      'repository-name': [{ prefix: 'arn:aws:ecr:eu-west-1:' }, { wildcard: 'arn:*:ecr:*' }, { suffix: '/api' }],
    }),
  ],
  [
    'a replication within the region',
    { source: ['aws.ecr'], 'detail-type': ['ECR Replication Action'], detail: { 'source-region': [REGION] } },
  ],
])('leaves a pattern for %s alone', (_, pattern) => {
  expect(textsOf(pattern)).toEqual([]);
});

test('too many alternatives are not judged', () => {
  const either = { $or: [{ result: ['x'] }, { result: ['y'] }] };
  const detail = { a: either, b: either, c: either, d: either, e: either, f: either, g: either };
  expect(textsOf(image(detail))).toEqual([]);
});

test('what is known at deployment is not judged', () => {
  const found = findingsOfRule(rule, (stack) => {
    const { valueAsString: text } = new CfnParameter(stack, 'Text');
    ruleWith(stack, {
      source: ['aws.ecr'],
      'detail-type': [text],
      detail: { 'action-type': [text], result: [{ prefix: text }] },
    });
  });
  expect(found).toEqual([]);
});

test.each<[string, events.CfnRuleProps, object]>([
  ['a bus of its own', { eventBusName: 'security' }, {}],
  ['another account', {}, { account: ['444455556666'] }],
])('events from %s are not those of the registry', (_, props, more) => {
  const found = findingsOfRule(rule, (stack) => {
    registryOf(stack, 'ENHANCED');
    ruleWith(stack, { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], ...more }, props);
  });
  expect(found).toEqual([]);
});

test.each<[string, object]>([
  ['by account', finding({ awsAccountId: ['444455556666'], resources: { type: ['AWS_ECR_CONTAINER_IMAGE'] } })],
  ['by ARN', scanned({ 'repository-name': [{ wildcard: 'arn:aws:ecr:eu-west-1:*:repository/*' }] })],
  ['of all resources', finding({ severity: ['CRITICAL'] })],
])('an administrator of Amazon Inspector hears of members, %s', (_, pattern) => {
  expect(textsOf(pattern, (stack) => registryOf(stack, 'BASIC'))).toEqual([]);
});
