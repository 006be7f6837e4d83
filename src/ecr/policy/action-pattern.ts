import { matchesWildcard } from '../../text/wildcard';

/** What a statement says of actions, as it is rendered: names in which `*` and `?` are wildcards. */
export interface StatementActions {
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

/** Whether a pattern of a policy, such as `ecr:Put*`, covers an action; as IAM, it does not look at the case. */
export function matchesAction(pattern: string, action: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), action.toLowerCase()];
  if (!wanted.includes('?')) return matchesWildcard(wanted, given);
  // Where the pattern may be after what was read: an expression with many `*` would try for hours.
  let positions = new Set(withoutStars(wanted, 0));
  for (const character of given) {
    const next = [...positions].flatMap((position) => {
      if (wanted[position] === '*') return withoutStars(wanted, position);
      return wanted[position] === '?' || wanted[position] === character ? withoutStars(wanted, position + 1) : [];
    });
    positions = new Set(next);
  }
  return positions.has(wanted.length);
}

/** A position and, as a `*` may stand for nothing, those after it. */
function withoutStars(pattern: string, position: number): number[] {
  return pattern[position] === '*' ? [position, ...withoutStars(pattern, position + 1)] : [position];
}

/** Whether a statement is about an action, by its `Action` or its `NotAction`. */
export function coversAction({ Action: actions, NotAction: exceptions }: StatementActions, action: string): boolean {
  const isIn = (patterns: unknown) => patternsOf(patterns).some((pattern) => matchesAction(pattern, action));
  return exceptions === undefined ? isIn(actions) : !isIn(exceptions);
}

/** The patterns of an `Action` or `NotAction`, one or many. */
export function patternsOf(actions: unknown): string[] {
  return [actions].flat().filter((action) => typeof action === 'string');
}
