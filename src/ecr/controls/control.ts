import type { EcrRule } from '../ecr-rule';

/** A framework with controls. */
export enum ControlFramework {
  /** AWS Security Hub CSPM. */
  SECURITY_HUB = 'Security Hub',
  /** Managed rules of AWS Config. */
  AWS_CONFIG = 'AWS Config',
  /** Proactive controls of AWS Control Tower. */
  CONTROL_TOWER = 'Control Tower',
  /** NIST Special Publication 800-53, revision 5, as AWS Security Hub maps its controls to it. */
  NIST_800_53_R5 = 'NIST 800-53 r5',
  /** PCI DSS 4.0.1, as AWS Security Hub maps its controls to it. */
  PCI_DSS_4 = 'PCI DSS 4.0.1',
  /** The security rule of HIPAA. AWS publishes no relation of Amazon ECR to it, so the relation is the library's own reading. */
  HIPAA = 'HIPAA',
  /** Policies of Checkov. */
  CHECKOV = 'Checkov',
  /** Checks of Trivy. */
  TRIVY = 'Trivy',
  /** Checks of Prowler for AWS. */
  PROWLER = 'Prowler',
  /** Queries of KICS for CloudFormation. A query without an id has its name. */
  KICS = 'KICS',
  /** Checks of the AWS policy of cnspec. */
  CNSPEC = 'cnspec',
}

/** A control of a framework, such as `ECR.1` of Security Hub. */
export interface Control {
  readonly framework: ControlFramework;
  /** The id in the framework. */
  readonly id: string;
}

/** A requirement, its controls, and the option that satisfies it. */
export interface ControlMapEntry {
  /** The requirement, such as `images are scanned`. */
  readonly requirement: string;

  /** The type of the resources that the controls check, such as `AWS::ECR::Repository`. */
  readonly resourceType: string;

  /** The option of this library that satisfies the requirement. */
  readonly option: string;

  /** The rules of `EcrChecks` that find resources that do not satisfy it. */
  readonly rules: readonly EcrRule[];

  /** The controls that are satisfied if no rule has a finding. */
  readonly controls: readonly Control[];

  /**
   * Controls that are stricter than the rules. The option satisfies them, but a resource without findings may fail them.
   * For example, a control requires scan on push of the repository, while the rule also accepts scanning of the registry.
   */
  readonly stricterControls: readonly Control[];
}

/** The controls of a framework with these ids. */
export function controls(framework: ControlFramework, ...ids: string[]): Control[] {
  return ids.map((id) => ({ framework, id }));
}

/** The framework and id of a control, such as `Security Hub ECR.1`. */
export function controlText({ framework, id }: Control): string {
  return `${framework} ${id}`;
}
