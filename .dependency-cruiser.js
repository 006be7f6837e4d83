'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The layers of src, from the bottom. A folder imports only from the lines before its own, and from its own line. */
const LAYERS = [
  ['text'],
  ['ecr'],
  ['lifecycle'],
  ['templates'],
  ['core'],
  ['repository', 'access', 'facades'],
  ['registry'],
  ['monitoring', 'network', 'ci'],
  ['mixins', 'defaults'],
  ['checks'],
];
/** Folders of one line that may import each other. */
const TOGETHER = ['repository', 'access', 'facades'];
/** The command line reads templates and policies, and knows nothing of the CDK. */
const WITHOUT_CDK = ['text', 'ecr', 'lifecycle', 'templates', 'cli'];

const inside = (folders) => `^src/(${folders.join('|')})/`;

function privateFolders(folder) {
  return fs.readdirSync(folder, { recursive: true })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => file.endsWith('/private'));
}

module.exports = {
  forbidden: [
    ...LAYERS.flatMap((folders, line) =>
      folders.map((folder) => ({
        name: `layer-${line}-${folder}`,
        comment: 'a folder imports only from the lines below its own (docs/architecture.md)',
        severity: 'error',
        from: { path: inside([folder]) },
        to: {
          path: '^src/',
          pathNot: inside([
            folder,
            ...LAYERS.slice(0, line).flat(),
            ...(TOGETHER.includes(folder) ? TOGETHER : []),
          ]),
        },
      })),
    ),
    {
      name: 'cli',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/', pathNot: inside(['text', 'ecr', 'lifecycle', 'templates', 'cli']) },
    },
    ...privateFolders('src').map((folder) => ({
      name: 'no-foreign-private',
      comment: 'what stands in private/ is for the folder around it',
      severity: 'error',
      from: { pathNot: `^${path.dirname(folder)}/` },
      to: { path: `^${folder}/` },
    })),
    {
      name: 'no-barrel',
      comment: 'import the file that has it: a barrel makes circles',
      severity: 'error',
      from: { path: '^src/', pathNot: '/index[.]ts$' },
      to: { path: '^src/.*index[.]ts$', pathNot: '^src/templates/rules/' },
    },
    {
      name: 'no-cdk',
      comment: 'lines 0 to 3 and the command line know nothing of the CDK; Duration is a type in the API of lifecycle rules',
      severity: 'error',
      from: { path: inside(WITHOUT_CDK) },
      to: { path: 'node_modules/(aws-cdk-lib|constructs)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'require', 'node', 'default'] },
  },
};
