import { hasHole, hole, isKnownText, UNRESOLVED } from './holes';
import { isObject } from './json';
import type { Json } from './json';

/** The value of `AWS::NoValue`. A property or an element with this value is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** A dynamic reference of CloudFormation. No brace is in it, so that the search never reads a text twice. */
const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;

/** The values of the references of a template, as far as they are known. `undefined` leaves a hole. */
export interface References {
  /** The value of a `Ref`, e.g. to a parameter. */
  ref?(name: string): unknown;
  /** The value of an attribute, e.g. `Key.Arn`. */
  attribute?(name: string): unknown;
  importValue?(name: string): unknown;
  /** The value under two keys of a mapping. The keys may have holes. */
  mapping?(map: string, first: string, second: string): unknown;
  /** Whether a condition of the template is true. */
  condition?(name: string): boolean | undefined;
  /** The text in place of one with dynamic references, such as `{{resolve:ssm:/name}}`. By default they become holes. */
  dynamic?(text: string): string;
}

/** A value without intrinsic functions. Its texts have holes for unresolved values. */
export function withHoles(value: unknown, references: References = {}): unknown {
  const evaluated = new Evaluator(references).evaluate(value);
  return evaluated === NO_VALUE ? undefined : evaluated;
}

/**
 * An object of the template without intrinsic functions. Its members that are equal to those of another object become one
 * value, because many resources may have the same policy.
 *
 * @param known the members without intrinsic functions, by the JSON of what the template says
 */
export function withSharedMembers(value: unknown, references: References, known: Map<string, unknown>): unknown {
  if (!isObject(value) || isIntrinsic(value)) return withHoles(value, references);
  const evaluator = new Evaluator(references);
  const members: [name: string, member: unknown][] = [];
  for (const name of Object.keys(value)) {
    const member = value[name];
    const evaluated = typeof member === 'object' ? evaluator.once(member, known) : evaluator.evaluate(member);
    if (evaluated !== NO_VALUE) members.push([name, evaluated]);
  }
  return Object.fromEntries(members);
}

/** A text with holes for its dynamic references. */
export function withoutDynamicReferences(text: string): string {
  return text.replace(DYNAMIC_REFERENCE, UNRESOLVED);
}

/** Whether a value is one call of an intrinsic function. */
export function isIntrinsic(value: unknown): value is Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isCall(Object.keys(value));
}

