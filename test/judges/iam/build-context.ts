import type { AccessRequest } from './access-request';
import { REQUEST_CONTEXT } from './request-context';
import type { ContextKey, ContextRow } from './request-context';

/** Context of one simulated call. */
export type RequestContext = Readonly<Record<string, string | string[]>>;

/**
 * The contexts that AWS may send with a request: one, and one more for each way in which undocumented keys may be
 * missing. Throws for a caller and action that the table lacks, and for a key that the table lacks or itself fills.
 */
export function requestContexts(
  request: AccessRequest,
  table: readonly ContextRow[] = REQUEST_CONTEXT,
): RequestContext[] {
  const caller = callerOf(request);
  const keys = table
    .filter((row) => row.caller === caller && matches(row.actions, request.action))
    .flatMap((row) => row.keys);
  if (keys.length === 0) {
    throw new Error(`The table of request-context.ts has no row for ${caller} and ${request.action}`);
  }
  let contexts: Record<string, string | string[]>[] = [{}];
  for (const { key, value, undocumented } of keys) {
    const sent = value?.(request);
    if (sent === undefined) continue;
    contexts = contexts.flatMap((context) => [{ ...context, [key]: sent }, ...(undocumented ? [context] : [])]);
  }
  const said = Object.entries(request.context ?? {});
  for (const [key] of said) checkSaid(key, keys, `${caller} and ${request.action}`);
  return contexts.map((context) => ({ ...context, ...(Object.fromEntries(said) as RequestContext) }));
}

function checkSaid(key: string, keys: readonly ContextKey[], where: string): void {
  const known = keys.find((each) => matches([each.key.toLowerCase()], key.toLowerCase()));
  if (known === undefined) {
    throw new Error(`AWS sends no ${key} for ${where}: the table of request-context.ts lacks it`);
  }
  if (known.value !== undefined) {
    throw new Error(`${key} follows from the request for ${where}: change the caller or the resource instead`);
  }
}

function callerOf({ caller, via = [] }: AccessRequest): string {
  if (caller.kind === 'service') return caller.service;
  return via.length === 0 ? 'principal' : 'forwarded';
}

function matches(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern));
}
