import type { CommandIo, ExitStatus } from './command-io';

/** Does the work of a command, with its arguments and options. */
export type CommandWork<A extends unknown[]> = (io: CommandIo, ...args: A) => Promise<ExitStatus>;

/** The action of a command. Its code is loaded when it runs, so that help and other commands are fast. */
export type CommandRun = <A extends unknown[]>(load: () => Promise<CommandWork<A>>) => (...args: A) => Promise<void>;

/** The values of an option that may be given more than once. */
export function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}
