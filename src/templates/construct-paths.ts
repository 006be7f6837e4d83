import { entriesOf } from './assembly-manifest';
import type { Metadata } from './assembly-manifest';

/** The paths of constructs behind stacks and logical ids. */
export interface ConstructPaths {
  /** The path of the stack that has a template. */
  stackOf(templatePath: string): string | undefined;
  /** The path of the construct that renders a logical id of a template. */
  constructOf(templatePath: string, logicalId: string): string | undefined;
}

/** The paths in the metadata of one stack of an assembly and of the stacks nested in it. */
export class MetadataPaths implements ConstructPaths {
  private noted?: { readonly stacks: ReadonlyMap<string, string>; readonly constructs: ReadonlyMap<string, string> };

  /**
   * @param metadata the metadata, which may be in a file of its own
   * @param fileOf the file of a template that the metadata names
   * @param better paths to prefer
   */
  public constructor(
    private readonly metadata: () => Metadata,
    private readonly fileOf: (name: string) => string,
    private readonly better?: ConstructPaths,
  ) {}

  public stackOf(templatePath: string): string | undefined {
    return this.better?.stackOf(templatePath) ?? this.read().stacks.get(templatePath);
  }

  public constructOf(templatePath: string, logicalId: string): string | undefined {
    const path = this.better?.constructOf(templatePath, logicalId);
    if (path !== undefined) return path;
    const { stacks, constructs } = this.read();
    return constructs.get(keyOf(stacks.get(templatePath), logicalId));
  }

  /** Logical ids are unique within a stack only, and the metadata has those of nested stacks as well. */
  private read(): NonNullable<MetadataPaths['noted']> {
    if (this.noted) return this.noted;
    const metadata = this.metadata();
    const templates = entriesOf(metadata, 'aws:cdk:templateFile');
    const stacks = new Map(templates.map(({ path, data }) => [this.fileOf(String(data)), path]));
    const paths = new Set(stacks.values());
    const ids = entriesOf(metadata, 'aws:cdk:logicalId');
    const constructs = new Map(ids.map(({ path, data }) => [keyOf(enclosing(path, paths), String(data)), path]));
    return (this.noted = { stacks, constructs });
  }
}

function keyOf(stack: string | undefined, logicalId: string): string {
  return `${stack}|${logicalId}`;
}

/** The innermost of some paths that a path is beneath. */
function enclosing(path: string, all: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (all.has(path.slice(0, end))) return path.slice(0, end);
  }
  return undefined;
}
