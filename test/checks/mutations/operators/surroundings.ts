import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ALL_PULLS } from '../../../../src/ecr/metrics';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { ACCOUNT, REGION } from '../../support';
import { OTHER } from '../apps/parts';
import type { Json, Site } from '../mutant';
import { setting, undecided } from '../operator';
import type { Context, Operator } from '../operator';

const { REPOSITORY, CREATION_TEMPLATE, KEY, TOPIC, TOPIC_POLICY, EVENT_RULE, ALARM } = ResourceType;

/** Whether repositories or creation templates of the same stack are encrypted with a key, and with which. */
const encrypts = (site: Site) =>
  [REPOSITORY, CREATION_TEMPLATE].some((type) =>
    site.specimen
      .placesOf(type)
      .some(({ resource }) => keyIn(site, resource.property('EncryptionConfiguration.KmsKey')) === site.original),
  );
const keyIn = (site: Site, value: unknown) => site.specimen.original.resourceOf(value);
const statements = (site: Site): Json[] => site.get('KeyPolicy.Statement') ?? [];
const allow = { Effect: 'Allow', Resource: '*' };
/** Whether the key policy of a key admits its account and nobody else. */
const isPlain = (site: Site) => encrypts(site) && site.stack.account === '111122223333' && statements(site).length > 0;
/** Whether a Deny of the policy limits grants. */
const hasDeny = (site: Site) => statements(site).some(({ Effect }) => Effect === 'Deny');

function keyStatement(name: string, statement: Json, sound: Record<string, Json>): Operator {
  const add = (site: Site, each: Json) => site.set('KeyPolicy.Statement', [...statements(site), { ...allow, ...each }]);
  return {
    rule: EcrRule.KEY_POLICY,
    name,
    on: [KEY],
    when: isPlain,
    change: (site) => add(site, statement),
    sound: [
      {
        name: 'the key encrypts no repository',
        when: (site) => !encrypts(site) && statements(site).length > 0 && !isOfTopic(site),
      },
      ...Object.entries(sound).map(([each, other]): Context => ({
        name: each,
        change: (site) => {
          site.set('KeyPolicy.Statement', statements(site).slice(0, -1));
          add(site, other);
        },
      })),
    ],
  };
}

const isOfTopic = (site: Site) =>
  site.specimen
    .placesOf(TOPIC)
    .some(({ resource }) => keyIn(site, resource.property('KmsMasterKeyId')) === site.original);
const stranger = { AWS: `arn:aws:iam::${OTHER}:root` };

const ownAccount = { AWS: 'arn:aws:iam::111122223333:root' };

