import type { RegistryFile, RepositoryLine } from '../snapshot/format';

/** The adoption of a registry: what the new app declares, and what it leaves to others. */
export interface AdoptionPlan {
  readonly registry: RegistryFile;
  /** The repositories that the app declares, by name. */
  readonly adopted: readonly RepositoryLine[];
  /** The repositories that it does not declare, by name. */
  readonly left: readonly LeftRepository[];
  /** The settings of the registry that it does not declare. */
  readonly leftSettings: readonly LeftSetting[];
}

/** The reason why something is not adopted. */
export enum LeftReason {
  /** A stack of CloudFormation owns it. */
  STACK = 'stack',
  /** A state of Terraform owns it. */
  TERRAFORM = 'terraform',
  /** A part of it is unknown, because a call was refused. */
  UNREAD = 'unread',
}

/** A repository that is not adopted. */
export interface LeftRepository {
  readonly repository: RepositoryLine;
  readonly reason: LeftReason;
  /** The stack, the state, or the call that was refused. */
  readonly by: string;
}

/** A setting of the registry that is not adopted. */
export interface LeftSetting {
  /** The type of CloudFormation. */
  readonly type: string;
  /** The prefix of a cache or a template, the ARN of a principal, or the account setting. Without one, all of the type. */
  readonly name?: string;
  readonly reason: LeftReason;
  /** The stack, the state, or the call that was refused. */
  readonly by: string;
}
