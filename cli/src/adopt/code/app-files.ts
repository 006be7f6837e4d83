import type { GeneratedFile, GeneratedStack } from '../generated-code';

/** All files of an app with the stacks, those of the stacks included. They are not formatted yet: see `formatted`. */
export function appFiles(stacks: readonly GeneratedStack[]): GeneratedFile[] {
  return stacks.map(({ file }) => file);
}
