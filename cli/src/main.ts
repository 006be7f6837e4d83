import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './check/check-command';
import { PlacedError } from './io/bad-input';
import type { CommandRun } from './io/command';
import { ExitStatus } from './io/command-io';
import type { CommandIo } from './io/command-io';
import { addPreviewCommand } from './preview/preview-command';
import { addSnapshotCommand } from './snapshot/snapshot-command';
import { version } from '../../package.json';
import { InvalidInputError } from '../../src/text/errors';

/** The commands, in the order of the help. */
const COMMANDS = [addSnapshotCommand, addPreviewCommand, addCheckCommand];

/** Runs the command line, and gives its exit status. Never rejects. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  let status = ExitStatus.OK;
  const program = new Command('cdk-ecr')
    .description('Reads, checks and previews Amazon ECR registries')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  const run: CommandRun =
    (load) =>
    async (...commandArgs) => {
      const work = await load();
      status = await work(io, ...commandArgs);
    };
  for (const add of COMMANDS) add(program, run);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Of these commander has written the message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitStatus.OK : ExitStatus.BAD_INPUT;
    io.stderr.write(`${textOf(error)}\n`);
    return isBadInput(error) ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
  }
}

function isBadInput(error: unknown): error is Error {
  return error instanceof InvalidInputError || error instanceof PlacedError;
}

function textOf(error: unknown): string {
  if (isBadInput(error)) return error.message;
  return `This is a mistake of cdk-ecr: ${error instanceof Error ? error.stack : String(error)}`;
}
