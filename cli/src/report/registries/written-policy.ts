import { hasHole } from '../../../../src/text/holes';
import { isObject, parsed } from '../../../../src/text/json';
import { parsedAroundHoles } from '../../../../src/text/json-around-holes';

/** A statement of a policy as it is written. */
export interface WrittenStatement {
  readonly version: unknown;
  /** An object, or the text of a statement that is not known. */
  readonly statement: unknown;
}

/** The statements of a policy, which is an object or its JSON. A policy that is not known is a statement without parts. */
export function writtenStatements(policy: unknown): WrittenStatement[] {
  if (policy === undefined || policy === null || policy === '') return [];
  const text = typeof policy === 'string';
  const document = text ? (parsed(policy) ?? (hasHole(policy) ? parsedAroundHoles(policy) : undefined)) : policy;
  if (!isObject(document)) return [{ version: undefined, statement: policy }];
  const { Version: version, Statement: statements = [] } = document;
  return [statements].flat().map((statement) => ({ version, statement }));
}
