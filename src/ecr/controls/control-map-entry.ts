import type { Control } from './control';
import type { EcrRule } from '../ecr-rule';

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
