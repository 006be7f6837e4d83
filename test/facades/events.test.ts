import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { RepositoryChange } from '../../src/ecr/events/configuration-change';
import { FindingScope } from '../../src/ecr/events/event-enums';
import { Severity } from '../../src/ecr/events/severity';
import { RegistryScanType } from '../../src/ecr/registry-scan-type';
import { RegistryEvents } from '../../src/facades/registry-events';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { RepositoryEvents } from '../../src/facades/repository-events';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const BASIC = RegistryScanning.basic({ onPush: ['*'] });
const ENHANCED = RegistryScanning.enhanced({ onPush: ['*'] });

function stackOf(app = new App(), id = 'Stack', env = ENV): Stack {
  return new Stack(app, id, { env });
}

function rulesOf(stack: Stack) {
  return Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(
    ({ Properties }) => Properties,
  );
}

function apiOf(stack: Stack): PrivateRepository {
  return new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
}

describe('rules for events', () => {
  test('have the name, description and target that they are given', () => {
    const stack = stackOf();
    const rule = RepositoryEvents.fromRepository(apiOf(stack)).onImagePushed('Pushed', {
      ruleName: 'pushed',
      description: 'An image was pushed',
      target: new targets.SqsQueue(new sqs.Queue(stack, 'Queue')),
    });
    expect(rule.node.path).toBe('Stack/Api/Pushed');
    expect(rulesOf(stack)).toEqual([
      {
        Name: 'pushed',
        Description: 'An image was pushed',
        State: 'ENABLED',
        Targets: [expect.anything()],
        EventPattern: {
          source: ['aws.ecr'],
          account: [ENV.account],
          region: [ENV.region],
          'detail-type': ['ECR Image Action'],
          detail: {
            'action-type': ['PUSH'],
            result: ['SUCCESS'],
            'repository-name': [{ Ref: expect.stringMatching(/^Api/) }],
          },
        },
      },
    ]);
  });

  test.each([
    ['the L2', (stack: Stack): ecr.IRepositoryRef => new ecr.Repository(stack, 'Api')],
    ['the L1', (stack: Stack): ecr.IRepositoryRef => new ecr.CfnRepository(stack, 'Api')],
    ['an imported', (stack: Stack): ecr.IRepositoryRef => ecr.Repository.fromRepositoryName(stack, 'Api', 'team/api')],
  ])('are made for %s repository', (_, repositoryIn) => {
    const stack = stackOf();
    RepositoryEvents.fromRepository(repositoryIn(stack)).onImageDeleted('Deleted');
    expect(rulesOf(stack)).toHaveLength(1);
  });

  test('are created in the stack of crossStackScope', () => {
    const app = new App();
    const [platform, team] = [stackOf(app, 'Platform'), stackOf(app, 'Team')];
    const rule = RepositoryEvents.fromRepository(apiOf(platform)).onImagePushed('Pushed', { crossStackScope: team });
    expect(rule.node.path).toBe('Team/Pushed');
    expect(rulesOf(team)).toHaveLength(1);
    expect(rulesOf(platform)).toHaveLength(0);
  });

  test('work in an environment-agnostic stack', () => {
    const stack = new Stack(new App(), 'Stack');
    RegistryEvents.fromRegistry(new Registry(stack, 'Registry', { scanning: ENHANCED })).onScanCompleted('Scanned');
    expect(rulesOf(stack)[0].EventPattern.detail['repository-name']).toEqual([
      {
        prefix: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':ecr:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':repository/',
            ],
          ],
        },
      },
    ]);
  });

  test('are one rule for many repositories', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry', { scanning: BASIC });
    RegistryEvents.fromRegistry(registry, {
      repositories: [apiOf(stack)],
      repositoryPrefixes: ['prod/', 'base/', 'prod/'],
    }).onImagePushed('Pushed');
    expect(rulesOf(stack).map(({ EventPattern }) => EventPattern.detail['repository-name'])).toEqual([
      [{ Ref: expect.stringMatching(/^Api/) }, { prefix: 'base/' }, { prefix: 'prod/' }],
    ]);
  });

  test('fails when the scope is a stack of another region', () => {
    const app = new App();
    const elsewhere = stackOf(app, 'Elsewhere', { ...ENV, region: 'us-east-1' });
    const repository = RepositoryEvents.fromRepository(apiOf(stackOf(app)));
    expect(() => repository.onImagePushed('Pushed', { crossStackScope: elsewhere })).toThrow(
      'RepositoryEvents.onImagePushed at Elsewhere: environment is "111122223333/us-east-1" but must be ' +
        '111122223333/eu-west-1, where the events arrive; declare it in a stack of that account and region',
    );
  });

  test('fails when an imported repository is of another account', () => {
    const repository = PrivateRepository.fromRepositoryArn(
      stackOf(),
      'Api',
      'arn:aws:ecr:eu-west-1:444455556666:repository/team/api',
    );
    expect(() => RepositoryEvents.fromRepository(repository).onImagePushed('Pushed')).toThrow(
      'RepositoryEvents.onImagePushed at Stack/Api: environment is "111122223333/eu-west-1" but must be ' +
        '444455556666/eu-west-1, where the events arrive; declare it in a stack of that account and region',
    );
  });
});