function isCall(keys: readonly string[]): boolean {
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** Evaluates intrinsic functions as far as their arguments are known. */
class Evaluator {
  public constructor(private readonly references: References) {}

  public evaluate(value: unknown): unknown {
    const evaluated = typeof value === 'string' ? value : this.read(value);
    if (typeof evaluated !== 'string' || !evaluated.includes('{{resolve:')) return evaluated;
    // A function such as `Fn::Join` may have composed them.
    return (this.references.dynamic ?? withoutDynamicReferences)(evaluated);
  }

  /** The value of what may have been evaluated before. */
  public once(value: unknown, known: Map<string, unknown>): unknown {
    const json = JSON.stringify(value);
    if (!known.has(json)) known.set(json, this.evaluate(value));
    return known.get(json);
  }

  private read(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return this.readList(value);
    const object = value as Json;
    const keys = Object.keys(object);
    return isCall(keys) ? this.tryCall(keys[0], object[keys[0]]) : this.readMembers(object, keys);
  }

  /** The list itself if nothing in it changes: templates are large, and most values are plain. */
  private readList(list: readonly unknown[]): readonly unknown[] {
    let changed: unknown[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const evaluated = this.evaluate(list[index]);
      if (evaluated !== list[index]) changed ??= list.slice(0, index);
      if (evaluated !== NO_VALUE) changed?.push(evaluated);
    }
    return changed ?? list;
  }

  /** The object itself if nothing in it changes. One without a prototype is copied, as nothing could print it. */
  private readMembers(object: Json, keys: readonly string[]): unknown {
    let changed = Object.getPrototypeOf(object) === Object.prototype ? undefined : { ...object };
    for (const key of keys) {
      const evaluated = this.evaluate(object[key]);
      if (evaluated === object[key]) continue;
      changed ??= { ...object };
      if (evaluated === NO_VALUE) delete changed[key];
      else changed[key] = evaluated;
    }
    return changed ?? object;
  }

  /** The value of a call; a hole if CloudFormation would refuse the call. */
  private tryCall(name: string, argument: unknown): unknown {
    try {
      return this.call(name, argument);
    } catch (error) {
      if (error instanceof TypeError) return UNRESOLVED;
      throw error;
    }
  }

  private call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.ref(argument as string);
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
      case 'Fn::Base64':
        return this.toBase64(argument);
      case 'Fn::ToJsonString':
        return this.toJson(argument);
      case 'Fn::ImportValue':
        return this.importValue(this.evaluate(argument));
      default:
        return UNRESOLVED;
    }
  }

  private ref(name: string): unknown {
    return name === 'AWS::NoValue' ? NO_VALUE : (this.references.ref?.(name) ?? hole(name));
  }

  private attribute(name: string): unknown {
    return this.references.attribute?.(name) ?? hole(name);
  }

  private importValue(name: unknown): unknown {
    return isKnownText(name) ? (this.references.importValue?.(name) ?? UNRESOLVED) : UNRESOLVED;
  }

  private join([delimiter, list]: [string, unknown]): unknown {
    const parts = this.evaluate(list);
    return Array.isArray(parts) ? parts.map((part) => textOf(part)).join(delimiter) : UNRESOLVED;
  }

  /** The JSON of an object or a list, with holes for what is not known in it. */
  private toJson(argument: unknown): unknown {
    const value = new Evaluator(withoutNumbers(this.references)).evaluate(argument);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : UNRESOLVED;
  }

  private toBase64(argument: unknown): unknown {
    const text = this.evaluate(argument);
    return isKnownText(text) ? Buffer.from(text).toString('base64') : UNRESOLVED;
  }

  private substitute(argument: unknown): unknown {
    const [text, variables = {}] = [argument].flat() as [string, Json?];
    return text.replace(/\$\{(!?)([^{}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return textOf(this.evaluate(variables[name]));
      return textOf(name.includes('.') ? this.attribute(name) : this.ref(name));
    });
  }

  /** The value of the branch that is taken. Without a decision, it is that of both branches if they are the same. */
  private either([condition, yes, no]: [string, unknown, unknown]): unknown {
    const decision = this.references.condition?.(condition);
    if (decision !== undefined) return this.evaluate(decision ? yes : no);
    const [left, right] = [this.evaluate(yes), this.evaluate(no)];
    return JSON.stringify(left) === JSON.stringify(right) ? left : UNRESOLVED;
  }

  private select([index, list]: [unknown, unknown]): unknown {
    const values = this.evaluate(list);
    return Array.isArray(values) ? (values[Number(index)] ?? UNRESOLVED) : UNRESOLVED;
  }

  private split([delimiter, text]: [string, unknown]): unknown {
    const value = this.evaluate(text);
    return isKnownText(value) ? value.split(delimiter) : UNRESOLVED;
  }

  private find(argument: unknown[]): unknown {
    const [map, first, second] = argument.map((each) => this.evaluate(each));
    if (hasHole(map)) return UNRESOLVED;
    return this.references.mapping?.(String(map), String(first), String(second)) ?? UNRESOLVED;
  }
}

/** References without the digits of parameters, which may become a number or a text in JSON. */
function withoutNumbers(references: References): References {
  const ref = (name: string) => {
    const value = references.ref?.(name);
    return name.startsWith('AWS::') || !/^-?[\d.]+$/.test(String(value)) ? value : undefined;
  };
  return Object.assign(Object.create(references) as References, { ref });
}

function textOf(value: unknown): string {
  return typeof value === 'object' || typeof value === 'symbol' ? UNRESOLVED : String(value);
}
