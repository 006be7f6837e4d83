import type { CfnRegistryScanningConfiguration } from 'aws-cdk-lib/aws-ecr';
import { mistakesInFilterCount, mistakesInFilters, SCAN_FILTERS } from '../ecr/mistakes/filters';
import { refuse } from '../ecr/mistakes/refuse';
import { canonicalFilters, FilterType } from '../ecr/name-filter';
import { RegistryScanType } from '../ecr/registry-scan-type';
import { matchesScanFilter } from '../ecr/scan-filter';
import { ScanFrequency } from '../ecr/scan-frequency';
import { checkList, InvalidInputError } from '../text/errors';
import { checkProperties, declareValueClass } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

/** Options for `RegistryScanning.basic`. */
export interface BasicScanningOptions {
  /**
   * Filters for the repositories whose images are scanned when pushed: 1 to 100 filters of 1 to 255 characters.
   *
   * `*` stands for any characters. A filter without `*` matches every repository name that contains the filter.
   */
  readonly onPush: string[];
}

/** Options for `RegistryScanning.enhanced`. Set at least one of them. */
export interface EnhancedScanningOptions {
  /**
   * Filters for the repositories whose images are scanned when pushed, and again when new vulnerabilities become known.
   *
   * 1 to 100 filters of 1 to 255 characters. `*` stands for any characters. A filter without `*` matches every
   * repository name that contains the filter. Amazon Inspector exports bills of materials (SBOM) only for images that
   * are scanned continuously.
   *
   * @default - no image is scanned continuously
   */
  readonly continuous?: string[];

  /**
   * Filters for the repositories whose images are scanned when pushed. `continuous` takes precedence.
   *
   * 1 to 100 filters of 1 to 255 characters. `*` stands for any characters. A filter without `*` matches every
   * repository name that contains the filter.
   *
   * @default - images that are not scanned continuously are never scanned
   */
  readonly onPush?: string[];
}

