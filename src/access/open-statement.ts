/** A policy statement as it is rendered. */
export interface StatementJson {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

export enum Openness {
  /** Its principals are named. */
  CLOSED,
  /** It admits everybody who meets a condition that not everybody can meet. */
  CONDITIONED,
  /** It admits everybody. */
  OPEN,
}

/** Keys that tell whose request it is, or whence; a caller cannot choose their values. */
const RESTRICTING_KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:SourceVpc',
  'aws:SourceVpce',
].map((key) => key.toLowerCase());

/** Operators that need the key to be there: `…IfExists` and `ForAllValues` are true without it. */
const RESTRICTING_OPERATORS = /^(ForAnyValue:)?(StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike)$/i;

/** Whether an Allow admits everybody. */
export function opennessOf({
  Effect: effect,
  Principal: principal,
  Condition: condition = {},
}: StatementJson): Openness {
  if (effect === 'Deny' || !admitsEverybody(principal)) return Openness.CLOSED;
  const restricted = Object.entries(condition).some(
    ([operator, keys]) =>
      RESTRICTING_OPERATORS.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => RESTRICTING_KEYS.includes(key.toLowerCase()) && !matchesAnything(values),
      ),
  );
  return restricted ? Openness.CONDITIONED : Openness.OPEN;
}

function admitsEverybody(principal: unknown): boolean {
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  return Object.values(principal).some((values) => [values].flat().includes('*'));
}

function matchesAnything(values: unknown): boolean {
  return [values].flat().some((value) => typeof value === 'string' && /^\**$/.test(value));
}
