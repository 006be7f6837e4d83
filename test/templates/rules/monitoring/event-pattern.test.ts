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
  // The L1 refuses texts, which CloudFormation accepts.
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

function textsOf(pattern: unknown, build: (stack: Stack) => void = () => {}, by = rule): string[] {
  return findingsOfRule(by, (stack) => {
    build(stack);
    ruleWith(stack, pattern);
  }).map(({ at, text }) => `${at.replace('Properties/EventPattern', '')}: ${text.split('. ')[0]}`);
}

testRuleTable({
  rule,
  l1: (stack) => ruleWith(stack, image({ repositoryName: ['team/api'] })),
  l2: (stack) =>
    new events.Rule(stack, 'Bad', { eventPattern: { source: ['aws.ecr'], detailType: ['ECR image action'] } }),
  override: (stack) => {
    const bad = new PrivateRepository(stack, 'Bad', { repositoryName: 'team/api' });
    const pushed = RepositoryEvents.fromRepository(bad).onImagePushed('Pushed').node.defaultChild as events.CfnRule;
    pushed.addPropertyOverride('EventPattern.detail.action-type', ['Push']);
  },
  passes: (stack) => ruleWith(stack, image({ 'action-type': ['PUSH'], result: ['SUCCESS'] })),
});

test('reports what no event has, and what it has instead', () => {
  const patterns = [
    image({ repositoryName: ['team/api'] }),
    image({ result: ['Success'] }),
    image({ result: 'SUCCESS' }),
    image({ 'repository-name': ['arn:aws:ecr:eu-west-1:111122223333:repository/team/api'] }),
    image({}, { resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/team/api'] }),
    image({ 'image-tag': ['v*'] }),
    finding({ severity: ['UNDEFINED'] }),
    { source: ['aws.ecr'], detailType: ['ECR Image Action'] },
    { source: 'aws.ecr' },
    { source: ['ecr.amazonaws.com'], 'detail-type': ['ECR Image Action'] },
    { source: ['aws.s3'], 'detail-type': ['ECR Image Action'] },
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
      "/detail/repositoryName: EventPattern.detail.repositoryName is ["team/api"] but must be called repository-name, as in events of the type ECR Image Action",
      "/detail/result/0: EventPattern.detail.result[0] is "Success" but must be one of SUCCESS, FAILURE, FAILED or the like, as in events of the type ECR Image Action",
      "/detail/result: EventPattern.detail.result is "SUCCESS" but must be a list",
      "/detail/repository-name/0: EventPattern.detail.repository-name[0] is "arn:aws:ecr:eu-west-1:111122223333:repository/team/api" but must be the name of a repository, not its ARN, as in events of the type ECR Image Action",
      "/resources: EventPattern.resources is ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api"] but must be left out, as events of the type ECR Image Action have none (their detail has repository-name)",
      "/detail/image-tag/0: EventPattern.detail.image-tag[0] is "v*" but must be a matcher such as {"wildcard": "v*"}: no tag has "*"",
      "/detail/severity/0: EventPattern.detail.severity[0] is "UNDEFINED" but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, as in events of the type Inspector2 Finding",
      "/detailType: EventPattern.detailType is ["ECR Image Action"] but must be called detail-type",
      "/source: EventPattern.source is "aws.ecr" but must be a list",
      "/source/0: EventPattern.source[0] is "ecr.amazonaws.com" but must be aws.ecr",
      "/source: EventPattern.source is ["aws.s3"] but must be aws.ecr, where events of the type ECR Image Action come from",
      "/detail-type/0: EventPattern.detail-type[0] is "Inspector2 Finding" but must be a type of events of aws.ecr; events of this type come from aws.inspector2",
      "/detail-type/0: EventPattern.detail-type[0] is "ECR Image Scan" but must be a type of events of aws.inspector2; events of this type come from aws.ecr",
      "/resources/0: EventPattern.resources[0] is "team/api" but must be the ARN of a repository, not its name, as in events of the type ECR Image Scan",
      "/detail/finding-severity-counts/Critical: EventPattern.detail.finding-severity-counts.Critical is [1] but must be called CRITICAL, as in events of the type ECR Image Scan",
      "/detail/image-tag: EventPattern.detail.image-tag is ["v1"] but must be called image-tags, as in events of the type ECR Image Scan",
      "/detail/scanType: EventPattern.detail.scanType is ["ENHANCED"] but must be called scan-type, as in events of the type ECR Scan Resource Change",
      "/detail/source-region: EventPattern.detail.source-region is "111122223333/eu-west-1" but must be another registry, because the events of a replication arrive at its destination",
      "/detail/event-name: EventPattern.detail.event-name is ["PutImage"] but must be called eventName, as in events of the type AWS API Call via CloudTrail",
      "/detail/severity/0: EventPattern.detail.severity[0] is "Critical" but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, as in events of the type Inspector2 Finding",
      "/detail/severity/1: EventPattern.detail.severity[1] is "High" but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, as in events of the type Inspector2 Finding",
      "/detail/status/0: EventPattern.detail.status[0] is "Active" but must be one of ACTIVE, SUPPRESSED, CLOSED, as in events of the type Inspector2 Finding",
      "/detail/resources/details/awsEcrContainerImage/repository-name: EventPattern.detail.resources.details.awsEcrContainerImage.repository-name is ["team/api"] but must be called repositoryName, as in events of the type Inspector2 Finding",
      "/detail/repository-name/0: EventPattern.detail.repository-name[0] is "team/api" but must be the ARN of a repository, not its name, as in events of the type Inspector2 Scan",
      "/detail/repository-name/0: EventPattern.detail.repository-name[0] is {"prefix":"team/"} but must be the ARN of a repository, not its name, as in events of the type Inspector2 Scan",
      "/detail/finding-severity-counts/critical: EventPattern.detail.finding-severity-counts.critical is [{"numeric":[">",0]}] but must be called CRITICAL, as in events of the type Inspector2 Scan",
    ]
  `);
});

test('reports an unknown name, with the nearest known one', () => {
  const patterns = [
    image({ digest: ['sha256:1'] }),
    image({ 'image-dgest': ['sha256:1'] }),
    image({ 'action-type': ['PUT'] }),
    image({ 'action-type': ['PUSH', 'PUT'] }),
    image({ 'action-type': [{ prefix: 'REPLICA' }] }),
    image({ result: ['done'] }),
    finding({ severity: ['SEVERE', 'High'] }),
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Push'] },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Action', 'ECR Image Push'] },
    { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], detail: { 'finding-severity-counts': { CRITCAL: [1] } } },
    { source: ['aws.ecr'], regions: ['eu-west-1'], rgion: ['eu-west-1'] },
    { source: ['aws.ecr'], rgion: ['eu-west-1'] },
  ];
  const texts = patterns.map((pattern) => textsOf(pattern, undefined, EcrRule.UNKNOWN_NAME));
  expect(texts.flat()).toMatchInlineSnapshot(`
    [
      "/detail/digest: EventPattern.detail.digest is ["sha256:1"], which is in no field of events of the type ECR Image Action that the library knows; it knows result, repository-name, image-digest, action-type, image-tag, target-storage-class, manifest-media-type, artifact-media-type, last-activated-at",
      "/detail/image-dgest: EventPattern.detail.image-dgest is ["sha256:1"], which is in no field of events of the type ECR Image Action that the library knows; the nearest is "image-digest"",
      "/detail/action-type/0: EventPattern.detail.action-type[0] is "PUT", which is no value in events of the type ECR Image Action that the library knows; it knows PUSH, DELETE, UPDATE_STORAGE_CLASS",
      "/detail/action-type/1: EventPattern.detail.action-type[1] is "PUT", which is no value in events of the type ECR Image Action that the library knows; it knows PUSH, DELETE, UPDATE_STORAGE_CLASS",
      "/detail/action-type/0: EventPattern.detail.action-type[0] is {"prefix":"REPLICA"}, which is no value in events of the type ECR Image Action that the library knows; it knows PUSH, DELETE, UPDATE_STORAGE_CLASS",
      "/detail/result/0: EventPattern.detail.result[0] is "done", which is no value in events of the type ECR Image Action that the library knows; it knows SUCCESS, FAILURE, FAILED",
      "/detail/severity/0: EventPattern.detail.severity[0] is "SEVERE", which is no value in events of the type Inspector2 Finding that the library knows; it knows CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED",
      "/detail-type/0: EventPattern.detail-type[0] is "ECR Image Push", which is no type of events that the library knows; the nearest is "ECR Image Scan"",
      "/detail-type/1: EventPattern.detail-type[1] is "ECR Image Push", which is no type of events that the library knows; the nearest is "ECR Image Scan"",
      "/detail/finding-severity-counts/CRITCAL: EventPattern.detail.finding-severity-counts.CRITCAL is [1], which is in no field of events of the type ECR Image Scan that the library knows; the nearest is "CRITICAL"",
      "/rgion: EventPattern.rgion is ["eu-west-1"], which is in no field of events that the library knows; the nearest is "region"",
      "/rgion: EventPattern.rgion is ["eu-west-1"], which is in no field of events that the library knows; the nearest is "region"",
    ]
  `);
});

test('reports an unknown name under a rule of its own, and the certain mistakes beside it', () => {
  const both = image({ digest: ['sha256:1'], repositoryName: ['team/api'] });
  expect(textsOf(both)).toHaveLength(1);
  expect(textsOf(both, undefined, EcrRule.UNKNOWN_NAME)).toHaveLength(1);
  expect(textsOf(image({ 'action-type': ['PUT', 'push'] }))).toEqual([]);
  expect(textsOf(image({ 'action-type': ['PUT', 'push'] }), undefined, EcrRule.UNKNOWN_NAME)).toHaveLength(1);
});

test('reports events that the scanning of the registry does not send', () => {
  const basic = { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'] };
  const enhanced = finding({ resources: { type: ['AWS_ECR_CONTAINER_IMAGE'] } });
  expect(textsOf(basic, (stack) => registryOf(stack, 'BASIC'))).toEqual([]);
  expect(textsOf(enhanced, (stack) => registryOf(stack, 'ENHANCED'))).toEqual([]);
  expect([
    ...textsOf(basic, (stack) => registryOf(stack, 'ENHANCED')),
    ...textsOf(enhanced, (stack) => registryOf(stack, 'BASIC')),
  ]).toMatchInlineSnapshot(`
    [
      "/detail-type: EventPattern.detail-type is "ECR Image Scan" but must be a type of events that the registry has: its scanning (Stack/Scanning) is ENHANCED",
      "/detail-type: EventPattern.detail-type is "Inspector2 Finding" but must be a type of events that the registry has: its scanning (Stack/Scanning) is BASIC",
    ]
  `);
});

test('reports the ARN of a repository if events have its name, and its name if they have its ARN', () => {
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
    'Amazon ECR together with other services',
    { source: ['aws.ecr', 'aws.ecs'], 'detail-type': ['ECS Task State Change', 'ECR Image Action'] },
  ],
  ['custom events', { source: ['com.example'], 'detail-type': ['ECR Image Promoted'] }],
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
  ['absent fields', image({ repositoryName: [{ exists: false }], 'image-tag': [{ exists: false }] })],
  ['absent resources', image({}, { resources: [{ exists: false }] })],
  ['all but success', image({ result: [{ 'anything-but': ['SUCCESS'] }] })],
  ['a value that AWS has not published', image({ result: ['FAILURE'] })],
  [
    'wildcards',
    image({ 'image-tag': [{ wildcard: 'v*' }], 'action-type': [{ prefix: 'PU' }, { wildcard: '*_CLASS' }] }),
  ],
  ['one alternative', image({ $or: [{ 'image-tag': ['latest'] }, { 'image-tag': [{ prefix: 'v' }] }] })],
  [
    'alternatives at the top',
    { $or: [{ source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] }, { source: ['com.example'] }] },
  ],
  ['a pattern that is a text', JSON.stringify(image({ 'action-type': ['PUSH'] }))],
  ['a text that is not JSON', 'ecr'],
  [
    'calls of the API',
    {
      source: ['aws.ecr'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventName: ['PutImage'], requestParameters: { repositoryName: ['team/api'] } },
    },
  ],
  [
    'events about artifacts',
    { source: ['aws.ecr'], 'detail-type': ['ECR Artifact Action'], detail: { anything: ['x'] } },
  ],
  [
    'events about coverage',
    { source: ['aws.inspector2'], 'detail-type': ['Inspector2 Coverage'], detail: { anything: ['x'] } },
  ],
  ['findings about instances', finding({ severity: ['High'], resources: { type: ['AWS_EC2_INSTANCE'] } })],
  [
    'ARNs of scans',
    scanned({
      'repository-name': [{ prefix: 'arn:aws:ecr:eu-west-1:' }, { wildcard: 'arn:*:ecr:*' }, { suffix: '/api' }],
    }),
  ],
  [
    'a replication within the region',
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Replication Action'],
      detail: { 'source-region': [REGION], 'source-account': ['444455556666'] },
    },
  ],
])('does not report a pattern for %s', (_, pattern) => {
  expect(textsOf(pattern)).toEqual([]);
});

const replicated = (detail: object) => ({ source: ['aws.ecr'], 'detail-type': ['ECR Replication Action'], detail });
const called = (requestParameters: object) => ({
  source: ['aws.ecr'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: ['ecr.amazonaws.com'], requestParameters },
});
const basic = (detail: object) => ({ source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], detail });

test('reports fields at another place, resource types, URIs and choices that no event has', () => {
  const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api';
  const patterns = [
    finding({ 'repository-name': ['team/api'] }),
    finding({ 'image-tags': ['latest'] }),
    finding({ 'image-digest': ['sha256:0a'] }),
    finding({ resources: { type: ['AWS_ECR_IMAGE'] } }),
    finding({ resources: { type: ['AWS_ECR_CONTAINER'] } }),
    called({ 'repository-name': ['team/api'] }),
    called({ RepositoryName: ['team/api'] }),
    image({ 'repository-name': [uri] }),
    image({ 'repository-name': [{ suffix: `${uri}:v1` }] }),
    replicated({ 'source-region': [REGION] }),
    basic({ $or: [{ repositoryName: ['team/api'] }, { 'scan-status': ['FAILED'] }] }),
  ];
  const texts = patterns.map((pattern) => textsOf(pattern));
  expect(texts.map(({ length }) => length)).toEqual(patterns.map(() => 1));
  expect(texts.flat()).toMatchInlineSnapshot(`
    [
      "/detail/repository-name: EventPattern.detail.repository-name is ["team/api"] but must stand at detail.resources.details.awsEcrContainerImage.repositoryName, as in events of the type Inspector2 Finding",
      "/detail/image-tags: EventPattern.detail.image-tags is ["latest"] but must stand at detail.resources.details.awsEcrContainerImage.imageTags, as in events of the type Inspector2 Finding",
      "/detail/image-digest: EventPattern.detail.image-digest is ["sha256:0a"] but must have a name in camel case, such as awsAccountId: events of the type Inspector2 Finding have no hyphens",
      "/detail/resources/type/0: EventPattern.detail.resources.type[0] is "AWS_ECR_IMAGE" but must be one of AWS_ECR_CONTAINER_IMAGE, AWS_ECR_REPOSITORY, AWS_EC2_INSTANCE, AWS_LAMBDA_FUNCTION or the like, as in events of the type Inspector2 Finding",
      "/detail/resources/type/0: EventPattern.detail.resources.type[0] is "AWS_ECR_CONTAINER" but must be one of AWS_ECR_CONTAINER_IMAGE, AWS_ECR_REPOSITORY, AWS_EC2_INSTANCE, AWS_LAMBDA_FUNCTION or the like, as in events of the type Inspector2 Finding",
      "/detail/requestParameters/repository-name: EventPattern.detail.requestParameters.repository-name is ["team/api"] but must be called repositoryName, as in events of the type AWS API Call via CloudTrail",
      "/detail/requestParameters/RepositoryName: EventPattern.detail.requestParameters.RepositoryName is ["team/api"] but must be called repositoryName, as in events of the type AWS API Call via CloudTrail",
      "/detail/repository-name/0: EventPattern.detail.repository-name[0] is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api" but must be the name of a repository, not its URI, as in events of the type ECR Image Action",
      "/detail/repository-name/0: EventPattern.detail.repository-name[0] is {"suffix":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1"} but must be the name of a repository, not its URI, as in events of the type ECR Image Action",
      "/detail/source-region: EventPattern.detail.source-region is "eu-west-1" but must be another region, or have a source-account beside it: the events of a replication arrive at its destination, so that those from this registry arrive elsewhere",
      "/detail/repositoryName: EventPattern.detail.repositoryName is ["team/api"] but must be called repository-name, as in events of the type ECR Image Scan",
    ]
  `);
});

test('reports the URI of a repository of the app', () => {
  const found = findingsOfRule(rule, (stack) =>
    ruleWith(stack, image({ 'repository-name': [new ecr.CfnRepository(stack, 'Api').attrRepositoryUri] })),
  );
  expect(found.map(({ text }) => text.split('. ')[0])).toMatchInlineSnapshot(`
    [
      "EventPattern.detail.repository-name[0] is "\${Api.RepositoryUri}" but must be the name of a repository, not its URI, as in events of the type ECR Image Action",
    ]
  `);
});

test.each<[string, object]>([
  [
    'a choice that matches beside one choice of another',
    {
      $or: [
        { 'detail-type': ['ECR Image Scan'], detail: { 'scan-status': ['FAILED'] } },
        { 'detail-type': ['ECR Image Action'], detail: { 'action-type': ['PUSH'] } },
      ],
      source: ['aws.ecr'],
    },
  ],
  ['several names of repositories in a call', called({ repositoryNames: ['team/api'] })],
  ['other parameters of a call', called({ maxResults: [{ exists: true }] })],
])('does not report a pattern for %s', (_, pattern) => {
  expect(textsOf(pattern)).toEqual([]);
});

test('does not report a replication within the region if the registry policy lets others replicate', () => {
  const principal = { AWS: 'arn:aws:iam::444455556666:root' };
  const resource = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/*`;
  const statement = { Effect: 'Allow', Principal: principal, Action: 'ecr:ReplicateImage', Resource: resource };
  const receive = (stack: Stack) =>
    new ecr.CfnRegistryPolicy(stack, 'Policy', { policyText: { Version: '2012-10-17', Statement: [statement] } });
  expect(textsOf(replicated({ 'source-region': [REGION] }), receive)).toEqual([]);
});

