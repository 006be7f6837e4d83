import { spawnSync } from 'child_process';
import type { SpawnSyncOptions } from 'child_process';
import { join, posix } from 'path';
import type { Metafile } from 'esbuild';
import { Workspace } from './support';
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { build } = require('../build') as { build(folder: string): Promise<Metafile> };

/** The command as users run it, bundled from the source as it is. */
export class Bundle {
  public static async make(): Promise<Bundle> {
    const files = new Workspace();
    return new Bundle(files, await build(join(files.folder, 'lib')));
  }

  private constructor(
    private readonly files: Workspace,
    private readonly metafile: Metafile,
  ) {}

  public get entry(): string {
    return join(this.files.folder, 'lib/cdk-ecr.mjs');
  }

  public run(args: readonly string[], options: SpawnSyncOptions & { node?: readonly string[] } = {}) {
    const { node = [], ...others } = options;
    return spawnSync(process.execPath, [...node, this.entry, ...args], { encoding: 'utf8', ...others });
  }

  /** All modules that are loaded with the file of a source: files of the bundle's sources, and modules of Node.js. */
  public loadedWith(source: string): ReadonlySet<string> {
    const { outputs } = this.metafile;
    const start = Object.keys(outputs).find((file) => outputs[file].entryPoint === source);
    if (start === undefined) throw new Error(`${source} is no file of its own: it would be loaded with the others`);
    const seen = new Set<string>();
    const loaded = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const input of Object.keys(outputs[file].inputs)) loaded.add(input);
      for (const { path, kind, external } of outputs[file].imports) {
        if (external) loaded.add(path.replace(/^node:/, ''));
        else if (kind !== 'dynamic-import') visit(posix.normalize(path));
      }
    };
    visit(start);
    return loaded;
  }

  public remove(): void {
    this.files.remove();
  }
}
