/**
 * Builds the same app in each language with the package for it, runs its tests with the language's own tools,
 * synthesizes it into cdk.out/languages/<language>, and compares the templates with those of TypeScript:
 * `run.ts [language…]`. What is not installed is skipped, but fails with CI=true.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Table from 'cli-table3';
import { isInstalled, run } from './tool/command';
import { GO } from './tool/go';
import { JAVA } from './tool/java';
import type { Language, Packages } from './tool/language';
import { PYTHON } from './tool/python';
import { differences, templatesIn } from './tool/templates';
import { TYPESCRIPT } from './tool/typescript';

interface Result {
  readonly cells: string[];
  readonly passed: boolean;
}

const ROOT = path.join(__dirname, '..', '..');
const OUTPUT = path.join(ROOT, 'cdk.out', 'languages');

function releaseOf(name: string): string {
  const file = path.join(ROOT, 'node_modules', name, 'package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

const outdirOf = ({ name }: Language) => path.join(OUTPUT, name.toLowerCase());
const secondsSince = (start: number) => (performance.now() - start) / 1000;

async function check(language: Language, packages: Packages): Promise<Result> {
  const missing = language.programs.filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    console.log(`NOT TESTED: ${language.name}, for there is no ${missing.join(', no ')}`);
    return { cells: [language.name, '', 'not installed', '', ''], passed: !process.env.CI };
  }
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-languages-'));
  const start = performance.now();
  try {
    const notes = await language.build(workspace, packages);
    const built = secondsSince(start);
    const tests = await language.test(workspace);
    const outdir = outdirOf(language);
    fs.rmSync(outdir, { recursive: true, force: true });
    await language.synthesize(workspace, { CDK_OUTDIR: outdir });
    const different = differences(templatesIn(outdirOf(TYPESCRIPT)), templatesIn(outdir));
    for (const text of [...notes, ...different]) console.log(`${language.name}: ${text}`);
    const same = different.length === 0;
    const verdict = same ? 'yes' : 'NO';
    const compared = language === TYPESCRIPT ? 'the reference' : verdict;
    const seconds = secondsSince(start).toFixed(0);
    return { cells: [language.name, built.toFixed(0), `${tests} passed`, compared, seconds], passed: same };
  } catch (error) {
    console.log(`${language.name}: ${(error as Error).message}`);
    return { cells: [language.name, '', 'FAILED', '', secondsSince(start).toFixed(0)], passed: false };
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}

async function main(names: string[]): Promise<void> {
  const others = [JAVA, PYTHON, GO].filter(({ name }) => names.length === 0 || names.includes(name.toLowerCase()));
  const bindings = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-languages-'));
  const packages = { bindings, awsCdkLib: releaseOf('aws-cdk-lib'), constructs: releaseOf('constructs') };
  await run(ROOT, [process.execPath, 'projenrc/pack.js', 'python,java,go', bindings, '--code-only']);
  const results = [
    await check(TYPESCRIPT, packages),
    ...(await Promise.all(others.map((language) => check(language, packages)))),
  ];
  fs.rmSync(bindings, { recursive: true, force: true });
  const table = new Table({
    head: ['language', 'build s', 'tests', 'same template', 'time s'],
    colAligns: ['left', 'right', 'left', 'left', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(...results.map(({ cells }) => cells));
  console.log(table.toString());
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

void main(process.argv.slice(2));
