import * as path from 'node:path';
import { run } from './command';
import { APPS, passedIn } from './language';
import type { Language } from './language';

const ROOT = path.join(APPS, '..', '..');

/** The app that the others are compared with. It is run where it is, with the package by its name. */
export const TYPESCRIPT: Language = {
  name: 'TypeScript',
  programs: ['node'],
  build: async () => [],
  test: async () => {
    const pattern = '**/examples/languages/typescript/*.test.ts';
    const output = await run(ROOT, ['npx', 'jest', '--ci', '--coverage=false', '--testMatch', pattern]);
    return passedIn(output, /^Tests: .*?(\d+) passed/gm);
  },
  synthesize: async (_, env) => {
    const compiler = ['ts-node', '--transpile-only', '--project', 'examples/tsconfig.json'];
    return run(ROOT, ['npx', ...compiler, 'examples/languages/typescript/app.ts'], env);
  },
};
