import { App, Stack } from 'aws-cdk-lib';
import { ENV } from '../../../../test/ecr/changes/deployment';
import type { Code } from '../../../../test/ecr/changes/deployment';
import { changesBetween } from '../../../src/guard/changes/changes-between';
import type { GuardedChange } from '../../../src/guard/guarded-change';
import { StateSource } from '../../../src/guard/inputs/guard-state';
import type { GuardState } from '../../../src/guard/inputs/guard-state';
import { readApp } from '../../../src/io/app-stacks';

/** The app of some code, synthesized. */
export function stateOf(code: Code | undefined): GuardState {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV, terminationProtection: true });
  code?.(stack, app);
  const { directory } = app.synth();
  return {
    source: StateSource.APP,
    name: directory,
    stacks: readApp(directory, 'input'),
    registries: [],
    unread: [],
  };
}

/** What the guard says of a change of code. */
export function changesOf(before: Code | undefined, after: Code | undefined): GuardedChange[] {
  return changesBetween({ before: stateOf(before), after: stateOf(after) });
}

/** Gravities and kinds, each once. */
export function kindsOf(changes: readonly GuardedChange[]): string[] {
  return [...new Set(changes.map(({ gravity, kind }) => `${gravity} ${kind}`))];
}
