/** What a statement says of actions, as it is rendered: names in which `*` and `?` are wildcards. */
export interface StatementActions {
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

/** Whether a pattern of a policy, such as `ecr:Put*`, covers an action; as IAM, it does not look at the case. */
export function matchesAction(pattern: string, action: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), action.toLowerCase()];
  // Where the pattern may be after what was read: an expression with many `*` would try for hours.
  let states = new Set(skipStars(wanted, 0));
  for (const character of given) {
    const next = new Set<number>();
    for (const state of states) {
      if (wanted[state] === '*') next.add(state);
      if (wanted[state] === character || wanted[state] === '?')
        skipStars(wanted, state + 1).forEach((each) => next.add(each));
    }
    states = next;
  }
  return states.has(wanted.length);
}

/** A state and, as a `*` may stand for nothing, those after it. */
function skipStars(pattern: string, state: number): number[] {
  return pattern[state] === '*' ? [state, ...skipStars(pattern, state + 1)] : [state];
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
