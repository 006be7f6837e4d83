import * as fs from 'node:fs';
import Module from 'node:module';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { ROOT } from './processes';

interface ResolvingModule {
  _resolveFilename(request: string, ...rest: unknown[]): string;
}

/** Imports the file that creates an app. For the `*-child.ts` programs, whose arguments are that file and the file for the result. */
export function loadApp(): App {
  resolveOwnName();
  const [, , file] = process.argv;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { app } = require(file) as { app?: App };
  if (typeof app?.synth !== 'function') {
    throw new Error(`${path.relative(ROOT, file)} must export its App as \`app\``);
  }
  if (app.outdir !== process.env.CDK_OUTDIR) {
    throw new Error(
      `${path.relative(ROOT, file)} must leave the App's outdir open: a judge would overwrite ${app.outdir}`,
    );
  }
  return app;
}

/** Leaves the result, and ends before the app synthesizes once more by itself. */
export function finish(result: unknown): never {
  fs.writeFileSync(process.argv[3], JSON.stringify(result));
  process.exit(0);
}

/** Examples import the library by its own name. */
function resolveOwnName(): void {
  const modules = Module as unknown as ResolvingModule;
  const resolveFilename = modules._resolveFilename;
  modules._resolveFilename = function (request, ...rest) {
    return resolveFilename.call(this, request === 'cdk-ecr' ? ROOT : request, ...rest);
  };
}