const KEYS: readonly Operator[] = [
  {
    rule: EcrRule.KEY_ROTATION,
    name: 'the key of repositories is not rotated',
    on: [KEY],
    when: encrypts,
    change: setting({ EnableKeyRotation: false }),
    sound: [
      { name: 'the key encrypts no repository', when: (site) => !encrypts(site) },
      { name: 'its material is imported', change: setting({ Origin: 'EXTERNAL' }) },
      undecided('EnableKeyRotation'),
    ],
  },
  {
    rule: EcrRule.KEY_ROTATION,
    name: 'the rotation of the key is left out',
    on: [KEY],
    when: encrypts,
    change: setting({ EnableKeyRotation: undefined }),
    sound: [
      { name: 'the key encrypts no repository', when: (site) => !encrypts(site) },
      undecided('EnableKeyRotation'),
    ],
  },
  {
    rule: EcrRule.KEY_LOSS,
    name: 'the key of repositories is deleted with its stack',
    on: [KEY],
    when: encrypts,
    change: (site) => (site.json.DeletionPolicy = 'Delete'),
    sound: [{ name: 'the key encrypts no repository', when: (site) => !encrypts(site) }],
  },
  {
    rule: EcrRule.KEY_ROTATION,
    name: 'the key is rotated more often than KMS can',
    on: [KEY],
    when: encrypts,
    change: setting({ EnableKeyRotation: true, RotationPeriodInDays: 30 }),
    sound: [
      { name: 'it is rotated as often as KMS can', change: setting({ RotationPeriodInDays: 90 }) },
      { name: 'it is rotated as seldom as KMS can', change: setting({ RotationPeriodInDays: '2560' }) },
      undecided('RotationPeriodInDays', { when: encrypts }),
    ],
  },
  {
    rule: EcrRule.KEY_LOSS,
    name: 'the key waits for its deletion longer than KMS can',
    on: [KEY],
    when: encrypts,
    change: setting({ PendingWindowInDays: 31 }),
    sound: [
      { name: 'it waits as long as KMS can', change: setting({ PendingWindowInDays: 30 }) },
      { name: 'the key encrypts no repository', when: (site) => !encrypts(site) },
    ],
  },
  {
    rule: EcrRule.KEY_LOSS,
    name: 'the key of repositories is disabled',
    on: [KEY],
    when: encrypts,
    change: setting({ Enabled: false }),
    sound: [{ name: 'the key encrypts no repository', when: (site) => !encrypts(site) }, undecided('Enabled')],
  },
  keyStatement(
    'everybody may decrypt with the key of repositories',
    { Principal: { AWS: '*' }, Action: 'kms:Decrypt' },
    {
      'they may through Amazon ECR of the account': {
        Principal: { AWS: '*' },
        Action: 'kms:Decrypt',
        Condition: {
          StringEquals: {
            'kms:ViaService': 'ecr.eu-west-1.amazonaws.com',
            'kms:CallerAccount': '111122223333',
          },
        },
      },
    },
  ),
  keyStatement(
    'a statement of the key policy is about repositories',
    { Principal: ownAccount, Action: 'kms:DescribeKey', Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/*' },
    {
      'it is about the key': { Principal: ownAccount, Action: 'kms:DescribeKey' },
      'it is about keys of any account and region': {
        Principal: ownAccount,
        Action: 'kms:DescribeKey',
        Resource: 'arn:aws:kms:*:*:key/*',
      },
    },
  ),
  keyStatement(
    'another account may decrypt with the key',
    { Principal: stranger, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
    {
      'it may through Amazon ECR': {
        Principal: stranger,
        Action: 'kms:Decrypt',
        Condition: { StringLike: { 'kms:ViaService': 'ecr.*.amazonaws.com' } },
      },
      'it may see the key': { Principal: stranger, Action: 'kms:DescribeKey' },
    },
  ),
  keyStatement(
    'the key admits the service, which works through grants',
    { Principal: { Service: 'ecr.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
    {
      'a role of the account is admitted': {
        Principal: { AWS: 'arn:aws:iam::111122223333:role/ci' },
        Action: 'kms:Decrypt',
      },
    },
  ),
  {
    rule: EcrRule.KEY_POLICY,
    name: 'the key lost the statement of its account',
    on: [KEY],
    when: (site) => isPlain(site) && statements(site).length === 1,
    change: setting({ 'KeyPolicy.Statement.0.Action': ['kms:DescribeKey', 'kms:PutKeyPolicy'] }),
    sound: [
      {
        name: 'a role may create grants through Amazon ECR',
        change: (site) =>
          site.set('KeyPolicy.Statement.1', {
            ...allow,
            Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy' },
            Action: ['kms:CreateGrant', 'kms:DescribeKey'],
            Condition: { StringEquals: { 'kms:ViaService': `ecr.${site.stack.region}.amazonaws.com` } },
          }),
      },
      { name: 'the key encrypts no repository', when: (site) => !encrypts(site) && statements(site).length === 1 },
    ],
  },
  {
    rule: EcrRule.KEY_POLICY,
    name: 'a Deny keeps Amazon ECR from the key',
    on: [KEY],
    when: isPlain,
    change: (site) =>
      site.set('KeyPolicy.Statement', [
        ...statements(site),
        { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
      ]),
    also: [EcrRule.TOPIC_POLICY],
    sound: [
      {
        name: 'the Deny is for some principals',
        change: (site) => (statements(site)[statements(site).length - 1].Principal = stranger),
      },
      {
        name: 'the Deny is about the deletion of the key',
        change: (site) => (statements(site)[statements(site).length - 1].Action = 'kms:ScheduleKeyDeletion'),
      },
    ],
  },
  {
    rule: EcrRule.KEY_POLICY,
    name: 'a Deny for grants lost its condition',
    on: [KEY],
    when: (site) => encrypts(site) && hasDeny(site),
    change: (site) => statements(site).forEach((each) => each.Effect === 'Deny' && delete each.Condition),
    sound: [
      {
        name: 'the Deny is about deletion',
        change: (site) =>
          statements(site).forEach((each) => each.Effect === 'Deny' && (each.Action = 'kms:ScheduleKeyDeletion')),
      },
    ],
  },
];

const isTold = ({ specimen }: Site) =>
  specimen.placesOf(EVENT_RULE).some(({ resource }) => resource.property('Targets') !== undefined);
const publishes = (site: Site) =>
  isTold(site) && JSON.stringify(site.get('PolicyDocument')).includes('events.amazonaws.com');
const eachStatement = (site: Site, change: (statement: Json) => void) =>
  [site.get('PolicyDocument.Statement')]
    .flat()
    .filter((each) => JSON.stringify(each).includes('events.amazonaws.com'))
    .forEach(change);
/** Nothing of Amazon ECR is sent to topics of the app. */
const noEvents: Context = {
  name: 'the rules are those of another service',
  change: (site) =>
    site.stacks
      .flatMap(({ template }) => Object.values<Json>(template.Resources))
      .filter(({ Type }) => Type === EVENT_RULE)
      .forEach(({ Properties }) => (Properties.EventPattern = { source: ['aws.codebuild'] })),
};

const TOPICS: readonly Operator[] = [
  {
    rule: EcrRule.TARGET_POLICY,
    name: 'only a topic may send to a queue of events',
    on: [ResourceType.QUEUE_POLICY],
    when: isTold,
    change: (site) => eachStatement(site, (each) => (each.Principal = { Service: 'sns.amazonaws.com' })),
    sound: [
      noEvents,
      {
        name: 'everybody of the account may',
        change: (site) =>
          site.set('PolicyDocument.Statement', [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: '*',
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ]),
      },
    ],
  },
  {
    rule: EcrRule.TARGET_POLICY,
    name: 'another service may invoke a function of events',
    on: [ResourceType.FUNCTION_PERMISSION],
    when: isTold,
    change: setting({ Principal: 's3.amazonaws.com' }),
    sound: [noEvents, undecided('Principal')],
  },
  {
    rule: EcrRule.TARGET_POLICY,
    name: 'a queue of events has a key of AWS',
    on: [ResourceType.QUEUE],
    when: isTold,
    change: setting({ KmsMasterKeyId: 'alias/aws/sqs' }),
    sound: [noEvents, undecided('KmsMasterKeyId')],
  },
  {
    rule: EcrRule.TOPIC_POLICY,
    name: 'EventBridge may publish only in the name of an account',
    on: [TOPIC_POLICY],
    when: publishes,
    change: (site) =>
      eachStatement(site, (each) => (each.Condition = { StringEquals: { 'AWS:SourceOwner': '111122223333' } })),
    sound: [noEvents],
  },
  {
    rule: EcrRule.TOPIC_POLICY,
    name: 'only alarms may publish to a topic',
    on: [TOPIC_POLICY],
    when: publishes,
    change: (site) => eachStatement(site, (each) => (each.Principal.Service = 'cloudwatch.amazonaws.com')),
    sound: [
      noEvents,
      {
        name: 'EventBridge may too',
        change: (site) => {
          const all: Json[] = [site.get('PolicyDocument.Statement')].flat();
          const [own] = all.filter((each) => JSON.stringify(each).includes('cloudwatch.amazonaws.com'));
          all.push({ ...own, Sid: 'Events', Principal: { Service: 'events.amazonaws.com' } });
          site.set('PolicyDocument.Statement', all);
        },
      },
    ],
  },
  {
    rule: EcrRule.TOPIC_POLICY,
    name: 'the key of a topic does not know EventBridge',
    on: [KEY],
    when: (site) => isOfTopic(site) && isTold(site),
    change: (site) =>
      site.set(
        'KeyPolicy.Statement',
        statements(site).filter(({ Principal }) => !JSON.stringify(Principal).includes('events.amazonaws.com')),
      ),
    also: [EcrRule.TARGET_POLICY],
    sound: [noEvents],
  },
  {
    rule: EcrRule.TOPIC_POLICY,
    name: 'a topic has a key of AWS',
    on: [TOPIC],
    when: (site) =>
      site.get('KmsMasterKeyId') !== 'alias/aws/sns' && site.original.logicalId.startsWith('Topic') && isTold(site),
    change: setting({ KmsMasterKeyId: 'alias/aws/sns' }),
    sound: [
      { name: 'the topic is of another service', when: (site) => site.get('KmsMasterKeyId') === 'alias/aws/sns' },
      undecided('KmsMasterKeyId'),
    ],
  },
];

const source = { source: ['aws.ecr'] };
const image = { ...source, 'detail-type': ['ECR Image Action'] };

/** Scans of another account, whose type of scanning is not known here. */
const scanned = (detail: Json) => ({ ...source, account: [OTHER], 'detail-type': ['ECR Image Scan'], detail });
const called = (detail: Json) => ({ ...source, 'detail-type': ['AWS API Call via CloudTrail'], detail });

/** Targets may ask for fields of the events before. */
const dropInputs = (site: Site) =>
  (site.get('Targets') ?? []).forEach((_: Json, index: number) =>
    site.set(`Targets.${index}.InputTransformer`, undefined),
  );

/** An event pattern that never matches, and others that do. */
function pattern(rule: EcrRule, name: string, mistake: Json, sound: Record<string, Json>): Operator {
  return {
    rule,
    name,
    on: [EVENT_RULE],
    // Some rules of apps tell a topic that does not expect the events of images.
    when: (site) => site.get('EventBusName') === undefined && site.original.logicalId !== 'OfCodeBuild',
    change: (site) => {
      dropInputs(site);
      site.set('EventPattern', mistake);
    },
    sound: [
      ...Object.entries(sound).map(([each, other]): Context => ({
        name: each,
        change: setting({ EventPattern: other }),
      })),
      undecided('EventPattern'),
    ],
  };
}

const EVENTS: readonly Operator[] = [
  pattern(
    EcrRule.EVENT_PATTERN,
    'a pattern names the repository in camel case',
    { ...image, detail: { repositoryName: ['prod/api'] } },
    {
      'the name is as in the event': { ...image, detail: { 'repository-name': ['prod/api'] } },
      'the event is of another service': {
        source: ['custom.platform'],
        'detail-type': ['Release'],
        detail: { repositoryName: ['prod/api'] },
      },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a pattern asks for resources, which pushes do not have',
    { ...image, resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/prod/api'] },
    { 'it asks that there are none': image },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a type of event is in lower case',
    { ...source, 'detail-type': ['ECR image action'] },
    { 'its case is ignored': { ...source, 'detail-type': [{ 'equals-ignore-case': 'ECR image action' }] } },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'the source is the name of the service',
    { source: ['ecr.amazonaws.com'], 'detail-type': ['ECR Image Action'] },
    {
      'it is that of the events': image,
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a rule awaits a replication in the registry where the image comes from',
    {
      ...source,
      'detail-type': ['ECR Replication Action'],
      detail: { 'source-account': ['111122223333'], 'source-region': ['eu-west-1'], result: ['FAILED'] },
    },
    {
      'the image comes from another region': {
        ...source,
        'detail-type': ['ECR Replication Action'],
        detail: { 'source-account': ['111122223333'], 'source-region': ['us-east-1'], result: ['FAILED'] },
      },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'severities are capitalized',
    {
      source: ['aws.inspector2'],
      'detail-type': ['Inspector2 Finding'],
      detail: { severity: ['Critical'], resources: { type: ['AWS_ECR_CONTAINER_IMAGE'] } },
    },
    {
      'severities are in upper case': {
        source: ['aws.inspector2'],
        'detail-type': ['Inspector2 Finding'],
        detail: { severity: ['CRITICAL'], resources: { type: ['AWS_ECR_CONTAINER_IMAGE'] } },
      },
    },
  ),
  pattern(EcrRule.EVENT_PATTERN, 'a status is COMPLETED', scanned({ 'scan-status': ['COMPLETED'] }), {
    'the status is COMPLETE': scanned({ 'scan-status': ['COMPLETE'] }),
    'any other status is asked for': scanned({ 'scan-status': [{ 'anything-but': 'COMPLETE' }] }),
  }),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a result is SUCCEEDED',
    { ...image, detail: { result: ['SUCCEEDED'] } },
    {
      'any other result is asked for': { ...image, detail: { result: [{ 'anything-but': ['SUCCESS'] }] } },
      'a result may also be the right one': { ...image, detail: { result: [{ prefix: 'SUCC' }] } },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a rule awaits pulls',
    { ...image, detail: { 'action-type': ['PULL'] } },
    { 'it awaits pushes': { ...image, detail: { 'action-type': ['PUSH'] } } },
  ),
  pattern(EcrRule.EVENT_PATTERN, 'a rule names an operation in camel case', called({ eventName: ['putImage'] }), {
    'it names the operation as the API does': called({ eventName: ['PutImage'] }),
    'it awaits all other operations': called({ eventName: [{ 'anything-but': ['PutImage'] }] }),
  }),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a rule awaits runs of lifecycle policies as calls',
    called({ eventName: ['PolicyExecutionEvent'] }),
    {
      'it awaits them as actions of the service': {
        ...source,
        'detail-type': ['AWS Service Event via CloudTrail'],
        detail: { eventName: ['PolicyExecutionEvent'] },
      },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a parameter of a call has a hyphen',
    called({ requestParameters: { 'repository-name': ['prod/api'] } }),
    { 'the parameter is in camel case': called({ requestParameters: { repositoryName: ['prod/api'] } }) },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'an exclusion is in lower case, so that it excludes nothing',
    { ...image, detail: { 'action-type': [{ 'anything-but': 'delete' }] } },
    { 'it is in upper case': { ...image, detail: { 'action-type': [{ 'anything-but': 'DELETE' }] } } },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'one of two choices names a field that scans do not have',
    scanned({ $or: [{ repositoryName: ['prod/api'] }, { 'scan-status': ['FAILED'] }] }),
    {
      'both choices name fields of scans': scanned({
        $or: [{ 'repository-name': ['prod/api'] }, { 'scan-status': ['FAILED'] }],
      }),
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'the URI of a repository stands for its name',
    { ...image, detail: { 'repository-name': [`${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/prod/api`] } },
    { 'the name stands there': { ...image, detail: { 'repository-name': ['prod/api'] } } },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a rule awaits replications that failed as the result FAILURE',
    { ...source, 'detail-type': ['ECR Replication Action'], detail: { result: ['FAILURE'] } },
    {
      'it awaits the result FAILED': {
        ...source,
        'detail-type': ['ECR Replication Action'],
        detail: { result: ['FAILED'] },
      },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a rule awaits replications from its own region',
    { ...source, 'detail-type': ['ECR Replication Action'], detail: { 'source-region': [REGION] } },
    {
      'another account of the region replicates': {
        ...source,
        'detail-type': ['ECR Replication Action'],
        detail: { 'source-region': [REGION], 'source-account': [OTHER] },
      },
    },
  ),
  ...[
    [
      'a finding is about a type of resources that Amazon Inspector does not have',
      { resources: { type: ['AWS_ECR_IMAGE'] } },
    ],
    ['a finding names its repository as a scan does', { 'repository-name': ['prod/api'] }],
  ].map(([name, detail]) =>
    pattern(
      EcrRule.EVENT_PATTERN,
      name as string,
      { source: ['aws.inspector2'], account: [OTHER], 'detail-type': ['Inspector2 Finding'], detail },
      {
        'the names are as in findings': {
          source: ['aws.inspector2'],
          account: [OTHER],
          'detail-type': ['Inspector2 Finding'],
          detail: {
            resources: {
              type: ['AWS_ECR_CONTAINER_IMAGE'],
              details: { awsEcrContainerImage: { repositoryName: ['prod/api'] } },
            },
          },
        },
      },
    ),
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a scan of Amazon Inspector has the status of basic scanning',
    {
      source: ['aws.inspector2'],
      account: [OTHER],
      'detail-type': ['Inspector2 Scan'],
      detail: { 'scan-status': ['COMPLETE'] },
    },
    {
      'it has its own status': {
        source: ['aws.inspector2'],
        account: [OTHER],
        'detail-type': ['Inspector2 Scan'],
        detail: { 'scan-status': ['INITIAL_SCAN_COMPLETE'] },
      },
    },
  ),
  {
    rule: EcrRule.EVENT_PATTERN,
    name: 'a target asks for a field that pushes do not have',
    on: [EVENT_RULE],
    when: (site) => site.get('Targets.0') !== undefined && site.original.logicalId !== 'OfCodeBuild',
    change: (site) => {
      dropInputs(site);
      setting({ EventPattern: image, 'Targets.0.InputPath': '$.detail.repositoryName' })(site);
    },
    sound: [
      { name: 'pushes have the field', change: setting({ 'Targets.0.InputPath': '$.detail.repository-name' }) },
      undecided('Targets.0.InputPath'),
    ],
  },
  pattern(
    EcrRule.EVENT_PATTERN,
    'an account has 11 digits',
    { ...image, account: ['11112222333'] },
    {
      'the account has 12 digits': { ...image, account: ['111122223333'] },
      'accounts are named by their start': { ...image, account: [{ prefix: '1111' }] },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a digest lacks its algorithm',
    { ...image, detail: { 'image-digest': ['0123456789abcdef'] } },
    {
      'the digest is whole': { ...image, detail: { 'image-digest': [`sha256:${'0a'.repeat(32)}`] } },
      'the digest is named by its end': { ...image, detail: { 'image-digest': [{ suffix: 'cdef' }] } },
    },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a source is no list',
    { ...image, source: 'aws.ecr' },
    { 'the source is a list': image },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'the presence of an object is asked for',
    {
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Scan'],
      detail: { 'finding-severity-counts': [{ exists: true }] },
    },
    { 'the presence of a tag is asked for': { ...image, detail: { 'image-tag': [{ exists: true }] } } },
  ),
  pattern(
    EcrRule.EVENT_PATTERN,
    'a value is null',
    { ...image, detail: { result: [null] } },
    { 'the value is a text': { ...image, detail: { result: ['SUCCESS'] } } },
  ),
  pattern(
    EcrRule.UNKNOWN_NAME,
    'the library knows no such type of event',
    { ...source, 'detail-type': ['ECR Image Push'] },
    { 'it is a type of another service': { source: ['custom.platform'], 'detail-type': ['ECR Image Push'] } },
  ),
  pattern(
    EcrRule.UNKNOWN_NAME,
    'letters of a status are swapped',
    { ...image, detail: { result: ['SUCCSES'] } },
    { 'the status may be one that is not documented': { ...image, detail: { result: ['FAIL'] } } },
  ),
  pattern(
    EcrRule.UNKNOWN_NAME,
    'the library knows no such field of an event',
    { ...image, detail: { digest: ['sha256:1'] } },
    { 'the field is as in the event': { ...image, detail: { 'image-digest': ['sha256:1'] } } },
  ),
];

const pulls = (properties: Json) => ({
  Metrics: undefined,
  Namespace: 'AWS/ECR',
  MetricName: 'RepositoryPullCount',
  Dimensions: [{ Name: 'RepositoryName', Value: 'prod/api' }],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 3,
  ...properties,
});

/** An alarm that cannot do what it is for, and others that can. */
function alarm(rule: EcrRule, name: string, mistake: Json, sound: Record<string, Json>): Operator {
  return {
    rule,
    name,
    on: [ALARM],
    change: setting(pulls(mistake)),
    sound: Object.entries(sound).map(([each, other]): Context => ({ name: each, change: setting(pulls(other)) })),
  };
}

const query = (expression: string) => ({
  ...Object.fromEntries(
    ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period'].map((name) => [name, undefined]),
  ),
  Metrics: [{ Id: 'all', Expression: expression, Period: 300, ReturnData: true }],
});

const ALARMS: readonly Operator[] = [
  alarm(
    EcrRule.ALARM_METRIC,
    'an alarm is on the average of pulls',
    { Statistic: 'Average' },
    {
      'it is on their sum': { Statistic: 'Sum' },
      'the metric is a custom one': { Statistic: 'Average', MetricName: 'PullLatency', Namespace: 'Platform/ECR' },
    },
  ),
  alarm(
    EcrRule.ALARM_METRIC,
    'an alarm is on the size of a repository',
    { MetricName: 'RepositorySizeInBytes' },
    { 'the metric is a custom one': { MetricName: 'RepositorySizeInBytes', Namespace: 'Platform/ECR' } },
  ),
  alarm(
    EcrRule.ALARM_METRIC,
    'an alarm names a repository by its ARN',
    { Dimensions: [{ Name: 'RepositoryName', Value: 'arn:aws:ecr:eu-west-1:111122223333:repository/prod/api' }] },
    { 'it names it by its name': {} },
  ),
  alarm(
    EcrRule.ALARM_METRIC,
    'an alarm adds up all pulls without a dimension',
    { Dimensions: undefined },
    { 'it names the repository': {} },
  ),
  alarm(
    EcrRule.ALARM_METRIC,
    'an alarm counts calls that CloudWatch does not',
    {
      Namespace: 'AWS/Usage',
      MetricName: 'CallCount',
      Dimensions: usage('DescribeImages'),
    },
    {
      'it counts the calls of pulls': {
        Namespace: 'AWS/Usage',
        MetricName: 'CallCount',
        Dimensions: usage('BatchGetImage'),
      },
    },
  ),
  alarm(
    EcrRule.ALARM_DATAPOINTS,
    'an alarm asks for more data points than it evaluates',
    { DatapointsToAlarm: 5 },
    { 'it evaluates more': { DatapointsToAlarm: 5, EvaluationPeriods: 5 } },
  ),
  alarm(
    EcrRule.ALARM_DATAPOINTS,
    'an alarm evaluates two days of five minutes',
    { EvaluationPeriods: 576 },
    { 'it evaluates two days of hours': { EvaluationPeriods: 48, Period: 3600 } },
  ),
  alarm(
    EcrRule.ALARM_MISSING_DATA,
    'an alarm on few pulls is silent without data',
    { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'notBreaching' },
    {
      'it goes off without data': { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
      'it is on many pulls': { ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
    },
  ),
  alarm(EcrRule.REGISTRY_WIDE_QUERY, 'an alarm reads the pulls of all repositories', query(ALL_PULLS), {
    'it reads those of some': query(`${ALL_PULLS} WHERE RepositoryName = 'prod/api'`),
  }),
];

function usage(call: string): Json[] {
  const dimensions = { Service: 'ECR', Type: 'API', Resource: call, Class: 'None' };
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

export const SURROUNDING_OPERATORS: readonly Operator[] = [...KEYS, ...TOPICS, ...EVENTS, ...ALARMS];
