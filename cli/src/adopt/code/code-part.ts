import type { StackSource } from './stack-source';

/** Code that is written once nothing speaks against it, because it also adds imports and keys to its file. */
export interface CodePart {
  /** The reasons why the library cannot declare it as it is, as sentences without their end. */
  readonly refused: readonly string[];
  /** Differences that the code cannot avoid, as sentences without their end. */
  readonly remarks?: readonly string[];
  /** The expression. Without one, the property is left out. */
  readonly write: (source: StackSource) => string | undefined;
}
