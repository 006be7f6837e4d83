/** Synthesizes one example into the folder of CDK_OUTDIR and reports on it: `check-example.ts <example>`. */
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { printReports } from './print-reports';
import { reportStacks } from './stack-report';

const example = process.argv[2];
const load = createRequire(__filename);

const start = performance.now();
const { app } = load(path.join(__dirname, '..', example, 'app')) as { app?: App };
if (!app) throw new Error(`examples/${example}/app.ts must export its app: "export const app = new App();"`);
const synthesisSeconds = (performance.now() - start) / 1000;

const reports = reportStacks(app);
console.log(`${example}, in ${path.relative(process.cwd(), app.outdir)}`);
printReports(reports, synthesisSeconds);
if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
