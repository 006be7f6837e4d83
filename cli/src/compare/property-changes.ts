import { comparableProperties } from './comparable-properties';
import { contentText } from './content-text';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';

/** A difference of two resources of one type. A list is one value. */
export interface PropertyChange {
  /** The names of the properties, such as `ImageScanningConfiguration.ScanOnPush`. */
  readonly path: string;
  /** The value in its comparable form; `undefined` if it is not set. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The differences of the properties of two resources of one type. Values that mean the same are equal. Texts with holes
 * (`text/holes.ts`) are equal if they have the same references.
 */
export function propertyChanges(type: string, before: Json, after: Json): PropertyChange[] {
  return differences('', comparableProperties(type, before), comparableProperties(type, after));
}

/** Whether two values in comparable form are equal. */
export function isEqual(one: unknown, other: unknown): boolean {
  return differences('', one, other).length === 0;
}

function differences(path: string, before: unknown, after: unknown): PropertyChange[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => differences(path === '' ? name : `${path}.${name}`, before[name], after[name]));
  }
  return contentText(before) === contentText(after) ? [] : [{ path, before, after }];
}
