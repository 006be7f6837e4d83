import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV, functionsAndCustomResources, nagFindings, propertiesOf, registryIn, stackOf } from './support';
import { FindingScope } from '../../src/ecr/events/event-enums';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryScanType } from '../../src/ecr/registry-scan-type';
import { FindingLog } from '../../src/monitoring/finding-log';
import { FindingMetrics } from '../../src/monitoring/finding-metrics';
import { NotificationTopic } from '../../src/monitoring/notification-topic';
import { ScanFindingNotifications, SingleFindings } from '../../src/monitoring/scan-finding-notifications';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';
import { SAMPLES } from '../judges/events/samples';
import { warningsOf } from '../support/warnings';

/** What EventBridge makes of a template of quoted lines; a string goes in as it is, everything else as JSON. */
function messageOf(target: Record<string, any>, event: unknown): string[] {
  const { InputPathsMap: paths, InputTemplate: template } = target.InputTransformer;
  return template.split('\n').map((line: string) =>
    (JSON.parse(line) as string).replace(/<([\w-]+)>/g, (_, name: string) => {
      const keys = (paths[name] as string)
        .replace(/\[(\d+)\]/g, '.$1')
        .split('.')
        .slice(1);
      const value = keys.reduce((node: any, key) => node?.[key], event);
      return typeof value === 'string' ? value : JSON.stringify(value);
    }),
  );
}

describe('notifications with enhanced scanning', () => {
  const stack = stackOf();
  const registry = registryIn(stack, 'ENHANCED');
  const notifications = new ScanFindingNotifications(stack, 'Findings', { registry });
  const rules = propertiesOf(stack, 'AWS::Events::Rule');

  test('publish completed scans to the topic, and log single findings', () => {
    expect(rules.map(({ EventPattern, Targets }) => [EventPattern['detail-type'], Targets.length])).toEqual([
      [['Inspector2 Scan'], 1],
      [['Inspector2 Finding'], 1],
    ]);
    expect(rules[0].Targets[0].Arn).toEqual(stack.resolve(notifications.topic.topicArn));
    expect(JSON.stringify(rules[1].Targets[0].Arn)).toContain(
      stack.resolve(notifications.findingLog!.logGroup.logGroupName).Ref,
    );
    expect(notifications.findingRule).toBeUndefined();
  });

  test('are of critical and high findings by default', () => {
    expect(rules[1].EventPattern.detail.severity).toEqual(['CRITICAL', 'HIGH']);
    expect(rules[0].EventPattern.detail.$or).toHaveLength(2);
  });

  test('are readable messages', () => {
    expect(messageOf(rules[0].Targets[0], SAMPLES['inspector critical'])).toEqual([
      'Amazon Inspector found vulnerabilities in arn:aws:ecr:eu-west-1:111122223333:repository/team/api',
      'Findings by severity: {"CRITICAL":7,"HIGH":61,"TOTAL":68}',
      'Tags: ["v1"]',
      expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/),
      'Registry: 111122223333 in eu-west-1',
      'Details: https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all',
    ]);
  });

  test('have one encrypted dead-letter queue for both rules', () => {
    expect(propertiesOf(stack, 'AWS::SQS::Queue')).toEqual([
      { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 },
    ]);
    const queueArn = stack.resolve(notifications.deadLetterQueue.queueArn);
    expect(rules.map(({ Targets }) => Targets[0].DeadLetterConfig.Arn)).toEqual([queueArn, queueArn]);
  });

  test('have a topic that demands TLS, with the key that the stack shares', () => {
    const [topic] = propertiesOf(stack, 'AWS::SNS::Topic');
    expect(topic.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^EcrMonitoringKey/), 'Arn'] });
    const [policy] = propertiesOf(stack, 'AWS::SNS::TopicPolicy');
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test('satisfy all packs of cdk-nag, without a warning, a Lambda function or a custom resource', () => {
    expect(nagFindings(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
    expect(functionsAndCustomResources(stack)).toEqual([]);
  });
});

