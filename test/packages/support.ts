import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export const ROOT = join(__dirname, '../..');

/** A folder outside the repository, so that nothing is found in the repository's `node_modules` by accident. */
export class Folder {
  public readonly path = mkdtempSync(join(tmpdir(), 'cdk-ecr-packages-'));

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a command, and returns what it prints. What fails shows all of that. */
export function run(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} in ${cwd} fails:\n${stdout ?? ''}${stderr ?? ''}${String(error)}`);
  }
}

/** Packs the library as the release does, and returns where it is. */
export function packLibrary(folder: Folder): string {
  if (!existsSync(join(ROOT, 'lib/index.js'))) throw new Error('there is no lib; run npx projen compile');
  run(ROOT, process.execPath, 'projenrc/pack.js', 'js', folder.path);
  return tarballIn(join(folder.path, 'js'));
}

/** Packs the command line as the release does, and returns where it is. */
export function packCommand(folder: Folder): string {
  const destination = join(folder.path, 'command');
  run(ROOT, process.execPath, 'cli/pack.js', destination);
  return tarballIn(destination);
}

function tarballIn(folder: string): string {
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  return join(folder, name);
}

/** Links of Markdown that lead to a neighbouring file, in whatever form; those within code are text. */
export function relativeLinks(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)>\s]+)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const html = [...prose.matchAll(/\b(?:href|src)=["']?([^"'\s>]+)/g)];
  return [...inline, ...references, ...html]
    .map(([, target]) => target)
    .filter((target) => !/^([a-z]+:|#)/.test(target));
}
