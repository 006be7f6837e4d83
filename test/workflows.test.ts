import { execFileSync, spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { ACTIONS } from '../projenrc/actions';

// What GitHub runs, and with which rights: what OpenSSF Scorecard asks of workflows, and that jobs with an identity or a
// secret run nothing that was not reviewed here.

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly name?: string;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(WORKFLOWS).map(
  (name) => [name, parse(readFileSync(join(WORKFLOWS, name), 'utf8')) as Workflow] as const,
);
const jobs = workflows.flatMap(([name, { jobs: all }]) =>
  Object.entries(all).map(([id, job]) => [`${name}: ${id}`, job] as const),
);
const linesOf = ({ steps }: Job): string[] => steps.flatMap(({ run = '' }) => run.split('\n'));
const has = (job: Job, permission: string): boolean => job.permissions?.[permission] === 'write';
const usesSecrets = (job: Job): boolean => /\$\{\{\s*secrets\./.test(JSON.stringify(job.steps));

/** Commands that run code of dependencies or of the repository. */
const RUNS_CODE =
  /\b(npx|projen|jest|tsc|pip3?|yarn|pnpm|mvn|go (run|install|build)|dotnet (build|test|run))\b|\bnpm (?!publish |view )/;

test('there are workflows to look at', () => {
  expect(workflows.map(([name]) => name)).toEqual(
    expect.arrayContaining(['build.yml', 'codeql.yml', 'release.yml', 'upgrade-main.yml']),
  );
});

test.each(jobs)('%s uses each action by a commit that is listed', (_, { steps }) => {
  const known = Object.entries(ACTIONS).map(([action, commit]) => `${action}@${commit}`);
  const unknown = steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !known.includes(uses));
  expect(unknown).toEqual([]);
});

test('each listed action has a whole commit, and is used', () => {
  const used = new Set(jobs.flatMap(([, { steps }]) => steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])));
  for (const [action, commit] of Object.entries(ACTIONS)) {
    expect([action, commit]).toEqual([action, expect.stringMatching(/^[0-9a-f]{40}$/)]);
  }
  expect([...used].sort()).toEqual(Object.keys(ACTIONS).sort());
});

test.each(jobs)('%s takes no tool in whatever version is the latest', (_, job) => {
  const unpinned =
    /@latest|npm install|npm i |pip3? install(?!.*--require-hashes)|go install|dotnet tool|curl|wget|npx (?!projen)/;
  expect(linesOf(job).filter((line) => unpinned.test(line))).toEqual([]);
});

