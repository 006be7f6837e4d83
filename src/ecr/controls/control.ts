import type { EcrRule } from '../ecr-rule';

/** A framework that asks for controls. */
export enum ControlFramework {
  /** AWS Security Hub CSPM. */
  SECURITY_HUB = 'Security Hub',
  /** Managed rules of AWS Config. */
  AWS_CONFIG = 'AWS Config',
  /** Proactive controls of AWS Control Tower. */
  CONTROL_TOWER = 'Control Tower',
  /** NIST Special Publication 800-53, revision 5, as AWS Security Hub relates its controls to it. */
  NIST_800_53_R5 = 'NIST 800-53 r5',
  /** PCI DSS 4.0.1, as AWS Security Hub relates its controls to it. */
  PCI_DSS_4 = 'PCI DSS 4.0.1',
  /** The security rule of HIPAA. AWS publishes no relation of Amazon ECR to it: this one is the library's own reading. */
  HIPAA = 'HIPAA',
  /** Policies of Checkov. */
  CHECKOV = 'Checkov',
  /** Checks of Trivy. */
  TRIVY = 'Trivy',
}

/** A control of a framework, e.g. `ECR.1` of Security Hub. */
export interface Control {
  readonly framework: ControlFramework;
  /** The id in the framework. */
  readonly id: string;
}

/** How the controls of one requirement are satisfied. */
export interface ControlMapEntry {
  /** What is required, e.g. `images are scanned`. */
  readonly requirement: string;

  /** The type of the resources that the controls are about, e.g. `AWS::ECR::Repository`. */
  readonly resourceType: string;

  /** What satisfies it in this library. */
  readonly option: string;

  /** The rules of `EcrChecks` that find where it is not satisfied. */
  readonly rules: readonly EcrRule[];

  /** The controls that are satisfied where none of the rules has a finding. */
  readonly controls: readonly Control[];

  /**
   * Controls that ask for more than the rules do: the option satisfies them, but a resource without findings may not.
   * Scan on push of the repository itself, for one, where the rule also accepts the scanning of the registry.
   */
  readonly stricterControls: readonly Control[];
}

/** The controls of a framework with these ids. */
export function controls(framework: ControlFramework, ...ids: string[]): Control[] {
  return ids.map((id) => ({ framework, id }));
}

/** A control in words, e.g. `Security Hub ECR.1`. */
export function controlText({ framework, id }: Control): string {
  return `${framework} ${id}`;
}
