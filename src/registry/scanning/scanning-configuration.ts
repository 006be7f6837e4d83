import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { frequencyOf } from './repository-frequency';
import { watchScanCoverage } from './scan-coverage';
import { review } from '../../core/review';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInFilterCount, mistakesInFilters, SCAN_FILTERS } from '../../ecr/mistakes/filters';
import { mistakesInScanFrequency } from '../../ecr/mistakes/scanning';
import type { RegistryScanType } from '../../ecr/registry-scan-type';
import { costOfContinuous } from '../../ecr/scan-cost';
import { ScanFrequency } from '../../ecr/scan-frequency';
import { RegistryScanning } from '../../facades/registry-scanning';
import { InvalidInputError } from '../../text/errors';
import { checkValue } from '../../text/kinds';
import type { RegistryCore } from '../registry-core';
import { settingId } from '../setting-id';

const API = 'Registry.addScanningRule';

/** The scanning configuration of a registry. */
export interface ScanningConfigurationProps {
  readonly scanning?: RegistryScanning;
  readonly requireScanning?: boolean;
}

/** How a registry scans: the type of scanning that it was given, with one rule for each frequency. */
export class ScanningConfiguration {
  private merged?: RegistryScanning;
  private readonly resource?: ecr.CfnRegistryScanningConfiguration;

  public constructor(
    private readonly registry: RegistryCore,
    { scanning, requireScanning = false }: ScanningConfigurationProps,
  ) {
    if (scanning !== undefined) {
      checkValue({ scope: registry, api: 'Registry', property: 'scanning' }, scanning, RegistryScanning);
      this.merged = scanning;
      this.resource = this.create(scanning.type);
      this.warnOfCost();
      watchScanCoverage(registry, this.resource, () => this.merged!, requireScanning);
    } else if (requireScanning) {
      throw new InvalidInputError({
        scope: registry,
        api: 'Registry',
        property: 'requireScanning',
        found: requireScanning,
        must: 'come with a type of scanning, without which nothing is required',
        remedy: 'give the registry `scanning`',
      });
    }
  }

  /** With all rules that were added up to now. */
  public get scanning(): RegistryScanning | undefined {
    return this.merged;
  }

  public frequencyOf(repository: ecr.IRepositoryRef): ScanFrequency {
    return frequencyOf(this.registry, this.scanning, repository);
  }

  public addRule(frequency: ScanFrequency, repositoryFilters: string[]): void {
    const before = this.checkFrequency(frequency);
    const place = { api: API, property: 'repositoryFilters' };
    review(this.registry, place, mistakesInFilters(SCAN_FILTERS, repositoryFilters));
    const after = before._with(frequency, repositoryFilters);
    if (after._filtersOf(frequency).length === before._filtersOf(frequency).length) return;
    // Of all contributions, because they make up one rule.
    review(this.registry, place, mistakesInFilterCount(SCAN_FILTERS, after._filtersOf(frequency).length));
    this.registry._period.check(`scanning of ${repositoryFilters.join(', ')}`);
    this.merged = after;
    this.warnOfCost();
  }

  private create(scanType: RegistryScanType): ecr.CfnRegistryScanningConfiguration {
    const resource = new ecr.CfnRegistryScanningConfiguration(this.registry, 'Scanning', {
      scanType,
      rules: Lazy.any({ produce: () => this.merged?._renderRules() }),
    });
    this.registry._own(resource, {
      logicalId: settingId('ScanningConfiguration'),
      alwaysRetained: true,
    });
    return resource;
  }

  /** The type of scanning, if it has the frequency. */
  private checkFrequency(frequency: ScanFrequency): RegistryScanning {
    if (!this.merged) {
      throw new InvalidInputError({
        scope: this.registry,
        api: API,
        property: 'scanning',
        found: this.merged,
        must: 'have a type before rules are added',
        remedy: 'give the registry `scanning`',
      });
    }
    const place = { api: API, property: 'frequency' };
    review(this.registry, place, mistakesInScanFrequency(frequency, this.merged.type));
    return this.merged;
  }

  /** On the resource, so that an acknowledgement on the registry also holds for what is added after it. */
  private warnOfCost(): void {
    const cost = costOfContinuous(this.merged?.continuous ?? []);
    if (!this.resource || cost === undefined) return;
    warn(
      this.resource,
      EcrRule.CONTINUOUS_SCAN_OF_ALL,
      `${cost}; name what needs it, such as \`continuous: ["prod/*"]\`, and scan the rest on push`,
    );
  }
}
