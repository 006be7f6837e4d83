import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { FindingScope } from '../ecr/events/event-enums';
import type { Severity } from '../ecr/events/severity';
import type { RegistryScanType } from '../ecr/registry-scan-type';
import type { IRegistry } from '../facades/i-registry';

/** Whose findings are meant, and which. One rule takes all of them. */
export interface FindingSelection {
  /** The registry whose images are scanned. */
  readonly registry: IRegistry;

  /**
   * Starts of the names of repositories, such as `team/`, without a wildcard.
   *
   * @default - all repositories, unless `repositories` names some
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Repositories of the registry.
   *
   * @default - all repositories, unless `repositoryPrefixes` names some
   */
  readonly repositories?: ecr.IRepositoryRef[];

  /**
   * Who scans the images, where the registry does not say.
   *
   * @default - as the registry says; where nobody does, an error
   */
  readonly scanType?: RegistryScanType;

  /**
   * Lowest severity of what is reported.
   *
   * @default Severity.HIGH
   */
  readonly minimumSeverity?: Severity;

  /**
   * Whether only single findings are reported that a newer version of at least one affected package fixes. A finding
   * that does not say is reported. Enhanced scanning only; a completed scan does not say it of its counts.
   *
   * @default false - with and without a fix
   */
  readonly fixAvailable?: boolean;

  /**
   * Whether single findings are reported only for images that run in a container of Amazon ECS or Amazon EKS. A finding
   * without this information is reported. Enhanced scanning only; the event of a completed scan has no such
   * information.
   *
   * @default false - images in use or not
   */
  readonly inUse?: boolean;

  /**
   * Whose findings are reported: of the registry's account, or, in the account of the delegated administrator of Amazon
   * Inspector, of all members. Where both the administrator and a member report, everything is reported twice.
   *
   * @default FindingScope.OWN_ACCOUNT
   */
  readonly findingScope?: FindingScope;
}
