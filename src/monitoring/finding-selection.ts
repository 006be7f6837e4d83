import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { FindingScope } from '../ecr/events/event-enums';
import type { Severity } from '../ecr/events/severity';
import type { RegistryScanType } from '../ecr/registry-scan-type';
import type { IRegistry } from '../facades/i-registry';

/** Selects the findings of image scans that a construct reports, by repository, severity and other criteria. */
export interface FindingSelection {
  /** The registry whose findings are reported. The construct must be in the account and region of the registry. */
  readonly registry: IRegistry;

  /**
   * Prefixes of repository names, such as `team/`, without a wildcard.
   *
   * With `repositories`, a repository is selected if it is in that list or its name starts with one of the prefixes.
   *
   * @default - all repositories of the registry, unless `repositories` is set
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Repositories of the registry whose findings are reported.
   *
   * @default - all repositories of the registry, unless `repositoryPrefixes` is set
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * The type of scanning of the registry. Set it only if `registry` does not declare its `scanning`.
   *
   * @default - the type that `registry` declares; an error if it declares none
   */
  readonly scanType?: RegistryScanType;

  /**
   * Lowest severity of the findings that are reported.
   *
   * @default Severity.HIGH
   */
  readonly minimumSeverity?: Severity;

  /**
   * Whether only findings with a fix are reported: a newer version of at least one affected package.
   *
   * Findings that do not tell whether there is a fix are reported too. Only enhanced scanning has this choice. It
   * applies to single findings, and not to completed scans, whose events do not tell whether there is a fix.
   *
   * @default false - findings with and without a fix are reported
   */
  readonly fixAvailable?: boolean;

  /**
   * Whether findings are reported only for images that a container of Amazon ECS or Amazon EKS runs.
   *
   * Findings that do not tell whether the image is running are reported too. Only enhanced scanning has this choice. It
   * applies to single findings, and not to completed scans, whose events do not tell whether the image is running.
   *
   * @default false - findings are reported whether or not the image is running
   */
  readonly inUse?: boolean;

  /**
   * The accounts whose findings are reported: the account of the registry, or all members of Amazon Inspector.
   *
   * `ALL_MEMBERS` is for the account of the delegated administrator of Amazon Inspector, which receives the events of
   * all members. If the administrator and a member both report, each finding of the member is reported twice.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}
