'use strict';

/*
 * How the folders of src may depend on each other: docs/architecture.md draws it, this file holds it, and
 * test/architecture.test.ts runs it. By hand: npx depcruise src --config .dependency-cruiser.js -T err
 *
 * Imports of types count like any other.
 */
const fs = require('node:fs');
const path = require('node:path');

/** From the bottom. A folder imports from the lines before its own, and from itself. */
const LINES = [
  /* 0 */ ['text'],
  /* 1 */ ['ecr'],
  /* 2 */ ['lifecycle'],
  /* 3 */ ['templates'],
  /* 4 */ ['core'],
  /* 5 */ ['repository', 'access', 'facades'],
  /* 6 */ ['registry'],
  /* 7 */ ['monitoring', 'network', 'ci'],
  /* 8 */ ['mixins', 'defaults'],
  /* 9 */ ['checks'],
];
/** A repository has grants, a grant is an access, an access names repositories: these three import each other. */
const ONE_SUBJECT = ['repository', 'access', 'facades'];
/** These lines know nothing of the CDK. They run in a browser, and in a command without `aws-cdk-lib`. */
const WITHOUT_CDK = LINES.slice(0, 4).flat();
/** A rule of a lifecycle policy takes a `Duration`, as every construct does. It is a type there, never a value. */
const NAMES_DURATION = 'lifecycle';

const inside = (...folders) => `^src/(${folders.join('|')})/`;

/** What each folder may import, itself included. */
const ALLOWED = new Map(
  LINES.flatMap((line, number) => {
    const below = LINES.slice(0, number).flat();
    return line.map((folder) => [folder, [...below, ...(ONE_SUBJECT.includes(folder) ? ONE_SUBJECT : [folder])]]);
  }),
);
const privateFolders = fs
  .readdirSync('src', { recursive: true })
  .map((entry) => path.posix.join('src', entry.split(path.sep).join('/')))
  .filter((entry) => path.posix.basename(entry) === 'private');

const CDK = '(^|/)node_modules/(aws-cdk-lib|constructs)/';

const layers = [...ALLOWED].map(([folder, allowed]) => ({
  name: `layer-of-${folder}`,
  comment: `${folder} may import from ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: inside(folder) },
  to: { path: '^src/', pathNot: inside(...allowed) },
}));

const foreignPrivate = privateFolders.map((folder) => ({
  name: 'no-foreign-private',
  comment: 'what stands in private/ is for the folder around it',
  severity: 'error',
  from: { pathNot: `^${path.posix.dirname(folder)}/` },
  to: { path: `^${folder}/` },
}));

/** The options are those of https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md. */
module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'every-folder-has-a-layer',
      comment: 'a new folder needs its place in LINES and a row in docs/architecture.md',
      severity: 'error',
      from: { path: '^src/.+/', pathNot: inside(...ALLOWED.keys()) },
      to: {},
    },
    {
      name: 'command-line',
      comment: `cli bundles ${WITHOUT_CDK.join(', ')}, and nothing else of the library`,
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^src/', pathNot: inside(...WITHOUT_CDK) },
    },
    ...foreignPrivate,
    {
      name: 'no-barrel',
      comment: 'import the file that has it: an index.ts is for users, and makes circles',
      severity: 'error',
      from: { path: '^src/', pathNot: '/index[.]ts$' },
      // The indexes of rules are no barrels: each is a table of the rules of its folder.
      to: { path: '^src/.*index[.]ts$', pathNot: '^src/templates/rules/' },
    },
    {
      name: 'no-cdk',
      comment: 'this folder runs without the CDK',
      severity: 'error',
      from: { path: [inside(...WITHOUT_CDK), '^cli/'], pathNot: inside(NAMES_DURATION) },
      to: { path: CDK },
    },
    {
      name: 'only-the-type-of-duration',
      comment: `${NAMES_DURATION} runs without the CDK; it may name the type of a Duration: import type { Duration }`,
      severity: 'error',
      from: { path: inside(NAMES_DURATION) },
      to: { path: CDK, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
  },
};
