import { readFileSync } from 'fs';
import { join } from 'path';
import { Command, CommanderError } from 'commander';
import { PlacedError } from './bad-input';
import { ExitStatus } from './command-io';
import type { CommandIo } from './command-io';
import { addPreviewCommand } from './preview-command';
import { InvalidInputError } from '../text/errors';

/** Runs the command line, and gives its exit status. Never rejects. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  let status = ExitStatus.OK;
  const program = new Command('cdk-ecr')
    .description('What is known about Amazon ECR without an AWS account')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  addPreviewCommand(program, io, (result) => (status = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Of these commander has written the message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitStatus.OK : ExitStatus.BAD_INPUT;
    io.stderr.write(`${textOf(error)}\n`);
    return ExitStatus.BAD_INPUT;
  }
}

function textOf(error: unknown): string {
  if (error instanceof InvalidInputError || error instanceof PlacedError) return error.message;
  return `This is a mistake of cdk-ecr: ${error instanceof Error ? error.stack : String(error)}`;
}

function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  return text;
}
