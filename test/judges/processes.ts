import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const TIMEOUT_MILLIS = 10 * 60 * 1000;

/** Runs a program to its end with any exit status. Rejects when it cannot be started, is killed, or takes too long. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { env: { ...process.env, ...env }, maxBuffer: 1024 ** 3, timeout: TIMEOUT_MILLIS, cwd: ROOT },
      (error, stdout, stderr) => {
        if (error === null) {
          resolve({ status: 0, stdout, stderr });
        } else if (typeof error.code === 'number') {
          resolve({ status: error.code, stdout, stderr });
        } else {
          reject(new Error(`${path.basename(command)} did not end by itself: ${error.message.slice(0, 2000)}`));
        }
      },
    );
  });
}

/** Runs one of the `*-child.ts` programs on an app in its own process and returns the JSON that it leaves. */
export async function runChild(
  program: string,
  app: string,
  preloads: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<unknown> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-'));
  try {
    const result = path.join(folder, 'result.json');
    const loaders = [...preloads, require.resolve('ts-node/register/transpile-only')].flatMap((preload) => [
      '-r',
      preload,
    ]);
    const outcome = await run(process.execPath, [...loaders, path.join(__dirname, program), app, result], {
      TS_NODE_PROJECT: path.join(ROOT, 'test/tsconfig.json'),
      CDK_OUTDIR: path.join(folder, 'cdk.out'),
      ...env,
    });
    if (outcome.status !== 0) {
      throw new Error(`${program} failed on ${path.relative(ROOT, app)}:\n${outcome.stderr.trim()}`);
    }
    return JSON.parse(fs.readFileSync(result, 'utf8'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Runs the tasks in order, at most `limit` at once. */
export async function pool<T>(limit: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
