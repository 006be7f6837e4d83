import type { TemplateStack } from './template-stack';
import { hole, UNKNOWN } from '../text/holes';
import { withHoles } from '../text/intrinsics';
import type { References } from '../text/intrinsics';

/** Evaluates the intrinsic functions of a template as far as the templates of the app tell their values. */
export class Intrinsics implements References {
  /** Parameters and exports that are being followed, as a template may refer in a circle. */
  private readonly following = new Set<string>();

  public constructor(private readonly stack: TemplateStack) {}

  public resolve(value: unknown): unknown {
    return withHoles(value, this);
  }

  /** The parameter of a nested stack has the value that its parent passes. */
  public ref(name: string): unknown {
    if (name === 'AWS::Region') return this.stack.region;
    if (name === 'AWS::AccountId') return this.stack.account;
    if (name.startsWith('AWS::')) return undefined;
    if (this.stack.resources.has(name)) return hole(`${this.stack.path}|${name}`);
    return this.follow(name, this.stack.app.parameterOf(this.stack, name));
  }

  /** The attribute of a resource. The attribute of a nested stack is the value of its output. */
  public attribute(name: string): unknown {
    const [id, ...rest] = name.split('.');
    if (rest[0] !== 'Outputs') return hole(`${this.stack.path}|${name}`);
    const nested = this.stack.app.nestedStackOf(this.stack, id);
    const output = nested?.template.Outputs?.[rest.slice(1).join('.')];
    return output ? this.follow(name, () => nested!.resolve(output.Value)) : UNKNOWN;
  }

  public importValue(name: string): unknown {
    return this.follow(name, this.stack.app.exportOf(this.stack, name));
  }

  public mapping(map: string, first: string, second: string): unknown {
    return this.stack.template.Mappings?.[map]?.[first]?.[second];
  }

  private follow(name: string, value?: () => unknown): unknown {
    if (!value) return undefined;
    if (this.following.has(name)) return UNKNOWN;
    this.following.add(name);
    try {
      return value();
    } finally {
      this.following.delete(name);
    }
  }
}
