'use strict';

/*
 * Runs tasks of the project and says what each took: `node projenrc/stages.js compile unit eslint,integ`. Tasks that are
 * joined by a comma run side by side, as many as there are cores; their output is shown when they end. The first stage
 * with a failure is the last one.
 */
const { spawn } = require('node:child_process');
const { availableParallelism } = require('node:os');
const path = require('node:path');

const PROJEN = path.join(path.dirname(require.resolve('projen/package.json')), 'bin', 'projen');

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

async function main(stages) {
  if (stages.length === 0) throw new Error('which tasks?');
  const started = performance.now();
  const results = [];
  for (const stage of stages) {
    results.push(...(await runTogether(stage.split(','))));
    if (results.some(({ passed }) => !passed)) break;
  }
  const rows = results.map(({ task, seconds, passed }) => [task, seconds, passed ? '' : '  FAILED']);
  rows.push(['total', (performance.now() - started) / 1000, '']);
  for (const [name, seconds, note] of rows) console.log(`${name.padEnd(20)}${seconds.toFixed(0).padStart(6)} s${note}`);
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
