import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CLI = join(__dirname, '../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** The source of the library and of the command line. */
const FOLDERS = ['src', 'cli/src'];

interface Cruised {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly comment?: string;
    }[];
  };
}

/** The source files of a project, with their imports, types included. */
export class ModuleGraph {
  /** Reads the source of a project that has its own `.dependency-cruiser.js`. */
  public static of(root: string): ModuleGraph {
    const { error, stdout, stderr } = spawnSync(
      process.execPath,
      [
        CLI,
        ...FOLDERS.filter((folder) => existsSync(join(root, folder))),
        '--config',
        '.dependency-cruiser.js',
        '--output-type',
        'json',
      ],
      { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    // The exit status is the number of violations.
    if (error || !stdout.startsWith('{')) throw new Error(`dependency-cruiser: ${error?.message ?? stderr}`);
    return new ModuleGraph(JSON.parse(stdout) as Cruised);
  }

  private constructor(private readonly cruised: Cruised) {}

  /** The number of source files. */
  public get size(): number {
    return this.imports().size;
  }

  /** Imports that a rule of `.dependency-cruiser.js` forbids, as `rule: file → file`. */
  public get violations(): string[] {
    return this.cruised.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  }

  /** Circles of more than two files: sets of files that all reach each other by their imports. */
  public get largeCircles(): string[] {
    return circlesOf(this.imports())
      .filter((files) => files.length > 2)
      .map((files) => `circle: ${files.sort().join(', ')}`)
      .sort();
  }

  private imports(): Map<string, string[]> {
    const inSource = (file: string) => FOLDERS.some((folder) => file.startsWith(`${folder}/`));
    return new Map(
      this.cruised.modules
        .filter(({ source }) => inSource(source))
        .map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved).filter(inSource)]),
    );
  }
}

/** The strongly connected components of a graph, by Tarjan's algorithm. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string) => {
    const index = indexes.size;
    indexes.set(node, index);
    lowest.set(node, index);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!indexes.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) === index) circles.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of graph.keys()) if (!indexes.has(node)) visit(node);
  return circles;
}
