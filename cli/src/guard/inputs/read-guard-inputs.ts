import { existsSync, statSync } from 'fs';
import { readChangeSet } from './change-set';
import type { ChangeSet } from './change-set';
import { deployedTemplates } from './deployed-templates';
import { StateSource } from './guard-state';
import type { GuardInputs, GuardState } from './guard-state';
import { snapshotState } from './snapshot-state';
import { describeTemplates } from '../../../../src/templates/child-stacks';
import { describedTemplate } from '../../check/template-input';
import { readApp } from '../../io/app-stacks';
import { refuse } from '../../io/bad-input';
import { openFiles } from '../../snapshot/snapshot-files';
import { registryName } from '../../snapshot/snapshot-images';

/** The inputs that the user named. */
export interface GuardInputPaths {
  /**
   * A synthesized app or a template.
   *
   * @default - the change sets tell what is after
   */
  readonly after?: string;
  /** A snapshot with templates, or a folder of deployed templates. */
  readonly deployed?: string;
  /** Another synthesized app in place of what is deployed. */
  readonly before?: string;
  /** Files with the output of `describe-change-set --include-property-values`. */
  readonly changeSets?: readonly string[];
}

/** Reads what is before and after. Refuses what is none, and what lacks a part that the guard needs. */
export async function readGuardInputs(paths: GuardInputPaths): Promise<GuardInputs> {
  const { after, deployed, before, changeSets = [] } = paths;
  if (deployed !== undefined && before !== undefined) {
    const remedy = 'leave out one of them';
    refuse({ property: '--before', found: before, must: 'not be given beside --deployed', remedy });
  }
  const next = after === undefined ? undefined : afterState(after);
  const sets = changeSets.map((file) => readChangeSet(file, next?.stacks ?? []));
  if (deployed === undefined && before === undefined && sets.length === 0) {
    refuse({
      property: 'what is deployed',
      which: 'is not given',
      found: undefined,
      must: '',
      remedy: 'name a snapshot or a folder of templates by --deployed, or change sets by --change-set',
    });
  }
  if (next === undefined && sets.length === 0) {
    const remedy = 'name a synthesized app or a template';
    refuse({ property: 'what is to be deployed', which: 'is not given', found: undefined, must: '', remedy });
  }
  const old =
    deployed === undefined
      ? before === undefined
        ? undefined
        : appState(before, '--before')
      : await deployedState(deployed);
  return withChangeSets(old && withoutRegistries(old, next), next, sets);
}

/** Names the accounts and regions of the new side that a snapshot does not have. */
function withoutRegistries(old: GuardState, next: GuardState | undefined): GuardState {
  if (old.source !== StateSource.SNAPSHOT) return old;
  const known = new Set(old.registries.map(({ registry }) => registryName(registry)));
  const places = (next?.stacks ?? []).flatMap(({ account, region }) =>
    account !== undefined && region !== undefined ? [registryName({ account, region })] : [],
  );
  const missing = [...new Set(places)].filter((place) => !known.has(place)).sort();
  const unread = missing.map((place) => `the registry ${place}, which the snapshot does not have`);
  return { ...old, unread: [...old.unread, ...unread] };
}

/** The sides of change sets, with the stacks of the other inputs that have none. Without those, they are all. */
function withChangeSets(
  old: GuardState | undefined,
  next: GuardState | undefined,
  sets: readonly ChangeSet[],
): GuardInputs {
  const names = new Set(sets.map(({ stackName }) => stackName));
  const side = (state: GuardState | undefined, stacksOf: (set: ChangeSet) => GuardState['stacks']): GuardState => {
    const isCompared = state !== undefined && old !== undefined;
    const others = isCompared
      ? state.stacks.filter(({ stackName, names: [path] }) => !names.has(stackName ?? path))
      : [];
    return {
      source: isCompared ? state.source : StateSource.CHANGE_SET,
      name: isCompared ? state.name : sets.map(({ file }) => file).join(', '),
      stacks: [...others, ...sets.flatMap(stacksOf)],
      registries: isCompared ? state.registries : [],
      ...(isCompared && { snapshots: state.snapshots }),
      unread: [...(isCompared ? state.unread : []), ...sets.flatMap(({ unread }) => unread)],
    };
  };
  if (sets.length === 0) return { before: old!, after: next! };
  return {
    before: side(old, ({ before }) => [before]),
    after: side(next, ({ after }) => [after]),
    verdicts: {
      replaced: new Map(sets.flatMap((set) => [...set.replaced])),
      imported: new Set(sets.flatMap((set) => [...set.imported])),
    },
  };
}

/** A synthesized app. */
function appState(folder: string, property: string): GuardState {
  return {
    source: StateSource.APP,
    name: folder,
    stacks: readApp(folder, property),
    registries: [],
    unread: [],
  };
}

function afterState(path: string): GuardState {
  checkExists('input', path);
  if (statSync(path).isDirectory()) return appState(path, 'input');
  const stacks = describeTemplates([withName(describedTemplate(path))]);
  return { source: StateSource.TEMPLATE, name: path, stacks, registries: [], unread: [] };
}

async function deployedState(path: string): Promise<GuardState> {
  checkExists('--deployed', path);
  const isSnapshot = !statSync(path).isDirectory() || (await openFiles(path)).registries.length > 0;
  return isSnapshot ? snapshotState(path) : deployedTemplates(path);
}

function checkExists(property: string, path: string): void {
  if (!existsSync(path)) refuse({ property, found: path, must: 'exist', remedy: 'correct its path' });
}

/** A template whose file has the name of its stack. */
export function withName<T extends { readonly path: string }>(template: T): T & { readonly stackName: string } {
  return { ...template, stackName: template.path };
}
