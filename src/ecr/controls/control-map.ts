import type { Control } from './control';
import type { EcrRule } from '../ecr-rule';
import { CONTROL_MAP } from './control-map-entries';
import type { ControlMapEntry } from './control-map-entry';

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
