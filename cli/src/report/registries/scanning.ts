import type { GatheredRegistry, GatheredRepository } from './gathered-registry';
import { objectsIn } from './gathered-registry';
import { RegistryScanType } from '../../../../src/ecr/registry-scan-type';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { matchesEveryName, scanFilterMatcher } from '../../../../src/ecr/scan-filter';
import { ScanFrequency } from '../../../../src/ecr/scan-frequency';
import { hasHole, isKnownText } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { ScanningMode } from '../model/reported-repository';
import type { ReportedScanning } from '../model/reported-repository';

/** The modes of the frequencies. The continuous one takes precedence. */
const MODES = [
  [ScanFrequency.CONTINUOUS, ScanningMode.CONTINUOUS],
  [ScanFrequency.ON_PUSH, ScanningMode.ON_PUSH],
] as const;

const BY_UNKNOWN_FILTER = 'filters of the registry, of which a part is not known';
const BY_UNKNOWN_NAME = 'filters of the registry, as the name is not known';

/** A filter of one frequency. */
interface Filter {
  readonly text: string;
  readonly isForAll: boolean;
  matches(name: string): boolean;
}

/** How a registry scans the images of its repositories. */
export class Scanning {
  private readonly configuration?: Json;
  private readonly filters: readonly (readonly [mode: ScanningMode, filters: readonly Filter[]])[];
  private readonly isComplete: boolean;

  public constructor(registry: GatheredRegistry) {
    this.configuration = registry.settingsOf(ResourceType.SCANNING_CONFIGURATION)[0]?.properties;
    const rules = objectsIn(this.configuration?.Rules);
    this.filters = MODES.map(([frequency, mode]) => [
      mode,
      rules
        .filter((rule) => rule.ScanFrequency === frequency)
        .flatMap(({ RepositoryFilters: filters }) => objectsIn(filters).map(({ Filter: filter }) => filter))
        .filter(isKnownText)
        .map((text) => ({ text, isForAll: matchesEveryName(text), matches: scanFilterMatcher(text) })),
    ]);
    this.isComplete = !hasHole(this.configuration);
  }

  public of({ name, isNamed, isPublic, declared, deployed }: GatheredRepository): ReportedScanning {
    if (isPublic) return { mode: ScanningMode.NEVER, by: 'public repositories are not scanned' };
    const scanOnPush = scanOnPushOf((declared ?? deployed)!.properties);
    if (!this.configuration) return scanOnPushAlone(scanOnPush);
    for (const [mode, filters] of this.filters) {
      const filter = filters.find(({ isForAll, matches }) => isForAll || (isNamed && matches(name)));
      if (filter) return { mode, by: `filter ${filter.text}` };
      if (!this.isComplete) return { mode: ScanningMode.UNKNOWN, by: BY_UNKNOWN_FILTER };
      if (!isNamed && filters.length > 0) return { mode: ScanningMode.UNKNOWN, by: BY_UNKNOWN_NAME };
    }
    if (this.configuration.ScanType === RegistryScanType.ENHANCED) {
      return { mode: ScanningMode.NEVER, by: 'no filter of the enhanced scanning' };
    }
    return String(scanOnPush) === 'false'
      ? { mode: ScanningMode.MANUAL, by: 'no filter of the registry' }
      : scanOnPushAlone(scanOnPush);
  }
}

function scanOnPushOf({ ImageScanningConfiguration: scanning = {} }: Json): unknown {
  return isObject(scanning) ? (scanning.ScanOnPush ?? false) : scanning;
}

/** The setting of the repository, which decides under basic scanning if no filter of the registry does. */
function scanOnPushAlone(scanOnPush: unknown): ReportedScanning {
  const by = 'its ScanOnPush';
  if (hasHole(scanOnPush)) return { mode: ScanningMode.UNKNOWN, by: `${by}, which is not known` };
  return { mode: String(scanOnPush) === 'true' ? ScanningMode.ON_PUSH : ScanningMode.MANUAL, by };
}
