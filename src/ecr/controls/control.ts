/** Who asks for a control. */
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

/**
 * A control of a framework, e.g. `ECR.1` of Security Hub.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
 */
export class Control {
  /** @internal */
  public static _of(framework: ControlFramework, ...ids: string[]): Control[] {
    return ids.map((id) => new Control(framework, id));
  }

  private constructor(
    /** Who asks for it. */
    public readonly framework: ControlFramework,
    /** Its id there. */
    public readonly id: string,
  ) {}

  /** E.g. `Security Hub ECR.1`. */
  public toString(): string {
    return `${this.framework} ${this.id}`;
  }
}
