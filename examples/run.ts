/**
 * Synthesizes examples into cdk.out/<example>, checks them and prints what they made: `run.ts [example…]`, all without
 * arguments. The exit status is 1 when an example fails or has a finding.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const OUTPUT = path.join(__dirname, '..', 'cdk.out');

function allExamples(): string[] {
  return fs.readdirSync(__dirname).filter((name) => fs.existsSync(path.join(__dirname, name, 'app.ts')));
}

/** In a process of its own, so that no example sees what another one left in memory. */
function passes(example: string): boolean {
  const outdir = path.join(OUTPUT, example);
  fs.rmSync(outdir, { recursive: true, force: true });
  const script = path.join(__dirname, 'tool', 'check-example.ts');
  const { status } = spawnSync(process.execPath, [...process.execArgv, script, example], {
    stdio: 'inherit',
    env: { ...process.env, CDK_OUTDIR: outdir },
  });
  return status === 0;
}

const names = process.argv.slice(2);
const failed = (names.length > 0 ? names : allExamples()).filter((example) => !passes(example));
if (failed.length > 0) {
  console.error(`Not in order: ${failed.join(', ')}`);
  process.exitCode = 1;
}
