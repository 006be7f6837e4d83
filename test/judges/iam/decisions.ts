import { isDeepStrictEqual } from 'node:util';
import type { AccessRequest } from './access-request';
import { decide } from './simulate';

/** Part of a request; a list or a policy counts as one value. `undefined` takes the value away. */
type PartOf<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in KeysOf<T>]?: PartOf<ValueOf<T, K>> | undefined }
    : T;
type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** A request that is refused although it differs from an allowed one in a single value. */
export interface Denial {
  /** Why it is refused, as the end of "is refused when …". */
  readonly when: string;
  /** The one value that differs. */
  readonly change: PartOf<AccessRequest>;
  /**
   * Whether a Deny statement refuses it, rather than the lack of one that allows it.
   *
   * @default false
   */
  readonly explicitly?: boolean;
}

/** An allowed request, with its neighbours that are not. A denial cannot be written without an allowed neighbour. */
export interface DecisionCase {
  /** Who does what, as a phrase. */
  readonly name: string;
  readonly allow: AccessRequest;
  readonly denyWhen: readonly Denial[];
}

/** Makes a jest test of every allowed request and of every denial. */
export function describeDecisions(name: string, cases: readonly DecisionCase[]): void {
  // Built before the tests run, so that a badly written denial fails the file and not only its own test.
  const rows = cases.flatMap((each) => rowsOf(each));
  describe(name, () => {
    test.each(rows)('$title', async ({ request, expected }) => {
      const decision = await decide(request);
      expect({ ...decision, request }).toEqual({ result: expected, reasons: decision.reasons, request });
    });
  });
}

function rowsOf({ name, allow, denyWhen }: DecisionCase) {
  return [
    { title: `${name}: allowed`, request: allow, expected: 'Allowed' },
    ...denyWhen.map(({ when, change, explicitly }) => ({
      title: `${name}: refused when ${when}`,
      request: changed(allow, change),
      expected: explicitly ? 'ExplicitlyDenied' : 'ImplicitlyDenied',
    })),
  ];
}

/** The request with one value changed. Throws unless it is exactly one, and another one than before. */
export function changed(request: AccessRequest, change: PartOf<AccessRequest>): AccessRequest {
  const paths = leaves(change);
  if (paths.length !== 1) {
    throw new Error(
      `A denial differs from its allow in one value, not in ${paths.length}: ${paths.map((path) => path.join('.')).join(', ')}`,
    );
  }
  const result = replaced(request, change) as AccessRequest;
  if (isDeepStrictEqual(result, request)) {
    throw new Error(`A denial differs from its allow in one value, but ${paths[0].join('.')} is the same in both`);
  }
  return result;
}

/** Each policy is compared as one value. */
const WHOLE = ['permissionsBoundary', 'vpcEndpointPolicy'];

function leaves(value: unknown, path: string[] = []): string[][] {
  if (!isBranch(value, path)) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

function replaced(value: unknown, change: unknown, path: string[] = []): unknown {
  if (!isBranch(change, path)) {
    if (isBranch(value, path) && Object.keys(value).length > 1) {
      throw new Error(
        `A denial differs from its allow in one value, but ${path.join('.')} holds ${Object.keys(value).length}`,
      );
    }
    return change;
  }
  const result: Record<string, unknown> = { ...(isBranch(value, path) ? value : {}) };
  for (const [key, child] of Object.entries(change)) {
    const next = replaced(result[key], child, [...path, key]);
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}

function isBranch(value: unknown, path: string[]): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !WHOLE.includes(path[0]);
}
