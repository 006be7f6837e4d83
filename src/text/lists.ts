/** Options for `listed`. */
export interface ListOptions {
  /**
   * The longest list that is written in full.
   *
   * @default 3
   */
  readonly max?: number;
  /**
   * The number of values that are written of a longer list.
   *
   * @default - `max`
   */
  readonly shown?: number;
  /**
   * The text before the number of the other values.
   *
   * @default ' '
   */
  readonly separator?: string;
}

/** The first values of a list, and the number of the others: `a, b, c and 2 more`. */
export function listed(values: readonly string[], options: ListOptions = {}): string {
  const { max = 3, shown = max, separator = ' ' } = options;
  if (values.length <= max) return values.join(', ');
  return `${values.slice(0, shown).join(', ')}${separator}${andMore(values.length - shown)}`;
}

/** The end of a list that leaves out its last values: `and 1,234 more`. */
export function andMore(count: number): string {
  return `and ${number(count)} more`;
}

/** A number with separators, for people. */
export function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** Compares two texts by their characters, in any locale. For `sort`. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Compares two entries of a map or an object by their keys. For `sort`. */
export function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return byText(one, other);
}

/** A map whose values are lists: a `Map` or a `WeakMap`. */
interface Lists<K, V> {
  get(key: K): V[] | undefined;
  set(key: K, values: V[]): unknown;
}

/** Appends a value to the list of a key. */
export function addTo<K, V>(lists: Lists<K, V>, key: K, value: V): void {
  const values = lists.get(key);
  if (values) values.push(value);
  else lists.set(key, [value]);
}
