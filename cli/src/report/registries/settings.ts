import type { Creation } from './creation';
import type { GatheredRegistry } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import { isUnread } from './place';
import { policyLines } from './policy-lines';
import { ReferenceNames } from './reference-names';
import type { Replication } from './replications';
import type { Signings } from './signings';
import type { SourceResource } from './source-resource';
import { RegistryScanType } from '../../../../src/ecr/registry-scan-type';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { matchesEveryName } from '../../../../src/ecr/scan-filter';
import { ScanFrequency } from '../../../../src/ecr/scan-frequency';
import { hasHole, readable } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';
import type { ReportedSetting } from '../model/registry-report';

/** The parts of a registry that its settings are. */
export interface SettingParts {
  readonly replications: readonly Replication[];
  readonly creation: Creation;
  readonly signings: Signings;
}

const FREQUENCIES: ReadonlyMap<unknown, string> = new Map([
  [ScanFrequency.CONTINUOUS, 'continuous'],
  [ScanFrequency.ON_PUSH, 'on push'],
]);

/** All settings of a registry in words, in the order of the console of AWS. A registry without content has none. */
export function settingsOf(registry: GatheredRegistry, parts: SettingParts): ReportedSetting[] {
  if (registry.isOutside) return [];
  const { replications, creation, signings } = parts;
  const absent = registry.files.length > 0 ? 'none' : 'none is declared';
  const setting = (name: string, type: string, linesOf: (found: readonly SourceResource[]) => readonly string[]) => {
    const found = registry.settingsOf(type);
    const paths = [...new Set(found.flatMap(({ path }) => path ?? []))];
    const read = found.filter(({ properties }) => !isUnread(properties));
    const isUnknown = read.length < found.length;
    const lines = read.length === 0 && isUnknown ? ['could not be read'] : [...linesOf(read)];
    if (read.length > 0 && isUnknown) lines.push('those that are deployed could not be read');
    return {
      name,
      lines: lines.length > 0 ? lines : [found.length > 0 ? 'known at deployment' : absent],
      ...(paths.length === 1 && { path: paths[0] }),
    };
  };
  return [
    setting('Scanning', ResourceType.SCANNING_CONFIGURATION, scanningLines),
    setting('Registry policy', ResourceType.REGISTRY_POLICY, (found) =>
      found.flatMap(({ resource, properties }) => policyLines(properties.PolicyText, resource.type)),
    ),
    setting('Replication', ResourceType.REPLICATION_CONFIGURATION, () => replications.map(replicationLine)),
    setting('Pull-through caches', ResourceType.PULL_THROUGH_CACHE_RULE, () =>
      creation.reportedCaches.map(({ prefix, upstream, upstreamPrefix, hasCredentials }) => {
        const from = upstreamPrefix === undefined ? upstream : `${upstream}/${upstreamPrefix}`;
        return `${prefix} from ${from}${hasCredentials ? ', with credentials' : ''}`;
      }),
    ),
    setting('Creation templates', ResourceType.CREATION_TEMPLATE, () =>
      creation.reportedTemplates.map(({ prefix, appliedFor }) => `${prefix} for ${appliedFor}`),
    ),
    setting('Signing', ResourceType.SIGNING_CONFIGURATION, () =>
      signings.all.map(({ filters, profile }) => `${listOrAll(filters)} by ${profile}`),
    ),
    exclusionsOf(registry, absent),
  ];
}

/** The principals whose pulls are not recorded. Resources of snapshots do not have those that are deployed. */
function exclusionsOf(registry: GatheredRegistry, absent: string): ReportedSetting {
  const found = registry.settingsOf(ResourceType.PULL_TIME_EXCLUSION);
  const declared = found.map(({ input, properties }) => ReferenceNames.of(input.app).nameOf(properties.PrincipalArn));
  const deployed = registry.files.flatMap(({ pullTimeUpdateExclusions = [] }) => pullTimeUpdateExclusions);
  const isRefused = registry.files.some(({ unread }) =>
    unread.some(({ action }) => action === 'ecr:ListPullTimeUpdateExclusions'),
  );
  const lines = [...new Set([...declared, ...deployed])].sort();
  if (isRefused) lines.push('those that are deployed could not be read');
  const paths = found.flatMap(({ path }) => path ?? []);
  return {
    name: 'Pull-time exclusions',
    lines: lines.length > 0 ? lines : [absent],
    ...(paths.length === 1 && { path: paths[0] }),
  };
}

function scanningLines([configuration]: readonly SourceResource[]): string[] {
  if (!configuration) return ['basic; ScanOnPush of each repository decides'];
  const { ScanType: type, Rules: rules } = configuration.properties;
  const isEnhanced = type === RegistryScanType.ENHANCED;
  const isBasic = type === undefined || type === RegistryScanType.BASIC;
  const unmatched = isEnhanced
    ? 'other repositories: never'
    : 'other repositories: ScanOnPush of each repository decides';
  const filtersOf = ({ RepositoryFilters: filters }: Json) => objectsIn(filters).map((each) => readable(each.Filter));
  const isComplete = hasHole(rules) || objectsIn(rules).some((rule) => filtersOf(rule).some(matchesEveryName));
  return [
    isEnhanced ? 'enhanced, by Amazon Inspector' : isBasic ? 'basic, by Amazon ECR' : readable(type),
    ...objectsIn(rules).map((rule) => {
      const frequency = FREQUENCIES.get(rule.ScanFrequency) ?? readable(rule.ScanFrequency);
      return `${frequency}: ${filtersOf(rule).join(', ') || 'no filter'}`;
    }),
    ...(isComplete ? [] : [unmatched]),
  ];
}

function replicationLine({ to, prefixes }: Replication): string {
  return `${listOrAll(prefixes.map((prefix) => `${prefix}*`))} to ${to.name}`;
}

function listOrAll(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'all repositories';
}