test('reports scans of images of the registry that are named by their ARNs if Amazon Inspector scans none', () => {
  const resources = [{ prefix: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/` }];
  const found = (more: object) =>
    textsOf({ source: ['aws.inspector2'], 'detail-type': ['Inspector2 Scan'], ...more }, (stack) =>
      registryOf(stack, 'BASIC'),
    );
  expect(found({ resources })).toHaveLength(1);
  expect(found({ detail: { 'repository-name': resources } })).toHaveLength(1);
  expect(found({ resources: [{ prefix: `arn:aws:ecr:${REGION}:444455556666:repository/` }] })).toEqual([]);
});

test('does not report a pattern with too many alternatives', () => {
  const either = { $or: [{ result: ['x'] }, { result: ['y'] }] };
  const detail = { a: either, b: either, c: either, d: either, e: either, f: either, g: either };
  expect(textsOf(image(detail))).toEqual([]);
});

test('does not report values known only at deployment', () => {
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
  ['another event bus', { eventBusName: 'security' }, {}],
  ['another account', {}, { account: ['444455556666'] }],
])('does not report events that the registry does not send if they come from %s', (_, props, more) => {
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
])('does not report findings of Amazon Inspector that may come from member accounts, %s', (_, pattern) => {
  expect(textsOf(pattern, (stack) => registryOf(stack, 'BASIC'))).toEqual([]);
});
