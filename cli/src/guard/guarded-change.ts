/** The gravity of a change, the gravest first. It is the order of the report. */
export enum Gravity {
  /** Images are deleted, or nobody can read them any more. */
  LOST = 'lost',
  /** A principal gets access. */
  OPENED = 'opened',
  /** CloudFormation creates another resource in place of this one, or the deployment fails because the name is taken. */
  REPLACED = 'replaced',
  /** Access or a setting is taken away. */
  REVOKED = 'revoked',
  /** Anything else that an author should know of, such as a move or an update in place. */
  OTHER = 'other',
}

/** A change that the guard reports. */
export interface GuardedChange {
  readonly gravity: Gravity;
  /** The kind of the change, such as `repository-replaced`. `--allow` names it. */
  readonly kind: string;
  /** The name of the stack. */
  readonly stack: string;
  /** The path of the construct; the stack and the logical id if nothing tells the path. `--allow` names it. */
  readonly path: string;
  readonly logicalId: string;
  readonly type: string;
  /** The name of the repository or the prefix of the setting, if it is known. */
  readonly name?: string;
  /** The change in a sentence. It names no account and no principal, so that a pull request can show it. */
  readonly text: string;
  /** The parts that only the full report has, such as a principal or the values before and after. */
  readonly details: readonly string[];
  /** How many images are deleted or archived, if a snapshot tells. The text does not say it, so that equal changes fold. */
  readonly images?: number;
  /** How to do it safely, as an imperative. */
  readonly safely?: string;
}
