import type { TemplateJson } from './stack-description';
import { isKnownText } from '../text/holes';
import { isObject } from '../text/json';

/** Choices of values that only the deployment knows: the value of each compared one, `undefined` if it is another one. */
export type Choices = ReadonlyMap<string, string | undefined>;

/** One way in which the conditions of a resource may turn out, and the parameters that it uses. */
export interface Branch {
  readonly choices: Choices;
  /** How it differs from other branches: the outcomes of conditions and the values of references, by what they are of. */
  readonly outcomes: ReadonlyMap<string, string>;
}

/** The values that references may have, by the names of the references. */
export type ReferenceValues = ReadonlyMap<string, readonly string[]>;

/** The subject of choices that a reference is. */
export function subjectOf(reference: string): string {
  return JSON.stringify({ Ref: reference });
}

/** The largest number of branches of a resource: those of six conditions that do not depend on each other. */
export const MAX_BRANCHES = 64;

/** The largest number of choices that are tried, because many of them may belong to one branch. */
const MAX_CHOICES = 4096;

/** The largest depth of nested conditions, so that circular ones end. */
const MAX_DEPTH = 100;

/** A comparison in a condition: of a value that only the deployment knows, and one that is known. */
interface Comparison {
  /** The JSON of the unknown value. */
  readonly subject: string;
  readonly value: string;
}

/** The conditions of a template. They are decided as far as the values in their comparisons are known. */
export class Conditions {
  private readonly decided = new Map<string, boolean | undefined>();

  /** @param valueOf evaluates a value in a condition, with holes for what is not known */
  public constructor(
    private readonly template: TemplateJson,
    private readonly valueOf: (value: unknown) => unknown,
    private readonly choices: Choices = new Map(),
  ) {}

  /** Whether a condition is true. It is undefined if only the deployment knows, or if there is no such condition. */
  public decide(name: string): boolean | undefined {
    if (!this.decided.has(name)) this.decided.set(name, this.evaluate({ Condition: name }, this.choices));
    return this.decided.get(name);
  }

  /**
   * The branches that some undecided conditions may lead to. It is empty if there are too many of them.
   *
   * @param required the condition that is true in all of them
   * @param references the values that each reference may have, such as those that a parameter allows
   */
  public branchesOf(names: readonly string[], required?: string, references: ReferenceValues = new Map()): Branch[] {
    const subjects = new Map<string, Set<string>>();
    const all = [...new Set([...names, ...(required === undefined ? [] : [required])])].sort();
    for (const name of all) this.collect({ Condition: name }, subjects);
    const branches = new Map<string, Branch>();
    let tried = 0;
    for (const choices of choicesOf(this.possibilities(subjects, references))) {
      if (++tried > MAX_CHOICES) return [];
      if (required !== undefined && this.evaluate({ Condition: required }, choices) !== true) continue;
      const decided = names.map((name) => [
        `the condition ${name}`,
        this.evaluate({ Condition: name }, choices)?.toString(),
      ]);
      const chosen = [...references.keys()].map((name) => [
        this.nameOf(name),
        choices.get(subjectOf(name)) ?? 'another value',
      ]);
      const outcomes = [...decided, ...chosen] as [string, string | undefined][];
      const key = JSON.stringify(outcomes);
      if (branches.has(key)) continue;
      if (branches.size === MAX_BRANCHES) return [];
      const known = outcomes.filter((outcome): outcome is [string, string] => outcome[1] !== undefined);
      branches.set(key, { choices, outcomes: new Map(known) });
    }
    return [...branches.values()];
  }

  /** The values of each subject: those that conditions compare it with, and those that a reference may have. */
  private possibilities(
    compared: ReadonlyMap<string, ReadonlySet<string>>,
    references: ReferenceValues,
  ): [string, (string | undefined)[]][] {
    const possible = new Map([...compared].map(([subject, values]) => [subject, this.possible(subject, values)]));
    for (const [name, values] of references) {
      const subject = subjectOf(name);
      const allowed = this.template.Parameters?.[name]?.AllowedValues;
      const areAll = Array.isArray(allowed) && allowed.every((value) => values.includes(String(value)));
      const others = (possible.get(subject) ?? []).filter((value) => value !== undefined || !areAll);
      possible.set(subject, [...new Set([...values, ...others])]);
    }
    return [...possible];
  }

