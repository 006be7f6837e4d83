import { adoption } from './adoption';
import { driftFromApp, driftOfSnapshots } from './drift';
import { registryStates } from './existing-resource';
import { inOrder } from './reported-change';
import { templateChanges } from './template-changes';
import { reportedVerdict } from './verdict';
import { InputKind } from '../../check/checked-input';
import type { CheckedInput } from '../../check/checked-input';
import { openInput } from '../../check/read-input';
import type { OpenedInput } from '../../check/read-input';
import type { GuardInputs, RegistryState } from '../../guard/inputs/guard-state';
import { readGuardInputs } from '../../guard/inputs/read-guard-inputs';
import { deployedWithImages, judgeChange } from '../../guard/judge-change';
import type { GuardReport } from '../../guard/report/report';
import { refuse } from '../../io/bad-input';
import { ComparisonKind } from '../model/reported-changes';
import type { ReportedChanges } from '../model/reported-changes';
import type { ReportInputs } from '../report-inputs';

/** The options that name what is before. */
export interface ChangeOptions {
  readonly before?: string;
  readonly deployed?: string;
  readonly changeSet?: readonly string[];
}

const KINDS: Readonly<Record<InputKind, string>> = {
  [InputKind.APP]: 'the app',
  [InputKind.TEMPLATE]: 'the template',
  [InputKind.SNAPSHOT]: 'the snapshot',
};

/** What a change does; `undefined` if there is no before. */
export async function reportChanges(
  inputs: ReportInputs,
  { before, deployed, changeSet: changeSets }: ChangeOptions,
): Promise<ReportedChanges | undefined> {
  if (before === undefined && deployed === undefined && changeSets === undefined) return undefined;
  const after = appIn(inputs);
  if (before === undefined) return change(inputs, { after: after?.name, deployed, changeSets });
  if (deployed !== undefined || changeSets !== undefined) {
    const must = 'not be given beside --deployed or --change-set';
    refuse({ property: '--before', found: before, must, remedy: 'leave out one of them' });
  }
  const opened = await openInput(before, '--before');
  if (after === undefined) return drift(opened, inputs);
  if (opened.input.kind === InputKind.SNAPSHOT) return adopted(opened, after, inputs);
  return change(inputs, { after: after.name, before });
}

/** The app or the template of the inputs; `undefined` if all are snapshots. */
function appIn({ inputs }: ReportInputs): CheckedInput | undefined {
  const apps = inputs.filter(({ kind }) => kind !== InputKind.SNAPSHOT);
  if (apps.length <= 1) return apps[0];
  return refuse({
    property: 'number of apps and templates',
    found: apps.length,
    must: 'be at most 1 for a comparison',
    remedy: 'write a report of each',
  });
}

/** A change of templates. */
async function change(inputs: ReportInputs, paths: Parameters<typeof readGuardInputs>[0]): Promise<ReportedChanges> {
  const sides = await readGuardInputs(paths);
  const judged = await judge(inputs, sides);
  return {
    kind: ComparisonKind.CHANGE,
    ...{ before: judged.before, after: judged.after, verdict: reportedVerdict(judged) },
    resources: inOrder(templateChanges(sides)),
    driftCount: 0,
    unknown: judged.unknown,
  };
}

/** What an app does to what a snapshot has. */
async function adopted(before: OpenedInput, after: CheckedInput, inputs: ReportInputs): Promise<ReportedChanges> {
  const states = await registryStates(before.snapshots);
  const { resources, unknown } = adoption(states, after.app);
  const common = {
    kind: ComparisonKind.ADOPTION,
    ...{ before: nameOf(before.input), after: nameOf(after) },
    ...{ resources: inOrder(resources), driftCount: 0 },
  };
  if (!hasTemplates(states)) {
    const remark = 'What CloudFormation replaces or deletes: cdk-ecr snapshot --templates tells it';
    return { ...common, unknown: [remark, ...unknown] };
  }
  const judged = await judge(inputs, await readGuardInputs({ after: after.name, deployed: before.input.name }));
  return { ...common, verdict: reportedVerdict(judged), unknown: [...judged.unknown, ...unknown] };
}

/** Whether the templates of all stacks that own something are there. */
function hasTemplates(states: readonly RegistryState[]): boolean {
  return states.every(
    ({ registry, repositories }) => registry.contents.templates || repositories.every(({ stack }) => !stack),
  );
}

/** What snapshots have other than an app declares, or than another snapshot had. */
async function drift(before: OpenedInput, { inputs, snapshots }: ReportInputs): Promise<ReportedChanges> {
  const states = await registryStates(snapshots);
  const isSnapshot = before.input.kind === InputKind.SNAPSHOT;
  const found = isSnapshot
    ? driftOfSnapshots(await registryStates(before.snapshots), states)
    : driftFromApp(before.input.app, states);
  return {
    kind: ComparisonKind.DRIFT,
    ...{ before: nameOf(before.input), after: inputs.map(nameOf).join(', ') },
    ...{ ...found, resources: inOrder(found.resources) },
  };
}

/** What the guard says, with the images of what is deployed, or else of the inputs. */
async function judge({ snapshots, at }: ReportInputs, sides: GuardInputs): Promise<GuardReport> {
  const deployed = deployedWithImages(sides);
  const others = snapshots.filter(({ registry }) => registry.contents.images);
  return judgeChange(sides, {
    snapshots: deployed.length > 0 ? deployed : others,
    namedBy: 'another input',
    ...{ allowances: [], at },
  });
}

function nameOf({ kind, name }: CheckedInput): string {
  return `${KINDS[kind]} ${name}`;
}
