import type { Choices } from '../../../src/templates/judge/check-choices';
import type { CheckedInput } from '../check/checked-input';

import type { Use } from '../in-use/use';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';

/** What a report is made from. */
export interface ReportInputs {
  /** The apps, templates and snapshots, in the form that the rules judge: each registry of a snapshot is a stack there. */
  readonly inputs: readonly CheckedInput[];
  /** The registries of the snapshots. */
  readonly snapshots: readonly SnapshotDirectory[];
  /** What runs, by files. */
  readonly uses: readonly Use[];
  /** The names of the files with what runs; none if there are none. */
  readonly useFiles: readonly string[];
  /** The time at which lifecycle policies and ages are judged. */
  readonly at: Date;
  /** The choices of the rules, as `check --config` reads them. */
  readonly choices: Choices;
  /** The key of the tag that names the owner; otherwise it is the stack. */
  readonly ownerTag?: string;
  /** The content of `ecr-checks.json`, by its file. */
  readonly evidence: ReadonlyMap<string, unknown>;
}