describe('notifications with basic scanning', () => {
  const stack = stackOf();
  new ScanFindingNotifications(stack, 'Findings', {
    registry: registryIn(stack, 'BASIC'),
    minimumSeverity: Severity.CRITICAL,
    repositoryPrefixes: ['prod/'],
  });
  const [rule, ...others] = propertiesOf(stack, 'AWS::Events::Rule');

  test('have one rule and no log', () => {
    expect(others).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(rule.EventPattern['detail-type']).toEqual(['ECR Image Scan']);
    expect(rule.EventPattern.detail).toEqual({
      'scan-status': ['COMPLETE'],
      'repository-name': [{ prefix: 'prod/' }],
      'finding-severity-counts': { CRITICAL: [{ numeric: ['>', 0] }] },
    });
  });

  test('are readable messages with a link to the image', () => {
    const message = messageOf(rule.Targets[0], SAMPLES['basic critical']);
    const digest = message[3].replace('Digest: ', '');
    expect(message).toEqual([
      'Amazon ECR found vulnerabilities in team/api',
      'Findings by severity: {"CRITICAL":2,"MEDIUM":9}',
      'Tags: ["v1"]',
      expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/),
      'Registry: 111122223333 in eu-west-1',
      'Details: https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/team/api/_/image/' +
        `${digest}/details?region=eu-west-1`,
    ]);
  });

  test('satisfy all packs of cdk-nag', () => expect(nagFindings(stack)).toEqual([]));
});

test.each([
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
])('a notification of %s links to the console there', (region, start) => {
  const stack = new Stack(new App(), 'Stack', { env: { ...ENV, region } });
  new ScanFindingNotifications(stack, 'Findings', { registry: registryIn(stack, 'BASIC') });
  expect(propertiesOf(stack, 'AWS::Events::Rule')[0].Targets[0].InputTransformer.InputTemplate).toContain(start);
});

describe('notifications of single findings', () => {
  test('are published each in a readable message with SingleFindings.TOPIC', () => {
    const stack = stackOf();
    const notifications = new ScanFindingNotifications(stack, 'Findings', {
      registry: registryIn(stack, 'ENHANCED'),
      singleFindings: SingleFindings.TOPIC,
      fixAvailable: true,
      inUse: true,
      findingScope: FindingScope.ALL_MEMBERS,
    });
    expect(notifications.findingLog).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
    const rule = propertiesOf(stack, 'AWS::Events::Rule').find((each) => each.EventPattern.detail.severity)!;
    expect(rule.EventPattern.detail).toEqual({
      severity: ['CRITICAL', 'HIGH'],
      status: ['ACTIVE'],
      fixAvailable: ['YES', 'PARTIAL', { exists: false }],
      resources: {
        type: ['AWS_ECR_CONTAINER_IMAGE'],
        details: { awsEcrContainerImage: { inUseCount: [{ numeric: ['>', 0] }, { exists: false }] } },
      },
    });
    expect(messageOf(rule.Targets[0], SAMPLES.finding)).toEqual([
      'Amazon Inspector: CRITICAL finding in team/api',
      'CVE-2021-44228 - org.apache.logging.log4j:log4j-core',
      'Package: log4j-core 2.14.1',
      'Fixed in version: 2.15.0',
      'Tags: ["v1","latest"]',
      expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/),
      'Registry: 111122223333 in eu-west-1',
      'Finding: arn:aws:inspector2:eu-west-1:111122223333:finding/0123456789abcdef',
      'Details: https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all',
    ]);
    expect(nagFindings(stack)).toEqual([]);
  });

  test('are not sent with SingleFindings.NONE', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    new ScanFindingNotifications(stack, 'Findings', { registry, singleFindings: SingleFindings.NONE });
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('are logged once if the metrics have a log already', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    const { log } = new FindingMetrics(stack, 'Metrics', { registry });
    const notifications = new ScanFindingNotifications(stack, 'Findings', { registry, findingLog: log });
    expect(notifications.findingLog).toBe(log);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 1);
    Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 2);
  });
});

