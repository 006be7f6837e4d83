import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '../..');

/** The lines of docs/architecture.md that do without the CDK. */
export const LINES_WITHOUT_CDK = ['text', 'ecr', 'lifecycle', 'templates'];

export interface BrowserBundle {
  /** Minified. */
  readonly code: Uint8Array;
  /** All files in it, relative to the root of the repository. */
  readonly files: readonly string[];
  /** Modules that are not in it, which a browser would not find: of Node.js, and of other packages. */
  readonly missing: readonly string[];
}

/** The files of lines 0 to 3 that import a module of Node.js. A browser has none, so that they are not in the bundle. */
export function filesForNodeOnly(): string[] {
  return sources().filter((file) => importsNode(file));
}

/** Bundles all other files of lines 0 to 3 for a browser. */
export async function bundleForBrowser(): Promise<BrowserBundle> {
  const entry = sources()
    .filter((file) => !importsNode(file))
    .map((file, index) => `export * as file${index} from './${file}';`)
    .join('\n');
  return bundle(entry);
}

/** Bundles a text that imports files by their path from the root of the repository. */
export async function bundle(entry: string): Promise<BrowserBundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    platform: 'browser',
    format: 'esm',
    bundle: true,
    packages: 'external',
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return {
    code: outputFiles[0].contents,
    files: Object.keys(metafile.inputs).filter((file) => file !== '<stdin>'),
    missing: imports.map(({ path }) => path),
  };
}

function sources(): string[] {
  return LINES_WITHOUT_CDK.flatMap((folder) =>
    readdirSync(join(ROOT, 'src', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
  ).sort();
}

function importsNode(file: string): boolean {
  const imported = readFileSync(join(ROOT, file), 'utf8').matchAll(/^(?:import|export) [^;]*?from '([^']+)';$/gm);
  return [...imported].some(([, module]) => isBuiltin(module));
}
