/** A field of an event. */
export interface EventField {
  /** All values that the field can have. */
  readonly values?: readonly string[];
  /** The field may have other values than `values`, also in upper case. */
  readonly extensible?: boolean;
  /** Values that this field never has, although fields of the same name in other events do, each with its reason, if it needs one. */
  readonly never?: Readonly<Record<string, string>>;
  /** The field names a repository, in this form. */
  readonly repository?: 'name' | 'arn';
  /** The field is a tag of an image, or a list of tags. */
  readonly tag?: true;
  /** The field has values of this form. */
  readonly form?: 'account' | 'digest' | 'region';
  /** The kind of the values. */
  readonly kind?: 'text' | 'number';
  /** The field is an object with these fields, or a list of such objects. */
  readonly fields?: EventFields;
  /** The object may be null. */
  readonly nullable?: true;
}

/** Fields by their names. */
export type FieldsByName = Readonly<Record<string, EventField>>;

/** The fields of an event, or of an object in it. */
export interface EventFields<K extends FieldsByName = FieldsByName> {
  readonly known: K;
  /** Whether there are no other fields. */
  readonly complete: boolean;
}

/** A field with any value. */
export const ANY = {} as const satisfies EventField;

/** A field with a number. */
export const NUMBER = { kind: 'number' } as const satisfies EventField;

/** A field with a tag of an image, or with a list of tags. */
export const TAG = { tag: true } as const satisfies EventField;

/** A field with the id of an account. */
export const ACCOUNT = { kind: 'text', form: 'account' } as const satisfies EventField;

/** A field with the digest of an image. */
export const DIGEST = { kind: 'text', form: 'digest' } as const satisfies EventField;

/** A field with the name of a repository. */
export const REPOSITORY_NAME = { repository: 'name' } as const satisfies EventField;

/** A field with the ARN of a repository. */
export const REPOSITORY_ARN = { repository: 'arn' } as const satisfies EventField;

/** Fields of an object that has no further fields. */
export function closed<const K extends FieldsByName>(known: K): EventFields<K> {
  return { known, complete: true };
}

/** Fields of an object that may have further fields. */
export function extensible<const K extends FieldsByName>(known: K): EventFields<K> {
  return { known, complete: false };
}

/** Fields with any value, by their names. */
export function anyOf<const N extends string>(...names: N[]): Readonly<Record<N, typeof ANY>> {
  return Object.fromEntries(names.map((name) => [name, ANY])) as Record<N, typeof ANY>;
}

/** Fields with texts, by their names. */
export function textsOf<const N extends string>(...names: N[]): Readonly<Record<N, { readonly kind: 'text' }>> {
  return Object.fromEntries(names.map((name) => [name, { kind: 'text' }])) as Record<N, { kind: 'text' }>;
}

/** Fields with numbers, by their names. */
export function numbersOf<const N extends string>(...names: N[]): Readonly<Record<N, typeof NUMBER>> {
  return Object.fromEntries(names.map((name) => [name, NUMBER])) as Record<N, typeof NUMBER>;
}

/** Fields with objects whose fields are not judged, by their names. */
export function objectsOf<const N extends string>(
  ...names: N[]
): Readonly<Record<N, { readonly fields: EventFields<FieldsByName> }>> {
  return Object.fromEntries(names.map((name) => [name, { fields: extensible({}) }])) as Record<
    N,
    { fields: EventFields<FieldsByName> }
  >;
}

/** A condition on one field of an event: values and matchers. One match is enough. */
export type FieldPattern<V extends string = string> = readonly (V | object)[];

/** Conditions on fields of an object. The compiler refuses fields and values that the events do not have. */
export type FieldPatterns<K extends FieldsByName> = {
  readonly [N in keyof K]?: K[N] extends { readonly fields: EventFields<infer F> }
    ? FieldPatterns<F>
    : K[N] extends { readonly values: readonly (infer V extends string)[] }
      ? FieldPattern<V>
      : FieldPattern;
};

/** Paths to fields. A field of an object follows a dot, a field of the first object in a list follows `[0].`. */
export type FieldPath<K extends FieldsByName> = {
  [N in keyof K & string]:
    N | (K[N] extends { readonly fields: EventFields<infer F> } ? `${N}${'' | '[0]'}.${FieldPath<F>}` : never);
}[keyof K & string];