  private nameOf(reference: string): string {
    return Object.hasOwn(this.template.Parameters ?? {}, reference) ? `the parameter ${reference}` : reference;
  }

  private evaluate(expression: unknown, choices: Choices, depth = 0): boolean | undefined {
    if (!isObject(expression) || depth > MAX_DEPTH) return undefined;
    const [[name, argument] = []] = Object.entries(expression);
    const each = (): (boolean | undefined)[] =>
      Array.isArray(argument) ? argument.map((part) => this.evaluate(part, choices, depth + 1)) : [undefined];
    switch (name) {
      case 'Condition':
        return this.evaluate(this.template.Conditions?.[String(argument)], choices, depth + 1);
      case 'Fn::Not': {
        const [negated] = each();
        return negated === undefined ? undefined : !negated;
      }
      case 'Fn::And':
        return allOf(each());
      case 'Fn::Or':
        return negation(allOf(each().map(negation)));
      case 'Fn::Equals': {
        const comparison = this.compare(argument);
        if (typeof comparison !== 'object') return comparison;
        const { subject, value } = comparison;
        return choices.has(subject) ? choices.get(subject) === value : undefined;
      }
      default:
        return undefined;
    }
  }

  /** The result of a comparison, or the comparison if only the deployment knows its result. */
  private compare(argument: unknown): boolean | Comparison | undefined {
    if (!Array.isArray(argument) || argument.length !== 2) return undefined;
    const values = argument.map((each) => this.valueOf(each));
    const [left, right] = values.map((value) => textOf(value));
    if (left !== undefined && right !== undefined) return left === right;
    const [leftJson, rightJson] = argument.map((each) => JSON.stringify(each));
    if (leftJson === rightJson) return true;
    if (left !== undefined) return { subject: rightJson, value: left };
    if (right !== undefined) return { subject: leftJson, value: right };
    return { subject: JSON.stringify([leftJson, rightJson].sort()), value: 'equal' };
  }

  /** Collects the comparisons of an expression whose results only the deployment knows: the values of each subject. */
  private collect(expression: unknown, subjects: Map<string, Set<string>>, depth = 0): void {
    if (!isObject(expression) || depth > MAX_DEPTH) return;
    const [[name, argument] = []] = Object.entries(expression);
    if (name === 'Condition') return this.collect(this.template.Conditions?.[String(argument)], subjects, depth + 1);
    if (name !== 'Fn::Equals') {
      for (const part of [argument].flat()) this.collect(part, subjects, depth + 1);
      return;
    }
    const comparison = this.compare(argument);
    if (typeof comparison !== 'object') return;
    const { subject, value } = comparison;
    subjects.set(subject, (subjects.get(subject) ?? new Set()).add(value));
  }

  /** The compared values that a subject may have; `undefined` stands for all others. */
  private possible(subject: string, values: ReadonlySet<string>): (string | undefined)[] {
    const reference: unknown = JSON.parse(subject);
    const parameter = isObject(reference) ? this.template.Parameters?.[String(reference.Ref)] : undefined;
    const allowed = parameter?.AllowedValues;
    if (!Array.isArray(allowed) || allowed.length === 0) return [...values, undefined];
    const texts = allowed.map(String);
    const others = texts.some((text) => !values.has(text)) ? [undefined] : [];
    return [...[...values].filter((value) => texts.includes(value)), ...others];
  }
}

/** Every combination of a value of each subject. */
function* choicesOf(subjects: readonly (readonly [string, readonly (string | undefined)[]])[]): Generator<Choices> {
  if (subjects.length === 0) return yield new Map();
  const [[subject, values], ...rest] = subjects;
  for (const value of values) for (const others of choicesOf(rest)) yield new Map([[subject, value], ...others]);
}

function allOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function negation(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isKnownText(value) ? value : undefined;
}