describe('the number of resources for notifications', () => {
  const countWith = (repositories: number) => {
    const stack = stackOf();
    const registry = registryIn(stack, 'ENHANCED');
    for (let i = 0; i < repositories; i++) {
      PrivateRepository.fromRepositoryName(stack, `Repository${i}`, `team/repository-${i}`);
    }
    const { log } = new FindingMetrics(stack, 'Metrics', { registry });
    new ScanFindingNotifications(stack, 'Findings', { registry, findingLog: log });
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  };

  test('does not depend on the repositories', () => expect(countWith(1000)).toBe(countWith(1)));
});

describe('notifications to a given topic', () => {
  const given = (topic: (stack: Stack) => sns.ITopic) => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    new ScanFindingNotifications(stack, 'Findings', { registry, topic: topic(stack) });
    return stack;
  };

  test('add statements for EventBridge without conditions to the topic and its key', () => {
    const stack = given((scope) => new sns.Topic(scope, 'Topic', { masterKey: new kms.Key(scope, 'Key') }));
    const [{ PolicyDocument: policy }] = propertiesOf(stack, 'AWS::SNS::TopicPolicy');
    expect(policy.Statement).toEqual([
      {
        Sid: 'PublishEvents',
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'events.amazonaws.com' },
        Resource: { Ref: expect.stringMatching(/^Topic/) },
      },
    ]);
    const [{ KeyPolicy: keyPolicy }] = propertiesOf(stack, 'AWS::KMS::Key');
    expect(keyPolicy.Statement.slice(1)).toEqual([
      {
        Sid: 'EncryptEvents',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Principal: { Service: 'events.amazonaws.com' },
        Resource: '*',
      },
    ]);
  });

  test('may share a NotificationTopic, with one statement for each service', () => {
    const stack = stackOf();
    const registry = registryIn(stack, 'BASIC');
    const { topic } = new NotificationTopic(stack, 'Topic', { topicName: 'ecr', displayName: 'Amazon ECR' });
    new ScanFindingNotifications(stack, 'One', { registry, topic, repositoryPrefixes: ['one/'] });
    new ScanFindingNotifications(stack, 'Two', { registry, topic, repositoryPrefixes: ['two/'] });
    const [{ PolicyDocument: policy }] = propertiesOf(stack, 'AWS::SNS::TopicPolicy');
    expect(policy.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'AllowPublishThroughSSLOnly',
      'PublishEvents',
      'PublishAlarms',
    ]);
    expect(propertiesOf(stack, 'AWS::SNS::Topic')[0]).toMatchObject({ TopicName: 'ecr', DisplayName: 'Amazon ECR' });
    expect(nagFindings(stack)).toEqual([]);
  });

  test('warn that an imported topic must admit EventBridge already', () => {
    const stack = given((scope) =>
      sns.Topic.fromTopicAttributes(scope, 'Topic', {
        topicArn: 'arn:aws:sns:eu-west-1:111122223333:security',
        keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      }),
    );
    expect(warningsOf(stack)).toEqual([
      'the policy of Stack/Topic is not of this app, and without a statement that allows events.amazonaws.com to ' +
        'publish messages are lost; make sure that it has one [ack: cdk-ecr::foreignPolicy]',
      'the policy of Stack/Topic/Key is not of this app, and without a statement that allows events.amazonaws.com to ' +
        'use the key messages are lost; make sure that it has one [ack: cdk-ecr::foreignPolicy]',
    ]);
  });

  test('fails when it is not encrypted', () => {
    expect(() => given((stack) => new sns.Topic(stack, 'Topic'))).toThrow(
      'ScanFindingNotifications at Stack/Findings: topic is "Stack/Topic" but must be encrypted, with a ' +
        'customer-managed key; use a NotificationTopic',
    );
  });

  test('fails when its key is the AWS-managed one', () => {
    const topicIn = (stack: Stack) =>
      new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') });
    expect(() => given(topicIn)).toThrow(
      'ScanFindingNotifications at Stack/Findings: topic is "Stack/Topic" but must be encrypted with a customer-managed ' +
        'key, because no service can use the AWS-managed one; use a NotificationTopic',
    );
  });

  test('fails when it is of another region', () => {
    const topicIn = (stack: Stack) =>
      sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:security');
    expect(() => given(topicIn)).toThrow(
      'ScanFindingNotifications at Stack/Findings: topic is "111122223333/us-east-1" but must be in ' +
        '111122223333/eu-west-1, because a rule publishes to topics of its own account and region only; give a topic of ' +
        'the registry, which may forward',
    );
  });
});

