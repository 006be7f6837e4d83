import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from './command';
import { APPS, passedIn } from './language';
import type { Language } from './language';

const python = (workspace: string) => path.join(workspace, 'venv', 'bin', 'python');
const app = (workspace: string) => path.join(workspace, 'app');

/** A wheel, in a virtual environment. */
export const PYTHON: Language = {
  name: 'Python',
  programs: ['python3'],
  build: async (workspace, { bindings, awsCdkLib, constructs }) => {
    // What builds a wheel leaves files beside the sources.
    fs.cpSync(path.join(bindings, 'python'), path.join(workspace, 'bindings'), { recursive: true });
    fs.cpSync(path.join(APPS, 'python'), app(workspace), { recursive: true });
    await run(workspace, ['python3', '-m', 'venv', 'venv']);
    const pip = [python(workspace), '-m', 'pip', '--disable-pip-version-check'];
    const releases = [`aws-cdk-lib==${awsCdkLib}`, `constructs==${constructs}`];
    await run(workspace, [...pip, 'install', './bindings', ...releases, '-r', 'app/requirements-dev.txt']);
    return [];
  },
  test: async (workspace) => passedIn(await run(app(workspace), [python(workspace), '-m', 'pytest']), /(\d+) passed/g),
  synthesize: async (workspace, env) => run(app(workspace), [python(workspace), 'app.py'], env),
};
