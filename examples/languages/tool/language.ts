import * as path from 'node:path';

/** Where the apps are. */
export const APPS = path.join(__dirname, '..');

/** What all apps are built with, so that their templates can be compared. */
export interface Packages {
  /** The folder with what jsii-pacmak has generated. */
  readonly bindings: string;
  readonly awsCdkLib: string;
  readonly constructs: string;
}

/** How the app of a language is built and run, with the tools of the language. */
export interface Language {
  readonly name: string;
  /** Programs without which it is skipped. */
  readonly programs: readonly string[];
  /**
   * Builds the package and the app.
   *
   * @param workspace an empty folder
   * @returns what had to be done that a user of the package has not to do
   */
  build(workspace: string, packages: Packages): Promise<string[]>;
  /** Runs the app's tests, and returns how many passed. */
  test(workspace: string): Promise<number>;
  /** Synthesizes the app into the folder that the environment names. */
  synthesize(workspace: string, env: Readonly<Record<string, string>>): Promise<unknown>;
}

/**
 * How many tests have passed: each match counts as many as its group says, or one. A run without a test is a failure.
 */
export function passedIn(output: string, pattern: RegExp): number {
  const passed = [...output.matchAll(pattern)].reduce((sum, [, count = '1']) => sum + Number(count), 0);
  if (passed === 0) throw new Error(`no test has passed:\n${output}`);
  return passed;
}
