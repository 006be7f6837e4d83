import { literal } from './literal';
import { camelCase, upperFirst } from './naming';
import { devDependencies, peerDependencies, version } from '../../../../package.json';
import { byText } from '../../../../src/text/lists';
import type { GeneratedFile, GeneratedStack } from '../generated-code';

/** All files of an app with the stacks, those of the stacks included. They are not formatted yet: see `formatted`. */
export function appFiles(stacks: readonly GeneratedStack[]): GeneratedFile[] {
  return [
    json('package.json', packageJson()),
    json('cdk.json', { app: 'npx ts-node --prefer-ts-exts app.ts' }),
    json('tsconfig.json', TSCONFIG),
    { path: '.gitignore', content: ['node_modules', 'cdk.out', ''].join('\n') },
    { path: 'app.ts', content: app(stacks) },
    ...stacks.map(({ file }) => file),
  ];
}

function packageJson(): object {
  return {
    name: 'adopted-registry',
    private: true,
    scripts: { cdk: 'cdk', typecheck: 'tsc --noEmit' },
    dependencies: {
      'aws-cdk-lib': peerDependencies['aws-cdk-lib'],
      'cdk-ecr': `^${version}`,
      constructs: peerDependencies.constructs,
    },
    devDependencies: {
      '@types/node': devDependencies['@types/node'],
      'aws-cdk': `^${devDependencies['aws-cdk']}`,
      'ts-node': devDependencies['ts-node'],
      typescript: devDependencies.typescript,
    },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['es2022'],
    module: 'node16',
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  },
  exclude: ['node_modules', 'cdk.out'],
};

function json(path: string, value: object): GeneratedFile {
  const text = JSON.stringify(value, undefined, 2);
  // Short lists are on one line, as prettier has them.
  return {
    path,
    content: `${text.replace(/\[\s+([^[\]]*?)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`)}\n`,
  };
}

/** The app. Classes of several registries may have the same name. */
function app(stacks: readonly GeneratedStack[]): string {
  const sorted = [...stacks].sort((one, other) => byText(one.file.path, other.file.path));
  const counts = new Map<string, number>();
  for (const { className } of sorted) counts.set(className, (counts.get(className) ?? 0) + 1);
  const named = sorted.map((stack) => {
    const { className, account, region } = stack;
    const isUnique = counts.get(className) === 1;
    return { stack, name: isUnique ? className : `${className}${upperFirst(camelCase(region))}Of${account}` };
  });
  return [
    '/** Declares the repositories and settings of registries of Amazon ECR. */',
    `import { App } from 'aws-cdk-lib';`,
    ...named.map(({ stack: { className, file }, name }) => {
      const imported = name === className ? className : `${className} as ${name}`;
      return `import { ${imported} } from ${literal(`./${file.path.replace(/\.ts$/, '')}`)};`;
    }),
    '',
    'const app = new App();',
    ...named.map(({ stack: { stackName, account, region }, name }) => {
      return `new ${name}(app, ${literal(stackName)}, { env: { account: ${literal(account)}, region: ${literal(region)} } });`;
    }),
    '',
    'app.synth();',
    '',
  ].join('\n');
}
