import type { Choices } from './conditions';

/** What is assumed of values that only the deployment knows. */
export interface Assumptions {
  /** The stack that the choices are for. */
  readonly path?: string;
  readonly choices?: Choices;
  /** Whether parameters have their defaults. */
  readonly defaults?: boolean;
  /** Whether one parameter of the stack with a path has its default. */
  readonly hasDefault?: (path: string, name: string) => boolean;
}
