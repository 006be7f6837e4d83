import { literal, objectLiteral } from './literal';
import type { RegistryCode } from './registry-code';
import { mistakesInFilterCount, mistakesInFilters, SCAN_FILTERS } from '../../../../src/ecr/mistakes/filters';
import { FilterType } from '../../../../src/ecr/name-filter';
import { RegistryScanType } from '../../../../src/ecr/registry-scan-type';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { ScanFrequency } from '../../../../src/ecr/scan-frequency';
import type { Json } from '../../../../src/text/json';
import { objectsIn } from '../../snapshot/replication-rules';

const TYPE = ResourceType.SCANNING_CONFIGURATION;
const KIND = 'ScanningConfiguration';
/** The options of `RegistryScanning`, in their order. */
const OPTIONS: Readonly<Record<string, string>> = {
  [ScanFrequency.CONTINUOUS]: 'continuous',
  [ScanFrequency.ON_PUSH]: 'onPush',
};

/** The `scanning` of the registry; `undefined` if it has none, or an L1 construct declares it. */
export function scanningCode(code: RegistryCode): string | undefined {
  const [properties] = code.settings(TYPE);
  if (properties === undefined) return undefined;
  const options = optionsOf(properties);
  if (typeof options !== 'string') {
    const factory = properties.ScanType === RegistryScanType.BASIC ? 'basic' : 'enhanced';
    code.own(TYPE, ['Scanning'], KIND);
    const members = Object.values(OPTIONS).flatMap((option): [string, string][] =>
      options[option] ? [[option, literal(options[option])]] : [],
    );
    return `${code.source.use('RegistryScanning')}.${factory}(${objectLiteral(members)})`;
  }
  code.rawSingleton({
    type: TYPE,
    id: 'Scanning',
    kind: KIND,
    constant: 'scanning',
    name: 'the scanning',
    properties,
    because: options,
    later: 'Later: give the registry `scanning`.',
  });
  return undefined;
}

/** The filters by option; a text says why `RegistryScanning` cannot have them. */
function optionsOf({ ScanType: type, Rules: rules }: Json): Readonly<Record<string, string[]>> | string {
  const result: Record<string, string[]> = {};
  if (type !== RegistryScanType.BASIC && type !== RegistryScanType.ENHANCED) return 'its type is not known here';
  for (const { ScanFrequency: frequency, RepositoryFilters: given } of objectsIn(rules)) {
    const option = OPTIONS[String(frequency)];
    if (option === undefined) return `RegistryScanning has no rule with the frequency ${String(frequency)}`;
    if (type === RegistryScanType.BASIC && option !== 'onPush') return 'basic scanning has no continuous rule';
    if (result[option]) return 'RegistryScanning has one rule for each frequency';
    const filters = objectsIn(given);
    const texts = filters.map(({ Filter }) => String(Filter));
    const mistakes = [...mistakesInFilters(SCAN_FILTERS, texts), ...mistakesInFilterCount(SCAN_FILTERS, texts.length)];
    if (mistakes.length > 0 || filters.some(({ FilterType: kind }) => kind !== FilterType.SCANNING)) {
      return 'RegistryScanning refuses one of its filters';
    }
    if (new Set(texts).size < texts.length) return 'RegistryScanning has each filter once';
    result[option] = texts;
  }
  return Object.keys(result).length > 0 ? result : 'RegistryScanning has at least one filter';
}
