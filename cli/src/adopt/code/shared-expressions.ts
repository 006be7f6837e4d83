import { lowerFirst, upperFirst } from './naming';
import type { StackSource } from './stack-source';

/** Settings that many repositories have in common, although others of theirs differ. */
const SHARED = ['lifecycle', 'access'];
/** Shorter expressions are read faster than the name of a constant. */
const SHORT = 50;
/** How many calls of factories a name tells. */
const TOLD = 2;

type Properties = readonly (readonly [string, string])[];

/** Declares constants for long expressions that are in several settings, and gives the settings with them. */
export function withConstants(all: readonly Properties[], source: StackSource): Properties[] {
  const counts = new Map<string, number>();
  for (const [property, code] of all.flat()) {
    if (SHARED.includes(property) && code.length > SHORT) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const constants = new Map<string, string>();
  const nameOf = (property: string, code: string): string => {
    if ((counts.get(code) ?? 0) < 2) return code;
    const name = constants.get(code) ?? source.constant(wantedName(property, code), code);
    constants.set(code, name);
    return name;
  };
  return all.map((properties) => properties.map(([property, code]) => [property, nameOf(property, code)] as const));
}

/** A name that tells the factories: `keepNewest30ExpireUntagged14`, `pullFromAccounts`. */
function wantedName(property: string, code: string): string {
  const calls = [...code.matchAll(/\b(?:LifecycleRule|RepositoryAccess)\.(\w+)\((?:Duration\.days\()?(\d*)/g)]
    .filter(([, factory]) => factory !== 'of')
    .slice(0, TOLD)
    .map(([, factory, count]) => `${upperFirst(factory)}${count}`);
  return calls.length === 0 ? property : lowerFirst(calls.join(''));
}
