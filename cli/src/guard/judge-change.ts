import { applyAllowances } from './allow/allowance';
import type { Allowance } from './allow/allowance';
import { changesBetween } from './changes/changes-between';
import { notCompared } from './changes/not-compared';
import type { GuardedChange } from './guarded-change';
import { imagesThatGo } from './images/images-that-go';
import type { ImagesThatGo } from './images/images-that-go';
import { StateSource } from './inputs/guard-state';
import type { GuardInputs, GuardState } from './inputs/guard-state';
import type { GuardReport } from './report/report';
import { isRepositoryType } from '../../../src/ecr/resource-type';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';

/** The sources by what they are, in words. */
const SOURCES: Readonly<Record<StateSource, string>> = {
  [StateSource.APP]: 'the app',
  [StateSource.TEMPLATE]: 'the template',
  [StateSource.DEPLOYED_TEMPLATES]: 'the deployed templates',
  [StateSource.SNAPSHOT]: 'the snapshot',
  [StateSource.CHANGE_SET]: 'the change set',
};

/** What the verdict on a change depends on besides the two sides. */
export interface Judging {
  /** The snapshots with the images; empty if there are none. */
  readonly snapshots: readonly SnapshotDirectory[];
  /** What the user names such snapshots by, to say so if there are none. */
  readonly namedBy: string;
  readonly allowances: readonly Allowance[];
  /** The time at which lifecycle policies are judged and allowances end. */
  readonly at: Date;
}

/** Judges a change: what it does to what exists. */
export async function judgeChange(inputs: GuardInputs, judging: Judging): Promise<GuardReport> {
  const { allowances, at } = judging;
  const { changes, unknown } = await withImages(inputs, changesBetween(inputs), judging);
  return {
    before: sourceOf(inputs.before),
    after: sourceOf(inputs.after),
    ...applyAllowances(changes, allowances, at.toISOString().slice(0, 10)),
    unknown: [...unknownOf(inputs), ...unknown],
  };
}

/** The snapshots of what is deployed that have images. */
export function deployedWithImages({ before }: GuardInputs): readonly SnapshotDirectory[] {
  return before.snapshots?.filter(({ registry }) => registry.contents.images) ?? [];
}

function sourceOf({ source, name }: GuardState): string {
  return `${SOURCES[source]} ${name}`;
}

function unknownOf(inputs: GuardInputs): string[] {
  const { before, after } = inputs;
  return [
    ...(before.source === StateSource.APP ? ['What is deployed: another app is not what CloudFormation has'] : []),
    ...new Set([...before.unread, ...after.unread, ...notCompared(inputs)]),
    'Access by identity policies, policies of organizations and endpoints: only resource policies are compared',
  ];
}

/** The changes with the images that go, if a snapshot tells. */
async function withImages(
  inputs: GuardInputs,
  changes: readonly GuardedChange[],
  { snapshots, namedBy, at }: Judging,
): Promise<ImagesThatGo> {
  if (snapshots.length > 0) return imagesThatGo(inputs, changes, snapshots, at);
  const remark = `Which images go: ${namedBy} tells it, with what cdk-ecr snapshot --images writes`;
  return { changes, unknown: changes.some(({ type }) => isRepositoryType(type)) ? [remark] : [] };
}
