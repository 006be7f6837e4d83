import { Command, CommanderError } from 'commander';
import { addAdoptCommand } from './adopt/adopt-command';
import { addCheckCommand } from './check/check-command';
import { addGuardCommand } from './guard/guard-command';
import { API } from './io/bad-input';
import type { CommandRun } from './io/command';
import { ExitStatus } from './io/command-io';
import type { CommandIo } from './io/command-io';
import { failureOf } from './io/failure';
import { SafeStream } from './io/safe-stream';
import { addPreviewCommand } from './preview/preview-command';
import { addReadyCommand } from './ready/ready-command';
import { addReportCommand } from './report/report-command';
import { addSnapshotCommand } from './snapshot/snapshot-command';
import { version } from '../../package.json';
import { visible } from '../../src/text/visible';

/** The commands, in the order of the help. */
const COMMANDS = [
  addSnapshotCommand,
  addPreviewCommand,
  addCheckCommand,
  addGuardCommand,
  addReadyCommand,
  addAdoptCommand,
  addReportCommand,
];

/** Runs the command line, and gives its exit status. Never rejects. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const stdout = new SafeStream(io.stdout);
  const stderr = new SafeStream(io.stderr);
  const status = await runCommand(args, { stdin: io.stdin, stdout, stderr });
  await stdout.close();
  if (stdout.failure !== undefined) stderr.write(`${API}: the output cannot be written: ${stdout.failure.message}\n`);
  await stderr.close();
  return stdout.failure === undefined && stderr.failure === undefined ? status : ExitStatus.FAILED;
}

/** The commands, with what runs them. */
export function commandLine(io: CommandIo, run: CommandRun): Command {
  const program = new Command('cdk-ecr')
    .description('Reads, checks, guards, adopts and shows Amazon ECR registries')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${oneLine(text)}\n`),
    });
  for (const add of COMMANDS) add(program, run);
  return program;
}

async function runCommand(args: readonly string[], io: CommandIo): Promise<ExitStatus> {
  let status = ExitStatus.OK;
  const run: CommandRun =
    (load) =>
    async (...commandArgs) => {
      const work = await load();
      status = await work(io, ...commandArgs);
    };
  try {
    await commandLine(io, run).parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Of these commander has written the message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitStatus.OK : ExitStatus.BAD_INPUT;
    const failure = failureOf(error);
    io.stderr.write(`${failure.text}\n`);
    return failure.status;
  }
}

/** A message of commander like the others of this program. What the user typed cannot forge a line of it. */
function oneLine(text: string): string {
  const meant = /\n(?=\(Did you mean (?:one of )?[\w, -]+\?\)\n$)/;
  return `${API}: ${visible(
    text
      .replace(/^error: /, '')
      .replace(meant, ' ')
      .trimEnd(),
  )}`;
}
