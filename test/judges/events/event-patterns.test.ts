import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { matchAll, matcherIsRequired, missingMatcher } from './matcher';
import { ACCOUNT, OTHER_REGION, REGION, SAMPLES } from './samples';
import { RegistryChange, RepositoryChange } from '../../../src/ecr/events/configuration-change';
import { EventResult, FindingScope, FindingStatus } from '../../../src/ecr/events/event-enums';
import { Severity } from '../../../src/ecr/events/severity';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';
import { ScanFrequency } from '../../../src/ecr/scan-frequency';
import type { IRegistry } from '../../../src/facades/i-registry';
import { RegistryEvents } from '../../../src/facades/registry-events';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { RepositoryEvents } from '../../../src/facades/repository-events';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { resolve } from '../iam/intrinsics';

interface Facades {
  /** Of `team/api` under basic scanning, declared in the stack. */
  readonly repository: RepositoryEvents;
  /** Of `team/api` under enhanced scanning. */
  readonly inspected: RepositoryEvents;
  /** Of names that start with `team/`. */
  readonly team: RegistryEvents;
  readonly inspectedTeam: RegistryEvents;
  readonly registry: RegistryEvents;
  readonly inspectedRegistry: RegistryEvents;
  /** Of another region, which replicates to this one. */
  readonly source: IRegistry;
}

interface Row {
  readonly name: string;
  readonly rule: (facades: Facades) => events.Rule;
  /** The samples that match, all others do not. */
  readonly matches: readonly string[];
}

const CRITICAL_OR_HIGH = { minimumSeverity: Severity.HIGH };