describe('the type of scanning', () => {
  const detailTypeOf = (stack: Stack) => rulesOf(stack)[0].EventPattern['detail-type'];

  test.each([
    [BASIC, 'ECR Image Scan'],
    [ENHANCED, 'Inspector2 Scan'],
  ])('comes from the registry of the app: %#', (scanning, detailType) => {
    const stack = stackOf();
    new Registry(stack, 'Registry', { scanning });
    RepositoryEvents.fromRepository(apiOf(stack)).onScanCompleted('Scanned');
    expect(detailTypeOf(stack)).toEqual([detailType]);
  });

  test('comes from an imported registry', () => {
    const stack = stackOf();
    const registry = Registry.fromRegistryAttributes(stack, 'Registry', { scanning: ENHANCED });
    RepositoryEvents.fromRepository(apiOf(stack), { registry }).onScanCompleted('Scanned');
    expect(detailTypeOf(stack)).toEqual(['Inspector2 Scan']);
  });

  test('comes from scanType if the registry does not know it', () => {
    const stack = stackOf();
    new Registry(stack, 'Registry');
    RepositoryEvents.fromRepository(apiOf(stack), { scanType: RegistryScanType.ENHANCED }).onFinding('Found');
    expect(detailTypeOf(stack)).toEqual(['Inspector2 Finding']);
  });

  test('fails when neither the registry nor scanType tells it', () => {
    expect(() => RepositoryEvents.fromRepository(apiOf(stackOf())).onScanCompleted('Scanned')).toThrow(
      'RepositoryEvents.onScanCompleted at Stack/Api: scanType is undefined but must be known, because Amazon ECR and ' +
        'Amazon Inspector send different events; give `scanType`, or give the registry its `scanning`',
    );
  });

  test('fails when scanType contradicts the registry', () => {
    const registry = new Registry(stackOf(), 'Registry', { scanning: ENHANCED });
    expect(() => RegistryEvents.fromRegistry(registry, { scanType: RegistryScanType.BASIC })).toThrow(
      'RegistryEvents at Stack/Registry: scanType is "BASIC" but must be ENHANCED, as the scanning of Stack/Registry; ' +
        'leave it out',
    );
  });

  test.each(['onFinding', 'onScanFrequencyChanged'] as const)('fails when %s is asked of basic scanning', (method) => {
    const registry = new Registry(stackOf(), 'Registry', { scanning: BASIC });
    expect(() => RegistryEvents.fromRegistry(registry)[method]('Rule')).toThrow(
      `RegistryEvents.${method} at Stack/Registry: scanType is "BASIC" but must be ENHANCED, because basic scanning has ` +
        'no such events; use onScanCompleted, or have the registry scan with RegistryScanning.enhanced',
    );
  });

  test('fails when onScanFailed is asked of enhanced scanning', () => {
    const registry = new Registry(stackOf(), 'Registry', { scanning: ENHANCED });
    expect(() => RegistryEvents.fromRegistry(registry).onScanFailed('Rule')).toThrow(
      'RegistryEvents.onScanFailed at Stack/Registry: scanType is "ENHANCED" but must be BASIC, because Amazon ' +
        'Inspector sends no events of failed scans; look at the coverage of Amazon Inspector, or have the registry scan ' +
        'with RegistryScanning.basic',
    );
  });

  test('fails when all members are asked of basic scanning', () => {
    const registry = new Registry(stackOf(), 'Registry', { scanning: BASIC });
    const registryEvents = RegistryEvents.fromRegistry(registry);
    expect(() => registryEvents.onScanCompleted('Rule', { findingScope: FindingScope.ALL_MEMBERS })).toThrow(
      'RegistryEvents.onScanCompleted at Stack/Registry: findingScope is "ALL_MEMBERS" but must be OWN_ACCOUNT with basic ' +
        'scanning, whose events stay in the account of the registry; leave it out, and watch each registry by itself',
    );
  });
});

