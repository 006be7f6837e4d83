/** Whether something holds for all requests of a principal, for none, or for some. */
export enum Certainty {
  NO,
  MAYBE,
  YES,
}

/** The certainty that all of some things hold. */
export function all(certainties: readonly Certainty[]): Certainty {
  return Math.min(Certainty.YES, ...certainties);
}

/** The certainty that one of some things holds. */
export function any(certainties: readonly Certainty[]): Certainty {
  return Math.max(Certainty.NO, ...certainties);
}

/** The certainty that something does not hold. */
export function not(certainty: Certainty): Certainty {
  return Certainty.YES - certainty;
}