const ROWS: readonly Row[] = [
  {
    name: 'image pushed',
    rule: ({ repository }) => repository.onImagePushed('Rule'),
    matches: ['push v1', 'push dev', 'push untagged'],
  },
  {
    name: 'image pushed with one of two tags',
    rule: ({ repository }) => repository.onImagePushed('Rule', { tags: ['v*', 'latest'] }),
    matches: ['push v1'],
  },
  {
    name: 'image pushed with any tag',
    rule: ({ repository }) => repository.onImagePushed('Rule', { tags: ['*'] }),
    matches: ['push v1', 'push dev'],
  },
  {
    name: 'push failed',
    rule: ({ repository }) => repository.onImagePushed('Rule', { result: EventResult.FAILURE }),
    matches: ['push failed'],
  },
  {
    name: 'image pushed or not',
    rule: ({ repository }) => repository.onImagePushed('Rule', { result: EventResult.ANY, tags: ['v1'] }),
    matches: ['push v1', 'push failed'],
  },
  {
    name: 'image pushed under a prefix',
    rule: ({ team }) => team.onImagePushed('Rule', { tags: ['v1'] }),
    matches: ['push v1', 'push web', 'push suffix'],
  },
  {
    name: 'image pushed to the registry',
    rule: ({ registry }) => registry.onImagePushed('Rule', { tags: ['v1'] }),
    matches: ['push v1', 'push web', 'push teams', 'push suffix'],
  },
  {
    name: 'image deleted',
    rule: ({ repository }) => repository.onImageDeleted('Rule'),
    matches: ['delete v1', 'delete untagged'],
  },
  {
    name: 'image deleted or not',
    rule: ({ registry }) => registry.onImageDeleted('Rule', { result: EventResult.ANY }),
    matches: ['delete v1', 'delete untagged', 'delete failed'],
  },
  { name: 'image archived', rule: ({ repository }) => repository.onImageArchived('Rule'), matches: ['archive'] },
  {
    name: 'image archived under a prefix',
    rule: ({ team }) => team.onImageArchived('Rule'),
    matches: ['archive', 'archive web'],
  },
  { name: 'image restored', rule: ({ repository }) => repository.onImageRestored('Rule'), matches: ['restore'] },
  {
    name: 'referrer pushed',
    rule: ({ repository }) => repository.onReferrerPushed('Rule'),
    matches: ['referrer sbom', 'referrer signature'],
  },
  {
    name: 'bill of materials pushed',
    rule: ({ registry }) => registry.onReferrerPushed('Rule', { artifactMediaTypes: ['text/sbom+json'] }),
    matches: ['referrer sbom', 'referrer web'],
  },
  {
    name: 'referrer deleted',
    rule: ({ repository }) => repository.onReferrerDeleted('Rule'),
    matches: ['referrer deleted'],
  },
  {
    name: 'bill of materials deleted under a prefix',
    rule: ({ team }) => team.onReferrerDeleted('Rule', { artifactMediaTypes: ['text/sbom+json'] }),
    matches: ['referrer deleted', 'referrer deleted web'],
  },
  {
    name: 'lifecycle run',
    rule: ({ repository }) => repository.onLifecycleRun('Rule'),
    matches: ['lifecycle run'],
  },
  {
    name: 'lifecycle run under a prefix',
    rule: ({ team }) => team.onLifecycleRun('Rule'),
    matches: ['lifecycle run', 'lifecycle run web'],
  },
  {
    name: 'lifecycle run in the registry',
    rule: ({ registry }) => registry.onLifecycleRun('Rule'),
    matches: ['lifecycle run', 'lifecycle run web', 'lifecycle run teams'],
  },

  {
    name: 'basic scan failed',
    rule: ({ repository }) => repository.onScanFailed('Rule'),
    matches: ['basic failed', 'basic failed untagged'],
  },
  {
    name: 'basic scan of a tag failed',
    rule: ({ registry }) => registry.onScanFailed('Rule', { tags: ['v*'] }),
    matches: ['basic failed'],
  },
  {
    name: 'basic scan completed',
    rule: ({ repository }) => repository.onScanCompleted('Rule'),
    matches: [
      'basic critical',
      'basic high',
      'basic medium',
      'basic undefined',
      'basic zero',
      'basic nothing',
      'basic untagged',
    ],
  },
  {
    name: 'basic scan with critical or high findings',
    rule: ({ repository }) => repository.onScanCompleted('Rule', CRITICAL_OR_HIGH),
    matches: ['basic critical', 'basic high', 'basic untagged'],
  },
  {
    name: 'basic scan of a tag with findings of two severities',
    rule: ({ repository }) =>
      repository.onScanCompleted('Rule', { severities: [Severity.UNDEFINED, Severity.CRITICAL], tags: ['v*'] }),
    matches: ['basic critical', 'basic medium', 'basic undefined'],
  },
  {
    name: 'basic scan in the registry with critical findings',
    rule: ({ registry }) => registry.onScanCompleted('Rule', { severities: [Severity.CRITICAL] }),
    matches: ['basic critical', 'basic untagged', 'basic web'],
  },
  {
    name: 'enhanced scan completed',
    rule: ({ inspected }) => inspected.onScanCompleted('Rule'),
    matches: ['inspector critical', 'inspector medium', 'inspector untriaged', 'inspector clean'],
  },
  {
    name: 'enhanced scan with critical or high findings',
    rule: ({ inspected }) => inspected.onScanCompleted('Rule', CRITICAL_OR_HIGH),
    matches: ['inspector critical'],
  },
  {
    name: 'enhanced scan under a prefix with critical or high findings',
    rule: ({ inspectedTeam }) => inspectedTeam.onScanCompleted('Rule', CRITICAL_OR_HIGH),
    matches: ['inspector critical', 'inspector web', 'inspector suffix'],
  },
  {
    name: 'enhanced scan in the registry with untriaged findings',
    rule: ({ inspectedRegistry }) => inspectedRegistry.onScanCompleted('Rule', { severities: [Severity.UNTRIAGED] }),
    matches: ['inspector untriaged'],
  },
  {
    name: 'enhanced scan in the registry',
    rule: ({ inspectedRegistry }) => inspectedRegistry.onScanCompleted('Rule', { minimumSeverity: Severity.CRITICAL }),
    matches: ['inspector critical', 'inspector suffix', 'inspector teams'],
  },
  {
    name: 'enhanced scan of a repository in any account',
    rule: ({ inspected }) =>
      inspected.onScanCompleted('Rule', { findingScope: FindingScope.ALL_MEMBERS, ...CRITICAL_OR_HIGH }),
    matches: ['inspector critical', 'inspector member'],
  },
  {
    name: 'enhanced scan under a prefix in any account',
    rule: ({ inspectedTeam }) =>
      inspectedTeam.onScanCompleted('Rule', { findingScope: FindingScope.ALL_MEMBERS, ...CRITICAL_OR_HIGH }),
    matches: ['inspector critical', 'inspector web', 'inspector suffix', 'inspector member', 'inspector member web'],
  },
  {
    name: 'enhanced scan of any repository in any account',
    rule: ({ inspectedRegistry }) =>
      inspectedRegistry.onScanCompleted('Rule', {
        findingScope: FindingScope.ALL_MEMBERS,
        minimumSeverity: Severity.CRITICAL,
      }),
    matches: ['inspector critical', 'inspector suffix', 'inspector teams', 'inspector member', 'inspector member web'],
  },

  {
    name: 'critical finding',
    rule: ({ inspected }) => inspected.onFinding('Rule', { severities: [Severity.CRITICAL] }),
    matches: [
      'finding',
      'finding fix',
      'finding partial fix',
      'finding no fix',
      'finding in use',
      'finding not in use',
      'finding untagged',
    ],
  },
  {
    name: 'finding that can be fixed',
    rule: ({ inspected }) => inspected.onFinding('Rule', { minimumSeverity: Severity.CRITICAL, fixAvailable: true }),
    matches: [
      'finding',
      'finding fix',
      'finding partial fix',
      'finding in use',
      'finding not in use',
      'finding untagged',
    ],
  },
  {
    name: 'finding of an image in use',
    rule: ({ inspected }) => inspected.onFinding('Rule', { minimumSeverity: Severity.CRITICAL, inUse: true }),
    matches: ['finding', 'finding fix', 'finding partial fix', 'finding no fix', 'finding in use', 'finding untagged'],
  },
  {
    name: 'finding in a tag',
    rule: ({ inspected }) => inspected.onFinding('Rule', { severities: [Severity.MEDIUM], tags: ['late*'] }),
    matches: ['finding medium'],
  },
  {
    name: 'finding under a prefix',
    rule: ({ inspectedTeam }) => inspectedTeam.onFinding('Rule', { fixAvailable: true, inUse: true, tags: ['v1'] }),
    matches: [
      'finding',
      'finding fix',
      'finding partial fix',
      'finding in use',
      'finding high',
      'finding medium',
      'finding untriaged',
      'finding web',
    ],
  },
  {
    name: 'untriaged finding in the registry',
    rule: ({ inspectedRegistry }) => inspectedRegistry.onFinding('Rule', { severities: [Severity.UNTRIAGED] }),
    matches: ['finding untriaged'],
  },
  {
    name: 'high finding in any account',
    rule: ({ inspectedRegistry }) =>
      inspectedRegistry.onFinding('Rule', {
        minimumSeverity: Severity.HIGH,
        findingScope: FindingScope.ALL_MEMBERS,
        inUse: true,
      }),
    matches: [
      'finding',
      'finding fix',
      'finding partial fix',
      'finding no fix',
      'finding in use',
      'finding high',
      'finding untagged',
      'finding web',
      'finding member',
    ],
  },
  {
    name: 'finding that is closed',
    rule: ({ inspectedRegistry }) => inspectedRegistry.onFinding('Rule', { statuses: [FindingStatus.CLOSED] }),
    matches: ['finding closed'],
  },

  {
    name: 'scan frequency changed',
    rule: ({ inspected }) => inspected.onScanFrequencyChanged('Rule'),
    matches: ['frequency continuous', 'frequency on push', 'frequency of two'],
  },
  {
    name: 'scan frequency of the same repository changed to continuous',
    rule: ({ inspected }) => inspected.onScanFrequencyChanged('Rule', { frequencies: [ScanFrequency.CONTINUOUS] }),
    matches: ['frequency continuous'],
  },
  {
    name: 'scan frequency of any repository changed',
    rule: ({ inspectedRegistry }) => inspectedRegistry.onScanFrequencyChanged('Rule'),
    matches: ['frequency continuous', 'frequency on push', 'frequency of two', 'frequency web'],
  },
  {
    name: 'pull-through cache synced',
    rule: ({ registry }) => registry.onPullThroughCacheSynced('Rule'),
    matches: ['cache synced', 'cache synced latest', 'cache other'],
  },
  {
    name: 'pull-through cache synced a tag',
    rule: ({ registry }) => registry.onPullThroughCacheSynced('Rule', { tags: ['3.*'] }),
    matches: ['cache synced', 'cache other'],
  },
  {
    name: 'pull-through cache failed',
    rule: ({ registry }) => registry.onPullThroughCacheSynced('Rule', { result: EventResult.FAILURE }),
    matches: ['cache failed'],
  },
  {
    name: 'replicated',
    rule: ({ repository }) => repository.onReplicated('Rule'),
    matches: ['replicated', 'replicated v1', 'replicated from other account', 'replicated from other region'],
  },
  {
    name: 'replicated from a registry',
    rule: ({ repository, source }) => repository.onReplicated('Rule', { source }),
    matches: ['replicated', 'replicated v1'],
  },
  {
    name: 'tag replicated',
    rule: ({ registry, source }) => registry.onReplicated('Rule', { source, tags: ['latest'] }),
    matches: ['replicated', 'replicated web'],
  },
  {
    name: 'replication failed',
    rule: ({ registry }) => registry.onReplicationFailed('Rule'),
    matches: ['replication failed', 'replication failed web'],
  },

  {
    name: 'repository changed',
    rule: ({ repository }) => repository.onRepositoryChanged('Rule'),
    matches: ['call PutLifecyclePolicy', 'call SetRepositoryPolicy', 'call DeleteRepository', 'call CreateRepository'],
  },
  {
    name: 'policy of a repository changed',
    rule: ({ registry }) => registry.onRepositoryChanged('Rule', { changes: [RepositoryChange.POLICY] }),
    matches: ['call SetRepositoryPolicy', 'call SetRepositoryPolicy web'],
  },
  {
    name: 'registry changed',
    rule: ({ team }) => team.onRegistryChanged('Rule'),
    matches: [
      'call PutRegistryPolicy',
      'call PutReplicationConfiguration',
      'call PutRegistryScanningConfiguration',
      'call CreatePullThroughCacheRule',
    ],
  },
  {
    name: 'policy or replication of the registry changed',
    rule: ({ registry }) =>
      registry.onRegistryChanged('Rule', { changes: [RegistryChange.POLICY, RegistryChange.REPLICATION] }),
    matches: ['call PutRegistryPolicy', 'call PutReplicationConfiguration'],
  },
];