describe('the severities of a rule', () => {
  const eventsOf = (scanning: RegistryScanning) =>
    RegistryEvents.fromRegistry(new Registry(stackOf(), 'Registry', { scanning }));

  test('fails when the source has no such severity', () => {
    expect(() => eventsOf(BASIC).onScanCompleted('Rule', { severities: [Severity.UNTRIAGED] })).toThrow(
      'RegistryEvents.onScanCompleted at Stack/Registry: severities[0] is "UNTRIAGED" but must be one of CRITICAL, ' +
        'HIGH, MEDIUM, LOW, INFORMATIONAL, UNDEFINED, which BASIC scanning knows; write UNDEFINED for what has no assessment',
    );
    expect(() => eventsOf(ENHANCED).onFinding('Rule', { minimumSeverity: Severity.UNDEFINED })).toThrow(
      'RegistryEvents.onFinding at Stack/Registry: minimumSeverity is "UNDEFINED" but must be one of CRITICAL, HIGH, ' +
        'MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, which ENHANCED scanning knows; write UNTRIAGED for what has no assessment',
    );
  });

  test('warns of a severity that the library does not know, and keeps it', () => {
    const stack = stackOf();
    const registry = new Registry(stack, 'Registry', { scanning: ENHANCED });
    const severities = ['SEVERE', Severity.HIGH] as Severity[];
    RegistryEvents.fromRegistry(registry).onFinding('Rule', { severities });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { severity: ['HIGH', 'SEVERE'] } },
    });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('severities[0] is "SEVERE", which is no severity of ')]);
  });

  test('fails when both a list and a minimum are given', () => {
    const both = { severities: [Severity.HIGH], minimumSeverity: Severity.LOW };
    expect(() => eventsOf(BASIC).onScanCompleted('Rule', both)).toThrow(
      'RegistryEvents.onScanCompleted at Stack/Registry: severities is ["HIGH"] but must be left out beside ' +
        'minimumSeverity, which is LOW; write one of them',
    );
  });
});

describe('an empty list', () => {
  const scoped = () => RegistryEvents.fromRegistry(new Registry(stackOf(), 'Registry', { scanning: ENHANCED }));
  const cases: [string, () => void, string][] = [
    [
      'severities',
      () => scoped().onFinding('Rule', { severities: [] }),
      'onFinding at Stack/Registry: severities is [] but must have at least one severity; leave the property out for all ' +
        'of them',
    ],
    [
      'statuses',
      () => scoped().onFinding('Rule', { statuses: [] }),
      'onFinding at Stack/Registry: statuses is [] but must have at least one status; leave it out for active findings',
    ],
    [
      'tags',
      () => scoped().onImagePushed('Rule', { tags: [] }),
      'onImagePushed at Stack/Registry: tags is [] but must have at least one tag; leave it out for images with any tag ' +
        'and without',
    ],
    [
      'media types',
      () => scoped().onReferrerPushed('Rule', { artifactMediaTypes: [] }),
      'onReferrerPushed at Stack/Registry: artifactMediaTypes is [] but must have at least one media type; leave it out ' +
        'for artifacts of every type',
    ],
    [
      'changes',
      () => scoped().onRegistryChanged('Rule', { changes: [] }),
      'onRegistryChanged at Stack/Registry: changes is [] but must have at least one change; leave it out for all of them',
    ],
    [
      'frequencies',
      () => scoped().onScanFrequencyChanged('Rule', { frequencies: [] }),
      'onScanFrequencyChanged at Stack/Registry: frequencies is [] but must have at least one frequency; leave it out ' +
        'for any',
    ],
  ];

  test.each(cases)('fails when %s are empty', (_, call, message) => expect(call).toThrow(`RegistryEvents.${message}`));

  test.each(['repositories', 'repositoryPrefixes'])('fails when %s are empty', (property) => {
    const registry = new Registry(stackOf(), 'Registry');
    expect(() => RegistryEvents.fromRegistry(registry, { [property]: [] })).toThrow(
      `RegistryEvents at Stack/Registry: ${property} is [] but must have at least one entry; leave it out for all ` +
        'repositories of the registry',
    );
  });
});

