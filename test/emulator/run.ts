/**
 * Deploys the examples with the command line of the CDK to emulators of AWS on this machine, reads their repositories
 * back through the API of Amazon ECR, compares them with the templates, and destroys the stacks: `npx projen emulator`.
 * An emulator that is not installed is skipped, but fails with PYTHON_JUDGES=required.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Table from 'cli-table3';
import { Emulator, MINISTACK, missing, MOTO } from './emulator';
import type { EmulatorOptions } from './emulator';
import { Rounds } from './rounds';
import type { Round } from './rounds';

const ROOT = path.join(__dirname, '..', '..');

/** Synthesizes each example into a folder of its own. */
function synthesize(folder: string): string[] {
  const examples = path.join(ROOT, 'examples');
  const names = fs.readdirSync(examples).filter((name) => fs.existsSync(path.join(examples, name, 'app.ts')));
  return names.map((name) => {
    const app = path.join(examples, name, 'app.ts');
    const outdir = path.join(folder, name);
    const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, app], {
      encoding: 'utf8',
      env: { ...process.env, CDK_OUTDIR: outdir },
    });
    if (status !== 0) throw new Error(`${name} does not synthesize:\n${stderr}`);
    return outdir;
  });
}

async function deployTo(options: EmulatorOptions, assemblies: string[], workspace: string): Promise<Round[]> {
  const emulator = await Emulator.start(options);
  try {
    const rounds = await Rounds.on(emulator, options, workspace);
    const results: Round[] = [];
    for (const assembly of assemblies) results.push(...(await rounds.of(assembly)));
    return results;
  } finally {
    await emulator.stop();
  }
}

function print(rounds: readonly Round[]): void {
  const table = new Table({
    head: ['emulator', 'stack', 'resources declared', 'known', 'made', 'repositories', 'read back equal', 'kept'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(
    ...rounds.map((round) => [
      round.emulator,
      round.stack,
      round.declared,
      round.known,
      round.made,
      round.repositories,
      round.equal,
      round.kept,
    ]),
  );
  console.log(table.toString());
}

async function main(): Promise<void> {
  const start = performance.now();
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-emulator-'));
  const rounds: Round[] = [];
  try {
    const assemblies = synthesize(workspace);
    for (const options of [MOTO, MINISTACK]) {
      const reason = missing(options);
      if (reason === undefined) {
        rounds.push(...(await deployTo(options, assemblies, workspace)));
      } else {
        console.log(`NOT TESTED: deployment to ${options.name}: ${reason}`);
        if (process.env.PYTHON_JUDGES === 'required') process.exitCode = 1;
      }
    }
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
  if (rounds.length === 0) return;
  print(rounds);
  for (const { name, keeps, silentOn } of [MOTO, MINISTACK]) {
    console.log(`${name}: compared were ${keeps.join(', ')}. Not proven: ${silentOn}.`);
  }
  for (const { failures } of rounds) for (const text of failures) console.log(text);
  if (rounds.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