/** Everything that the facades offer by name, so that a new method cannot go without a row. */
function methodsOf(type: { prototype: object }): string[] {
  const own = Object.getOwnPropertyNames(type.prototype).filter((name) => name.startsWith('on'));
  const parent = Object.getPrototypeOf(type) as { prototype?: object };
  return parent.prototype ? [...own, ...methodsOf(parent as { prototype: object })] : own;
}

/** The pattern as EventBridge gets it. */
function patternOf({ rule }: Row): unknown {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const declared = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
  const registry = Registry.fromRegistryAttributes(stack, 'Basic', {
    scanning: RegistryScanning.basic({ onPush: ['*'] }),
  });
  const enhanced = Registry.fromRegistryAttributes(stack, 'Enhanced', {
    scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
  });
  const scope = new Construct(stack, 'Imported');
  const imported = PrivateRepository.fromRepositoryName(scope, 'Api', 'team/api');
  rule({
    repository: RepositoryEvents.fromRepository(declared, { registry }),
    inspected: RepositoryEvents.fromRepository(imported, { scanType: RegistryScanType.ENHANCED }),
    team: RegistryEvents.fromRegistry(registry, { repositoryPrefixes: ['team/'] }),
    inspectedTeam: RegistryEvents.fromRegistry(enhanced, { repositoryPrefixes: ['team/'] }),
    registry: RegistryEvents.fromRegistry(registry),
    inspectedRegistry: RegistryEvents.fromRegistry(enhanced),
    source: Registry.fromRegistryAttributes(stack, 'Source', { region: OTHER_REGION }),
  });
  const template = Template.fromStack(stack);
  const [resource] = Object.values(template.findResources('AWS::Events::Rule'));
  return resolve(resource.Properties.EventPattern, {
    environment: { account: ACCOUNT, region: REGION },
    ref: (logicalId) => template.toJSON().Resources[logicalId].Properties.RepositoryName,
    attribute: (logicalId, name) => `${logicalId}.${name}`,
    import: (name) => name,
  });
}