/**
 * How a registry scans images: who scans, which repositories, and how often.
 *
 * Repositories that no filter matches have no default frequency: basic scanning scans their images on request only, and
 * enhanced scanning never.
 *
 * @example
 * import { Registry, RegistryScanning, ScanFrequency } from 'cdk-ecr';
 *
 * const scanning = RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] });
 * new Registry(this, 'Registry', { scanning, requireScanning: true });
 * scanning.frequencyOf('prod/api') === ScanFrequency.CONTINUOUS;
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export class RegistryScanning {
  /**
   * Basic scanning: Amazon ECR scans the images of the repositories in `onPush` when they are pushed.
   *
   * Amazon ECR scans images of other repositories only on request.
   *
   * @throws if there is no filter, more than 100 filters, or a filter that Amazon ECR would refuse
   */
  public static basic(options: BasicScanningOptions): RegistryScanning {
    const source = checkedOptions('basic', options);
    // Without `onPush`, nothing would be scanned: TypeScript asks for it.
    checkList({ ...source, property: 'onPush' }, options.onPush);
    return new RegistryScanning(RegistryScanType.BASIC, [], checked('basic', 'onPush', options.onPush));
  }

  /**
   * Enhanced scanning: Amazon Inspector scans the images of the repositories in `continuous` and `onPush`.
   *
   * Images of other repositories are never scanned, not even on request.
   *
   * Enhanced scanning activates Amazon Inspector for the registry. The role with which CloudFormation deploys therefore
   * needs `inspector2:Enable`, `inspector2:Disable`, `inspector2:ListFindings`, `inspector2:ListAccountPermissions`,
   * `inspector2:ListCoverage`, and `iam:CreateServiceLinkedRole` for `inspector2.amazonaws.com`.
   *
   * If CloudFormation deleted the scanning configuration, it would try to deactivate Amazon Inspector for the whole
   * account. The registry therefore retains the configuration.
   *
   * @throws if neither `continuous` nor `onPush` is given, or if one of them has no filter, more than 100 filters, or a
   * filter that Amazon ECR would refuse
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-iam.html
   */
  public static enhanced(options: EnhancedScanningOptions): RegistryScanning {
    checkedOptions('enhanced', options);
    const { continuous, onPush } = options;
    if (!continuous && !onPush) {
      throw new InvalidInputError({
        api: 'RegistryScanning.enhanced',
        property: 'options',
        found: options,
        must: 'have `continuous`, `onPush` or both, because there is no default frequency',
        remedy: 'write `onPush: ["*"]` to scan all images when they are pushed',
      });
    }
    return new RegistryScanning(
      RegistryScanType.ENHANCED,
      checked('enhanced', 'continuous', continuous),
      checked('enhanced', 'onPush', onPush),
    );
  }

  /** Who scans the images: Amazon ECR (`BASIC`) or Amazon Inspector (`ENHANCED`). */
  public readonly type: RegistryScanType;

  /** Filters of the repositories that are scanned continuously, sorted. */
  public readonly continuous: string[];

  /** Filters of the repositories that are scanned when pushed, sorted. */
  public readonly onPush: string[];

  private constructor(type: RegistryScanType, continuous: string[], onPush: string[]) {
    this.type = type;
    this.continuous = continuous;
    this.onPush = onPush;
  }

  /**
   * How often the images of a repository are scanned.
   *
   * If filters of both frequencies match the repository, `CONTINUOUS` applies. If no filter matches, it is `MANUAL`
   * under basic scanning and `OFF` under enhanced scanning. A filter that is a token matches no repository.
   *
   * @param repositoryName name of the repository, without the registry's host
   * @throws if the name is a token
   */
  public frequencyOf(repositoryName: string): ScanFrequency {
    if (!isLiteral(repositoryName)) {
      throw new InvalidInputError({
        api: 'RegistryScanning.frequencyOf',
        property: 'repositoryName',
        found: repositoryName,
        must: 'be known at synthesis',
        remedy: 'give the repository a `repositoryName` and pass that',
      });
    }
    const matches = (filter: string) => matchesScanFilter(filter, repositoryName);
    if (this.continuous.some(matches)) return ScanFrequency.CONTINUOUS;
    if (this.onPush.some(matches)) return ScanFrequency.ON_PUSH;
    return this._unmatched;
  }

  /**
   * How often images are scanned that no filter matches.
   *
   * @internal
   */
  public get _unmatched(): ScanFrequency {
    return this.type === RegistryScanType.BASIC ? ScanFrequency.MANUAL : ScanFrequency.OFF;
  }

  /**
   * The filters of CONTINUOUS or ON_PUSH, sorted.
   *
   * @internal
   */
  public _filtersOf(frequency: ScanFrequency): string[] {
    return frequency === ScanFrequency.CONTINUOUS ? this.continuous : this.onPush;
  }

  /**
   * The same with more filters, which the caller has checked.
   *
   * @internal
   */
  public _with(frequency: ScanFrequency, repositoryFilters: string[]): RegistryScanning {
    const filters = (own: ScanFrequency) =>
      canonicalFilters([...this._filtersOf(own), ...(own === frequency ? repositoryFilters : [])]);
    return new RegistryScanning(this.type, filters(ScanFrequency.CONTINUOUS), filters(ScanFrequency.ON_PUSH));
  }

  /**
   * One rule for each frequency that has filters.
   *
   * @internal
   */
  public _renderRules(): CfnRegistryScanningConfiguration.ScanningRuleProperty[] {
    return [ScanFrequency.CONTINUOUS, ScanFrequency.ON_PUSH]
      .filter((scanFrequency) => this._filtersOf(scanFrequency).length > 0)
      .map((scanFrequency) => ({
        scanFrequency,
        repositoryFilters: this._filtersOf(scanFrequency).map((filter) => ({
          filter,
          filterType: FilterType.SCANNING,
        })),
      }));
  }
}

function checkedOptions(factory: string, options: EnhancedScanningOptions) {
  const api = `RegistryScanning.${factory}`;
  checkProperties({ api, property: 'options' }, options, 'write { onPush: ["*"] }');
  return { api };
}

function checked(factory: string, property: string, given?: string[]): string[] {
  if (given === undefined) return [];
  const filters = canonicalFilters(given);
  refuse({ api: `RegistryScanning.${factory}`, property }, [
    ...mistakesInFilters(SCAN_FILTERS, given),
    ...mistakesInFilterCount(SCAN_FILTERS, filters.length),
  ]);
  return filters;
}

declareValueClass(
  RegistryScanning,
  'RegistryScanning',
  'use RegistryScanning.basic({ onPush: ["*"] }) or RegistryScanning.enhanced({ … })',
);
