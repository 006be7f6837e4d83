'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const USAGE = path.join(ROOT, 'benchmark/usage.js');
const COMMAND = path.join(ROOT, 'cli/lib/cdk-ecr.mjs');
const LIBRARY = path.join(ROOT, 'lib/index.js');
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const MANAGED_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ONE = 1;
const MANY = 1_000;

module.exports = {
  title: 'An app of what a registry has (the size is the number of repositories)',
  sizes: [ONE, MANY],
  rounds: 3,
  variants: {
    adopt: (size) => inFolder((folder) => adopt(folder, size)),
    'synthesis of the app': (size) =>
      inFolder((folder) => {
        adopt(folder, size);
        return synthesize(folder);
      }),
  },
  verify,
  bounds: [{ measure: 'time', of: 'adopt', over: 'synthesis of the app', sizes: [MANY], max: 2 }],
};

function inFolder(use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-'));
  try {
    return use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Writes a snapshot and adopts it. The figures are those of the command, which is a process of its own. */
function adopt(folder, size) {
  const snapshot = path.join(folder, 'snapshot', ACCOUNT, REGION);
  fs.mkdirSync(snapshot, { recursive: true });
  fs.writeFileSync(path.join(snapshot, 'registry.json'), JSON.stringify(registry()));
  const lines = Array.from({ length: size }, (_, index) => JSON.stringify(repository(index)));
  fs.writeFileSync(path.join(snapshot, 'repositories.ndjson'), `${lines.join('\n')}\n`);
  return run(COMMAND, 'adopt', path.join(folder, 'snapshot'), '--out', path.join(folder, 'app'));
}

/** Compiles the app, which is not measured, and synthesizes it in a process of its own. */
function synthesize(folder) {
  const { transformSync } = require('esbuild');
  const app = path.join(folder, 'app');
  for (const file of fs.readdirSync(app, { recursive: true }).filter((each) => each.endsWith('.ts'))) {
    const text = fs.readFileSync(path.join(app, file), 'utf8').replace(`from 'cdk-ecr'`, `from '${LIBRARY}'`);
    const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' });
    fs.writeFileSync(path.join(app, file.replace(/\.ts$/, '.js')), code);
  }
  return run(path.join(app, 'app.js'));
}

function run(...args) {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--require', USAGE, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_PATH: path.join(ROOT, 'node_modules'),
      CDK_OUTDIR: path.join(path.dirname(args.at(-1)), 'cdk.out'),
    },
  });
  assert.equal(status, 0);
  const { userCPUTime, maxRSS } = JSON.parse(output[3]);
  return { time: performance.now() - start, cpu: userCPUTime / 1_000, memory: maxRSS / 1_024 };
}

function registry() {
  return {
    version: 1,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    time: '2026-11-28T08:00:00.000Z',
    contents: { images: false, inspector: false, templates: false },
    unread: [],
  };
}

/** Ten teams with settings of their own, and tags that differ for each repository. */
function repository(index) {
  const team = index % 10;
  const repositoryName = `team-${team}/service-${index}`;
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}`,
    encryption: { encryptionType: 'KMS', kmsKey: MANAGED_KEY, keyManager: 'AWS' },
    imageTagMutability: team < 5 ? 'MUTABLE' : 'IMMUTABLE',
    scanOnPush: true,
    tags: { team: `team-${team}`, service: `service-${index}` },
    lifecyclePolicy: {
      rules: [
        rule(1, { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 100 }),
        rule(2, { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 + team }),
      ],
    },
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Pull',
          Effect: 'Allow',
          Principal: { AWS: ['222222222222', '333333333333'].map((account) => `arn:aws:iam::${account}:root`) },
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
      ],
    },
  };
}

function rule(rulePriority, selection) {
  return { rulePriority, selection, action: { type: 'expire' } };
}

/** Throws unless the synthesized app has all repositories. */
function verify() {
  for (const file of [COMMAND, LIBRARY]) assert.ok(fs.existsSync(file), `there is no ${file}; compile it first`);
  inFolder((folder) => {
    adopt(folder, 25);
    synthesize(folder);
    const out = path.join(folder, 'app/cdk.out');
    const names = fs
      .readdirSync(out)
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => Object.values(JSON.parse(fs.readFileSync(path.join(out, file), 'utf8')).Resources))
      .map(({ Properties }) => Properties.RepositoryName);
    assert.deepEqual(names.sort(), Array.from({ length: 25 }, (_, index) => repository(index).repositoryName).sort());
  });
}
