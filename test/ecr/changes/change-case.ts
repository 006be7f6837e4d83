import type { Code } from './deployment';

/** The code of an app before and after a change. Without code, the app declares nothing. */
export interface ChangeCase {
  readonly before?: Code;
  readonly after?: Code;
  /** Whether the warning is already there before the change, because the change removes the construct that warns. */
  readonly warnsBefore?: boolean;
}
