import { isObject } from '../text/json';

/** The names that the intrinsic functions of a value use. */
export interface Uses {
  /** The conditions of `Fn::If`, and conditions in conditions. */
  readonly conditions: Set<string>;
  /** The parameters and resources of `Ref` and `Fn::Sub`. */
  readonly references: Set<string>;
  /** The arguments of `Fn::FindInMap`. */
  readonly lookups: unknown[][];
}

/** The names that the intrinsic functions of a value use. */
export function usesOf(value: unknown): Uses {
  const uses: Uses = { conditions: new Set(), references: new Set(), lookups: [] };
  collect(value, uses);
  return uses;
}

function collect(value: unknown, uses: Uses): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, uses);
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === 'string') {
        collectName(key, each, uses);
      } else {
        if (Array.isArray(each) && typeof each[0] === 'string') collectName(key, each[0], uses);
        if (Array.isArray(each) && key === 'Fn::FindInMap') uses.lookups.push(each);
        collect(each, uses);
      }
    }
  }
}

function collectName(key: string, text: string, { conditions, references }: Uses): void {
  if (key === 'Ref') references.add(text);
  else if (key === 'Fn::If' || key === 'Condition') conditions.add(text);
  else if (key === 'Fn::Sub') for (const [, name] of text.matchAll(/\$\{([^!{}][^{}]*)\}/g)) references.add(name);
}
