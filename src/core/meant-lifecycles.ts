import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';

const LIFECYCLES = new AppLedger<Set<string>>('meantLifecycles', () => new Set());

/** The texts of an app's lifecycle policies whose lists of tags code wrote as lists that mean all of the tags. */
export function meantLifecyclesOf(scope: IConstruct): Set<string> {
  return LIFECYCLES.of(scope);
}
