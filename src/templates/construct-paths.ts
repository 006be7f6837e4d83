import { entriesOf } from './assembly-manifest';
import type { Metadata } from './assembly-manifest';

/** The paths of the constructs of stacks and logical ids. */
export interface ConstructPaths {
  /** The path of the stack that has a template. */
  stackOf(templatePath: string): string | undefined;
  /** The path of the construct that renders a logical id in a stack. */
  constructOf(stackPath: string, logicalId: string): string | undefined;
}

const NESTED_STACK = /\.NestedStack\/[^/]+\.NestedStackResource$/;

/** The path of a nested stack, from the path of its resource in the stack around it. */
export function nestedStackPath(resourcePath: string): string {
  return resourcePath.replace(NESTED_STACK, '');
}

/** The paths in the metadata of one stack of an assembly and of the stacks nested in it. */
export class MetadataPaths implements ConstructPaths {
  private constructs?: ReadonlyMap<string, string>;

  /**
   * @param stackPath the path of the outermost stack
   * @param metadata the metadata, which may be in a file of its own
   * @param better paths to prefer
   */
  public constructor(
    private readonly stackPath: string,
    private readonly metadata: () => Metadata,
    private readonly better?: ConstructPaths,
  ) {}

  public stackOf(templatePath: string): string | undefined {
    return this.better?.stackOf(templatePath);
  }

  public constructOf(stackPath: string, logicalId: string): string | undefined {
    const path = this.better?.constructOf(stackPath, logicalId);
    if (path !== undefined) return path;
    this.constructs ??= this.read();
    return this.constructs.get(keyOf(stackPath, logicalId));
  }

  /** Logical ids are unique within a stack only, and the metadata has those of nested stacks as well. */
  private read(): Map<string, string> {
    const ids = entriesOf(this.metadata(), 'aws:cdk:logicalId');
    const nested = new Set(ids.filter(({ path }) => NESTED_STACK.test(path)).map(({ path }) => nestedStackPath(path)));
    return new Map(ids.map(({ path, data }) => [keyOf(enclosing(path, nested) ?? this.stackPath, String(data)), path]));
  }
}

function keyOf(stackPath: string, logicalId: string): string {
  return `${stackPath}|${logicalId}`;
}

/** The innermost of the paths above a path. */
function enclosing(path: string, all: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (all.has(path.slice(0, end))) return path.slice(0, end);
  }
  return undefined;
}
