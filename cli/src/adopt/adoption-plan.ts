import type { RegistryFile, RepositoryLine } from '../snapshot/format';

/** The adoption of a registry: what the new app declares, and what it leaves to others. */
export interface AdoptionPlan {
  readonly registry: RegistryFile;
  /** The repositories that the app declares, by name. */
  readonly adopted: readonly RepositoryLine[];
  /** The repositories that it does not declare, by name. */
  readonly left: readonly LeftRepository[];
}

/** The reason why a repository is not adopted. */
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
