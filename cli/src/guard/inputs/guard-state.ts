import type { StackDescription } from '../../../../src/templates/stack-description';
import type { RegistryFile, RepositoryLine } from '../../snapshot/format';
import type { SnapshotDirectory } from '../../snapshot/snapshot-directory';

/** Where a state comes from. */
export enum StateSource {
  /** A synthesized app. It is not what is deployed. */
  APP = 'app',
  /** A template. */
  TEMPLATE = 'template',
  /** The deployed templates in a folder. */
  DEPLOYED_TEMPLATES = 'deployed-templates',
  /** A snapshot, with the deployed templates that it has. */
  SNAPSHOT = 'snapshot',
  /** One side of change sets. */
  CHANGE_SET = 'change-set',
}

/** A registry and all that it has, in a stack or not. */
export interface RegistryState {
  readonly registry: RegistryFile;
  readonly repositories: readonly RepositoryLine[];
}

/** What CloudFormation has, or is to have. */
export interface GuardState {
  readonly source: StateSource;
  /** The path that the user gave, or several. */
  readonly name: string;
  readonly stacks: readonly StackDescription[];
  /** What registries have, with or without a stack. Only a snapshot tells it. */
  readonly registries: readonly RegistryState[];
  /** The snapshots that were read. */
  readonly snapshots?: readonly SnapshotDirectory[];
  /** What is unknown, as sentences without a full stop. */
  readonly unread: readonly string[];
}

/** What CloudFormation itself says of resources in change sets. Its keys are those of `changeSetKey`. */
export interface ChangeSetVerdicts {
  /** Whether it creates another resource in place of one that changes. */
  readonly replaced: ReadonlyMap<string, boolean>;
  /** The resources that it imports. */
  readonly imported: ReadonlySet<string>;
}

/** The two sides that the guard compares. */
export interface GuardInputs {
  readonly before: GuardState;
  readonly after: GuardState;
  /**
   * The principals for which access is decided.
   *
   * @default - access is compared for all, and decided for none
   */
  readonly principals?: readonly string[];
  /** @default - there are no change sets */
  readonly verdicts?: ChangeSetVerdicts;
}

/** The key of a resource of a change set. */
export function changeSetKey(stackPath: string, logicalId: string): string {
  return `${stackPath}|${logicalId}`;
}
