import type { TemplateStack } from './template-stack';
import { hasHole, hole, isKnownText, UNKNOWN } from '../text/holes';
import type { Json } from '../text/json';

/** Marks what `AWS::NoValue` leaves out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Evaluates the intrinsic functions of a template as far as synthesis knows their values. */
export class Intrinsics {
  /** Parameters and exports that are being followed, as a template may refer in a circle. */
  private readonly following = new Set<string>();

  public constructor(private readonly stack: TemplateStack) {}

  public resolve(value: unknown): unknown {
    const resolved = this.evaluate(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  private evaluate(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => this.evaluate(each)).filter((each) => each !== NO_VALUE);
    const entries = Object.entries(value);
    if (entries.length === 1) {
      const [[name, argument]] = entries;
      if (name === 'Ref') return this.ref(argument as string);
      if (name.startsWith('Fn::')) return this.tryCall(name, argument);
    }
    const members = entries.map(([key, each]) => [key, this.evaluate(each)]);
    return Object.fromEntries(members.filter(([, each]) => each !== NO_VALUE));
  }

  /** What CloudFormation will refuse has no value to judge. */
  private tryCall(name: string, argument: unknown): unknown {
    try {
      return this.call(name, argument);
    } catch (error) {
      if (error instanceof TypeError) return UNKNOWN;
      throw error;
    }
  }

  private call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Fn::GetAtt':
        return this.attribute([argument].flat().join('.'));
      case 'Fn::Join':
        return this.join(argument as [string, unknown]);
      case 'Fn::Sub':
        return this.substitute(argument);
      case 'Fn::If':
        return this.either(argument as [string, unknown, unknown]);
      case 'Fn::Select':
        return this.select(argument as [unknown, unknown]);
      case 'Fn::Split':
        return this.split(argument as [string, unknown]);
      case 'Fn::FindInMap':
        return this.find(argument as unknown[]);
      case 'Fn::ImportValue':
        return this.importValue(this.evaluate(argument));
      default:
        return UNKNOWN;
    }
  }

  private ref(name: string): unknown {
    switch (name) {
      case 'AWS::NoValue':
        return NO_VALUE;
      case 'AWS::Region':
        return this.stack.region ?? hole(name);
      case 'AWS::AccountId':
        return this.stack.account ?? hole(name);
      case 'AWS::Partition':
      case 'AWS::URLSuffix':
      case 'AWS::StackId':
      case 'AWS::StackName':
        return hole(name);
      default:
        return this.stack.resources.has(name) ? hole(`${this.stack.path}|${name}`) : this.parameter(name);
    }
  }

  /** The attribute of a resource; of a nested stack, what its output is. */
  private attribute(text: string): unknown {
    const [id, ...rest] = text.split('.');
    if (rest[0] === 'Outputs') {
      const nested = this.stack.app.nestedStackOf(this.stack, id);
      const output = nested?.template.Outputs?.[rest.slice(1).join('.')];
      return output ? this.follow(`${id}.${rest.join('.')}`, () => nested!.resolve(output.Value)) : UNKNOWN;
    }
    return hole(`${this.stack.path}|${text}`);
  }

  /** The parameter of a nested stack is what its parent passes. */
  private parameter(name: string): unknown {
    const passed = this.stack.app.parameterOf(this.stack, name);
    return passed ? this.follow(name, passed) : hole(name);
  }

  private importValue(name: unknown): unknown {
    if (!isKnownText(name)) return UNKNOWN;
    const exported = this.stack.app.exportOf(this.stack, name);
    return exported ? this.follow(name, exported) : UNKNOWN;
  }

  private follow(name: string, value: () => unknown): unknown {
    if (this.following.has(name)) return UNKNOWN;
    this.following.add(name);
    try {
      return value();
    } finally {
      this.following.delete(name);
    }
  }

  private join([delimiter, list]: [string, unknown]): unknown {
    const parts = this.evaluate(list);
    return Array.isArray(parts) ? parts.map((part) => textOf(part)).join(delimiter) : UNKNOWN;
  }

  private substitute(argument: unknown): unknown {
    const [text, variables = {}] = [argument].flat() as [string, Json?];
    return text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return textOf(this.evaluate(variables[name]));
      return textOf(name.includes('.') ? this.attribute(name) : this.ref(name));
    });
  }

  /** Which of the two it is depends on parameters, unless both are the same. */
  private either([, yes, no]: [string, unknown, unknown]): unknown {
    const [left, right] = [this.evaluate(yes), this.evaluate(no)];
    return JSON.stringify(left) === JSON.stringify(right) ? left : UNKNOWN;
  }

  private select([index, list]: [unknown, unknown]): unknown {
    const values = this.evaluate(list);
    return Array.isArray(values) ? (values[Number(index)] ?? UNKNOWN) : UNKNOWN;
  }

  private split([delimiter, text]: [string, unknown]): unknown {
    const value = this.evaluate(text);
    return isKnownText(value) ? value.split(delimiter) : UNKNOWN;
  }

  private find(argument: unknown[]): unknown {
    const [map, first, second] = argument.map((each) => this.evaluate(each));
    if (hasHole([map, first, second])) return UNKNOWN;
    return this.stack.template.Mappings?.[String(map)]?.[String(first)]?.[String(second)] ?? UNKNOWN;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'object' || typeof value === 'symbol' ? UNKNOWN : String(value);
}