test('scripts that workflows and .ci/run start install Python tools by their hashes', () => {
  const script = readFileSync(join(ROOT, '.ci/run'), 'utf8');
  expect(script).toContain('--require-hashes --requirement .ci/requirements.txt');
  const requirements = readFileSync(join(ROOT, '.ci/requirements.txt'), 'utf8');
  const entries = requirements
    .replace(/^#.*$/gm, '')
    .trim()
    .split(/\n(?=\S)/);
  expect(entries.length).toBeGreaterThan(10);
  expect(entries.filter((entry) => !/^\S+==\S+.*\\\n\s+--hash=sha256:[0-9a-f]{64}/.test(entry))).toEqual([]);
  const wanted = readFileSync(join(ROOT, '.ci/requirements.in'), 'utf8').match(/^\w[^\s[]*/gm)!;
  for (const tool of wanted) expect(requirements).toContain(`\n${tool.split('==')[0]}`);
});

test('tasks that a release or the upgrade runs take their tools from the lock file', () => {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')) as {
    tasks: Record<string, { steps?: { exec?: string; execArgs?: string[] }[]; env?: Record<string, string> }>;
  };
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const commands = Object.values(tasks)
    .flatMap(({ steps = [] }) => steps)
    .map(({ exec, execArgs }) => exec ?? execArgs?.join(' ') ?? '');
  const started = commands.flatMap((command) =>
    [...command.matchAll(/\bnpx (?!projen\b|-)(\S+)/g)].map(([, tool]) => tool),
  );
  for (const tool of [...started, tasks.bump.env!.BUMP_PACKAGE]) {
    const [, name, major] = /^(.+)@\^?(\d+)/.exec(tool)!;
    expect([tool, packages[`node_modules/${name}`]?.version]).toEqual([tool, expect.stringMatching(`^${major}\\.`)]);
  }
});

describe('rights', () => {
  test.each(workflows)('%s may only read unless a job says otherwise', (_, { permissions }) => {
    expect(permissions).toEqual({ contents: 'read' });
  });

  test.each(jobs)('%s says what it may do', (_, { permissions }) => {
    expect(permissions).toBeDefined();
  });

  test('only the job that makes the release of GitHub may write to the repository', () => {
    expect(jobs.filter(([, job]) => has(job, 'contents')).map(([name]) => name)).toEqual([
      'release.yml: release_github',
    ]);
  });

  const trusted = jobs.filter(([, job]) => has(job, 'id-token') || has(job, 'contents'));
  test.each(trusted)('%s, which has an identity, runs no code of packages or of the repository', (_, job) => {
    expect(linesOf(job).filter((line) => RUNS_CODE.test(line))).toEqual([]);
    expect(job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
  });

  test('the jobs with an identity are those that attest, and that publish to npm, PyPI and NuGet', () => {
    expect(jobs.filter(([, job]) => has(job, 'id-token')).map(([name]) => name)).toEqual([
      'release.yml: attest',
      'release.yml: release_npm',
      'release.yml: release_pypi',
      'release.yml: release_nuget',
    ]);
  });

  test('jobs that publish with secrets run one tool of the lock file, and no scripts of packages', () => {
    const published = jobs.filter(([name, job]) => name.startsWith('release.yml: ') && usesSecrets(job));
    expect(published.map(([name]) => name)).toEqual([
      'release.yml: release_nuget',
      'release.yml: release_maven',
      'release.yml: release_golang',
    ]);
    const installs = published.flatMap(([, job]) => linesOf(job)).filter((line) => RUNS_CODE.test(line));
    expect(new Set(installs)).toEqual(new Set(['npm ci --ignore-scripts']));
  });

  test('code of a pull request runs without secrets', () => {
    const ofPullRequests = workflows
      .filter(([, { on }]) => 'pull_request' in on)
      .flatMap(([, all]) => Object.values(all.jobs))
      .filter(({ steps }) => steps.some(({ uses }) => uses?.startsWith('actions/checkout@')));
    expect(ofPullRequests.length).toBeGreaterThan(1);
    expect(ofPullRequests.filter(usesSecrets)).toEqual([]);
  });

  test.each(jobs)('%s leaves no token behind where it checks out', (_, { steps }) => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('no workflow runs with rights of the repository for what others send', () => {
    expect(workflows.filter(([, { on }]) => 'pull_request_target' in on || 'workflow_run' in on)).toEqual([]);
  });

  test('no script contains what somebody else may write', () => {
    const foreign = /\$\{\{\s*(github\.(event|head_ref)|inputs)\b/;
    const scripts = jobs
      .filter(([name]) => !name.startsWith('upgrade-main.yml'))
      .flatMap(([, job]) => linesOf(job))
      .filter((line) => foreign.test(line));
    expect(scripts).toEqual([]);
  });
});

describe('a release', () => {
  const { jobs: release } = workflows.find(([name]) => name === 'release.yml')![1];
  const publishing = Object.entries(release).filter(([id]) => id !== 'release');

  test.each(publishing)('%s publishes what the build has said, after it is attested', (id, job) => {
    expect([job.needs].flat()).toContain('release');
    if (id !== 'attest') expect([job.needs].flat()).toContain('attest');
    const [index, verified] = ['actions/download-artifact@', 'sha256sum --check'].map((part) =>
      job.steps.findIndex(({ uses = '', run = '' }) => uses.startsWith(part) || run.includes(part)),
    );
    expect(index).toBeGreaterThanOrEqual(0);
    expect(verified).toBe(index + 1);
  });

  test('installs from the lock file', () => {
    expect(linesOf(release.release)).toContain('npm ci');
  });

  test('has provenance and an SBOM of both npm packages', () => {
    const attested = release.attest.steps.filter(({ uses }) => uses?.startsWith('actions/attest@'));
    expect(attested.map((step) => step.with?.['sbom-path'])).toEqual([
      undefined,
      'dist/sbom/cdk-ecr.cdx.json',
      'dist/sbom/cdk-ecr-cli.cdx.json',
    ]);
    expect(linesOf(release.release_npm).join('\n')).toContain('--provenance');
    expect(linesOf(release.release_github).join('\n')).toMatch(/dist\/sbom\/\*\.json.*attestations\/\*/);
  });
});

describe('the repository', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');

  test('has a license, a security policy and what updates dependencies', () => {
    expect(tracked).toEqual(expect.arrayContaining(['LICENSE', 'SECURITY.md', '.github/dependabot.yml']));
    expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toMatch(/https:\S+\/security\/advisories\/new/);
  });

  test('has no programs in binary form', () => {
    const binary = /\.(exe|dll|so|dylib|jar|war|class|pyc|whl|o|a|wasm|apk|deb|rpm|dmg|bin)$/;
    expect(tracked.filter((file) => binary.test(file))).toEqual([]);
  });
});

describe('the budgets of stages', () => {
  const { BUDGETS } = jest.requireActual<{ BUDGETS: Record<string, number> }>('../projenrc/stages');

  test('sum to 50 minutes at most', () => {
    expect(Object.values(BUDGETS).reduce((sum, minutes) => sum + minutes)).toBeLessThanOrEqual(50);
  });

  test('are there for each stage that a change has to pass', () => {
    const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')) as {
      tasks: Record<string, { steps: { exec: string }[] }>;
    };
    const [, ...stages] = tasks.verify.steps[0].exec.split(' ').slice(1).join(' ').split(/[ ,]/);
    expect(stages).toContain('unit');
    expect(stages.filter((stage) => !(stage in BUDGETS))).toEqual([]);
  });

  test('are asked for: a task without one does not run as a stage', () => {
    const { status, stderr } = spawnSync(process.execPath, ['projenrc/stages.js', 'clobber'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'projenrc/stages.js has no budget for clobber\n' });
  });
});