describe('notifications that cannot take effect', () => {
  const basic = (props: object) => () => {
    const stack = stackOf();
    new ScanFindingNotifications(stack, 'Findings', { registry: registryIn(stack, 'BASIC'), ...props });
  };
  const enhanced = (props: object) => () => {
    const stack = stackOf();
    new ScanFindingNotifications(stack, 'Findings', { registry: registryIn(stack, 'ENHANCED'), ...props });
  };
  const at = 'ScanFindingNotifications at Stack/Findings:';
  const log = () => {
    const stack = stackOf('Log');
    return new FindingLog(stack, 'Log', { registry: registryIn(stack, 'ENHANCED') });
  };

  test.each([
    ['fixAvailable', true],
    ['inUse', true],
  ])('fails when %s is asked of basic scanning', (property, value) => {
    expect(basic({ [property]: value })).toThrow(
      `${at} ${property} is true but must be left out with basic scanning, whose events do not say it; leave it out`,
    );
  });

  test('fails when single findings are asked of basic scanning', () => {
    expect(basic({ singleFindings: SingleFindings.TOPIC })).toThrow(
      `${at} singleFindings is "TOPIC" but must be NONE with basic scanning, which has no single findings; leave it out`,
    );
    expect(basic({ findingLog: log() })).toThrow(
      `${at} findingLog is "Log/Log" but must be left out with basic scanning, which has no single findings; leave it out`,
    );
  });

  test('fails when a log is given for findings that go elsewhere', () => {
    expect(enhanced({ findingLog: log(), singleFindings: SingleFindings.TOPIC })).toThrow(
      `${at} findingLog is "Log/Log" but must be left out with singleFindings TOPIC; leave it out`,
    );
  });

  test('fails when single findings are chosen that go nowhere', () => {
    expect(enhanced({ inUse: true, singleFindings: SingleFindings.NONE })).toThrow(
      `${at} inUse is true but must be left out, because there are no single findings to choose from; leave it out`,
    );
    expect(enhanced({ fixAvailable: true, findingLog: log() })).toThrow(
      `${at} fixAvailable is true but must be left out, because the findingLog has a selection of its own; leave it out`,
    );
  });

  test('fails when nobody knows who scans', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry');
    expect(() => new ScanFindingNotifications(stack, 'Findings', { registry })).toThrow(
      `${at} scanType is undefined but must be known, because Amazon ECR and Amazon Inspector send different events; ` +
        'give `scanType`, or give the registry its `scanning`',
    );
    new ScanFindingNotifications(stack, 'Told', { registry, scanType: RegistryScanType.BASIC });
  });

  test('fails when it is in a stack of another region', () => {
    const app = new App();
    const registry = registryIn(stackOf('Stack', app), 'BASIC');
    const elsewhere = new Stack(app, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
    expect(() => new ScanFindingNotifications(elsewhere, 'Findings', { registry })).toThrow(
      'ScanFindingNotifications at Elsewhere/Findings: environment is "111122223333/us-east-1" but must be ' +
        '111122223333/eu-west-1, where the events arrive; declare it in a stack of that account and region',
    );
  });
});