describe('the repositories of a rule', () => {
  test.each(['team/*', '', 'Team/', '/team'])('fails when a prefix is %j', (prefix) => {
    const registry = new Registry(stackOf(), 'Registry');
    expect(() => RegistryEvents.fromRegistry(registry, { repositoryPrefixes: ['ok/', prefix] })).toThrow(
      `RegistryEvents at Stack/Registry: repositoryPrefixes[1] is ${JSON.stringify(prefix)} but must be the start of a ` +
        'name: 1 to 256 lower-case letters, digits and any of "._/-", without a wildcard; write "team/" for all ' +
        'repositories whose names start with it',
    );
  });

  test('may have a token as a prefix', () => {
    const stack = stackOf();
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    RegistryEvents.fromRegistry(new Registry(stack, 'Registry'), { repositoryPrefixes: [prefix] }).onImagePushed(
      'Rule',
    );
    expect(rulesOf(stack)[0].EventPattern.detail['repository-name']).toEqual([{ prefix: { Ref: 'Prefix' } }]);
  });

  test('fails when a repository is of another registry', () => {
    const stack = stackOf();
    const repository = PrivateRepository.fromRepositoryArn(
      stack,
      'Api',
      'arn:aws:ecr:us-east-1:111122223333:repository/team/api',
    );
    const registry = new Registry(stack, 'Registry');
    expect(() => RegistryEvents.fromRegistry(registry, { repositories: [repository] })).toThrow(
      'RegistryEvents at Stack/Registry: repositories[0] is "111122223333/us-east-1" but must be of the registry ' +
        '111122223333/eu-west-1; watch each registry by itself',
    );
  });
});

describe('the tags of a rule', () => {
  test.each(['a**', '-v1', 'v/1', 'a'.repeat(129)])('fails when one is %s', (tag) => {
    const repository = RepositoryEvents.fromRepository(apiOf(stackOf()));
    expect(() => repository.onImagePushed('Rule', { tags: ['v1', tag] })).toThrow(
      `RepositoryEvents.onImagePushed at Stack/Api: tags[1] is "${tag}" but must be 1 to 128 letters, digits and any of ` +
        '"._-", with "*" for any characters but no two in a row; write "v*" for all tags that start with "v"',
    );
  });
});

describe('a rule for replication', () => {
  test.each(['onReplicated', 'onReplicationFailed'] as const)('fails when %s is asked of the source', (method) => {
    const source = new Registry(stackOf(), 'Registry');
    expect(() => RegistryEvents.fromRegistry(source)[method]('Rule', { source })).toThrow(
      `RegistryEvents.${method} at Stack/Registry: source is "111122223333/eu-west-1" but must be another registry, ` +
        'because the events of a replication arrive at its destination; ask the registry or repository of the ' +
        'destination, in a stack of its account and region',
    );
  });
});

describe('rules for changes of configuration', () => {
  test('match the operations that change something, without refused calls', () => {
    const stack = stackOf();
    RepositoryEvents.fromRepository(apiOf(stack)).onRepositoryChanged('Changed', {
      changes: [RepositoryChange.TAG_MUTABILITY, RepositoryChange.LIFECYCLE],
    });
    expect(rulesOf(stack)[0].EventPattern.detail).toEqual({
      eventSource: ['ecr.amazonaws.com'],
      eventName: ['DeleteLifecyclePolicy', 'PutImageTagMutability', 'PutLifecyclePolicy'],
      errorCode: [{ exists: false }],
      requestParameters: { repositoryName: [{ Ref: expect.stringMatching(/^Api/) }] },
    });
  });

  test('say that they need a trail, which other rules do not', () => {
    const stack = stackOf();
    const events = RepositoryEvents.fromRepository(apiOf(stack));
    events.onImagePushed('Pushed');
    events.onLifecycleRun('Run');
    events.onRepositoryChanged('Changed');
    const notes = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('AWS CloudTrail trail'));
    expect(notes.map(({ id, entry }) => `${id}: ${String(entry.data)}`)).toEqual(
      ['Run', 'Changed'].map(
        (id) =>
          `/Stack/Api/${id}: eventPattern: these events arrive only if an AWS CloudTrail trail logs management events in ` +
          'this region [ack: cdk-ecr:cloudTrail]',
      ),
    );
  });
});
