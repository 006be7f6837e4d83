'use strict';

/*
 * Runs tasks of the project and says what each took: `node projenrc/stages.js compile unit eslint,integ`. Tasks that are
 * joined by a comma run side by side, as many as there are cores; their output is shown when they end. The first stage
 * with a failure is the last one.
 *
 * Each task has a budget. One over its budget is only marked: what counts in CI is that all of them together keep the
 * sum of their budgets.
 */
const { spawn } = require('node:child_process');
const { availableParallelism } = require('node:os');
const path = require('node:path');

const PROJEN = path.join(path.dirname(require.resolve('projen/package.json')), 'bin', 'projen');

/** Minutes that a task may take on two cores. All of them sum to 50 at most, which `test/workflows.test.ts` checks. */
const BUDGETS = {
  default: 1,
  compile: 1,
  unit: 14,
  lint: 4,
  'judges:node': 3,
  integ: 2,
  typecheck: 2,
  'post-compile': 2,
  compat: 1,
  guard: 1,
  'judges:python': 2,
  packages: 2,
  browser: 3,
  languages: 3,
  emulator: 2,
  newest: 6,
  committed: 1,
};

/** A task alone writes to the terminal, so that one sees its progress. */
function run(task, alone) {
  const started = performance.now();
  const child = spawn(process.execPath, [PROJEN, task], { stdio: alone ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const seconds = (performance.now() - started) / 1000;
      if (!alone) process.stdout.write(Buffer.concat(output));
      console.log(`\n--- ${task}: ${status === 0 ? 'passed' : 'FAILED'} after ${seconds.toFixed(0)} s\n`);
      resolve({ task, seconds, passed: status === 0 });
    });
  });
}

async function runTogether(tasks) {
  const waiting = [...tasks];
  const results = [];
  const worker = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      results.push(await run(task, tasks.length === 1));
    }
  };
  await Promise.all(Array.from({ length: Math.min(tasks.length, availableParallelism()) }, worker));
  return results;
}

/** The table at the end, and whether the total is within the sum of the budgets. */
function report(results, total) {
  const budget = results.reduce((sum, { task }) => sum + BUDGETS[task] * 60, 0);
  const rows = results.map(({ task, seconds, passed }) => [task, seconds, BUDGETS[task] * 60, passed ? '' : 'FAILED']);
  rows.push(['total', total, budget, '']);
  console.log(`${'stage'.padEnd(20)}${'took'.padStart(8)}${'budget'.padStart(8)}`);
  for (const [name, seconds, limit, note] of rows) {
    const late = seconds > limit ? 'over its budget' : '';
    const columns = [
      name.padEnd(20),
      `${seconds.toFixed(0)} s`.padStart(8),
      `${limit} s`.padStart(8),
      '  ',
      note || late,
    ];
    console.log(columns.join('').trimEnd());
  }
  return total <= budget;
}

async function main(stages) {
  if (stages.length === 0) throw new Error('which tasks?');
  const groups = stages.map((stage) => stage.split(','));
  const unknown = groups.flat().filter((task) => !(task in BUDGETS));
  if (unknown.length > 0) throw new Error(`projenrc/stages.js has no budget for ${unknown.join(', ')}`);
  const started = performance.now();
  const results = [];
  for (const tasks of groups) {
    results.push(...(await runTogether(tasks)));
    if (results.some(({ passed }) => !passed)) break;
  }
  const inTime = report(results, (performance.now() - started) / 1000);
  if (results.some(({ passed }) => !passed) || (process.env.CI && !inTime)) process.exitCode = 1;
}

module.exports = { BUDGETS };

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