const missing = missingMatcher();

describe('event patterns', () => {
  test('the matcher is there', () => {
    if (missing !== undefined && matcherIsRequired()) throw new Error(missing);
    if (missing !== undefined) console.warn(`SKIPPED: event patterns are not checked. ${missing}`);
  });

  test('there are at least 60 sample events, and every row names some of them', () => {
    expect(Object.keys(SAMPLES).length).toBeGreaterThanOrEqual(60);
    const unknown = ROWS.flatMap(({ matches }) => matches).filter((name) => !(name in SAMPLES));
    expect(unknown).toEqual([]);
    expect(ROWS.filter(({ matches }) => matches.length === 0)).toEqual([]);
  });

  test('every method of the facades has a row', () => {
    const used = new Set(ROWS.flatMap(({ rule }) => rule.toString().match(/\bon[A-Z]\w+/g) ?? []));
    expect([...new Set([...methodsOf(RepositoryEvents), ...methodsOf(RegistryEvents)])].sort()).toEqual(
      [...used].sort(),
    );
  });

  (missing === undefined ? describe : describe.skip)('by the matcher of moto', () => {
    const patterns = Object.fromEntries(ROWS.map((row) => [row.name, patternOf(row)]));
    const found = missing === undefined ? matchAll(patterns, SAMPLES) : {};

    test.each(ROWS)('$name: matches these samples and no other', ({ name, matches }) => {
      expect([...found[name]].sort()).toEqual([...matches].sort());
    });

    test.each(ROWS)('$name: is short enough for EventBridge', ({ name }) => {
      expect(JSON.stringify(patterns[name]).length).toBeLessThanOrEqual(2048);
    });
  });
});
