import { matchesWildcard } from '../../text/wildcard';

/** The actions of a rendered statement: names in which `*` and `?` are wildcards. */
export interface StatementActions {
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

/** Whether a pattern of a policy, such as `ecr:Put*`, covers an action. The case does not matter, as in IAM. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a pattern matches a whole text. A `*` stands for any characters, and a `?` for one. */
export function matchesPattern(wanted: string, given: string): boolean {
  if (!wanted.includes('?')) return matchesWildcard(wanted, given);
  // The possible positions in the pattern. A regular expression with many `*` could run for hours.
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

/** A position, and the positions after each `*` that follows it, because a `*` may stand for nothing. */
function withoutStars(pattern: string, position: number): number[] {
  return pattern[position] === '*' ? [position, ...withoutStars(pattern, position + 1)] : [position];
}

/** Whether the `Action` or `NotAction` of a statement covers an action. */
export function coversAction({ Action: actions, NotAction: exceptions }: StatementActions, action: string): boolean {
  const isIn = (patterns: unknown) => patternsOf(patterns).some((pattern) => matchesAction(pattern, action));
  return exceptions === undefined ? isIn(actions) : !isIn(exceptions);
}

/** The patterns of an `Action` or `NotAction`, one or many. */
export function patternsOf(actions: unknown): string[] {
  return [actions].flat().filter((action) => typeof action === 'string');
}
