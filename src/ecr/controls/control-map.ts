import type { Control } from './control';
import type { EcrRule } from '../ecr-rule';
import { CONTROL_MAP } from './control-map-entries';

/** How the controls of one requirement are satisfied. */
export interface ControlMapEntry {
  /** What is required, e.g. `images are scanned`. */
  readonly requirement: string;

  /** The type of the resources that the controls are about, e.g. `AWS::ECR::Repository`. */
  readonly resourceType: string;

  /** What satisfies it in this library. */
  readonly option: string;

  /** The rules of `EcrChecks` that find where it is not satisfied. */
  readonly rules: EcrRule[];

  /** The controls that are satisfied where none of the rules has a finding. */
  readonly controls: Control[];

  /**
   * Controls that ask for more than the rules do: the option satisfies them, but a resource without findings may not.
   * Scan on push of the repository itself, for one, where the rule also accepts the scanning of the registry.
   */
  readonly stricterControls: Control[];
}

/**
 * Which options of this library and which rules of `EcrChecks` stand for which controls.
 *
 * @example
 * import { ControlMap, EcrRule } from 'cdk-ecr';
 *
 * const controls = ControlMap.controlsOf(EcrRule.CUSTOMER_KEY);
 * controls[0].toString(); // Security Hub ECR.5
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
 */
export class ControlMap {
  /** All of the map. */
  public static entries(): ControlMapEntry[] {
    return [...CONTROL_MAP];
  }

  /**
   * The controls for which a rule must not have a finding on a resource.
   *
   * @param resourceType type of the resource; without it, the controls of all types
   */
  public static controlsOf(rule: EcrRule, resourceType?: string): Control[] {
    return CONTROL_MAP.filter(({ rules }) => rules.includes(rule))
      .filter((entry) => resourceType === undefined || entry.resourceType === resourceType)
      .flatMap(({ controls }) => controls);
  }

  private constructor() {}
}
