'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { judge, summarize } = require('./judge');
const { measure, verify } = require('./measure');
const { render } = require('./report');

const RESULTS = path.join(__dirname, 'results');

const { values: options } = parseArgs({
  options: {
    /** A file of scenarios/ without its ending; may be repeated. */
    scenario: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    /** Sizes above are left out, and with them the bounds that need them. */
    'max-size': { type: 'string', default: 'Infinity' },
  },
});

async function main() {
  const scenarios = [];
  for (const name of options.scenario ?? scenarioNames()) scenarios.push(await run(name));
  const report = { machine: machine(), scenarios };
  const markdown = render(report);
  fs.mkdirSync(RESULTS, { recursive: true });
  fs.writeFileSync(path.join(RESULTS, 'benchmark.json'), `${JSON.stringify(report, null, 2)}\n`);
  fs.writeFileSync(path.join(RESULTS, 'benchmark.md'), markdown);
  process.stdout.write(markdown);
  if (scenarios.some(({ verdicts }) => verdicts.some(({ passed }) => passed === false))) process.exitCode = 1;
}

async function run(name) {
  const declared = require(`./scenarios/${name}.js`);
  const scenario = {
    ...declared,
    sizes: declared.sizes.filter((size) => size <= Number(options['max-size'])),
    rounds: Number(options.rounds ?? declared.rounds),
  };
  if (scenario.verify) verify(name);
  const samples = await measure(name, scenario, (line) => process.stderr.write(`${line}\n`));
  const { title, rounds } = scenario;
  return { name, title, rounds, figures: summarize(scenario, samples), verdicts: judge(scenario, samples), samples };
}

function scenarioNames() {
  return fs.readdirSync(path.join(__dirname, 'scenarios')).map((file) => path.basename(file, '.js'));
}

/** What one needs to know to read absolute figures. */
function machine() {
  const [cpu] = os.cpus();
  return {
    node: process.versions.node,
    'aws-cdk-lib': require('aws-cdk-lib/package.json').version,
    constructs: require('constructs/package.json').version,
    cpu: `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
  };
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
