import { API, PlacedError } from './bad-input';
import { ExitStatus } from './command-io';
import { InvalidInputError } from '../../../src/text/errors';
import { isObject } from '../../../src/text/json';
import { visible } from '../../../src/text/visible';

/** What ended a command, for people. */
export interface Failure {
  readonly status: ExitStatus;
  readonly text: string;
}

/** Whose fault an error is: the user's, the system's, or that of this program. */
export function failureOf(error: unknown): Failure {
  if (error instanceof InvalidInputError || error instanceof PlacedError) {
    return { status: ExitStatus.BAD_INPUT, text: error.message };
  }
  if (isSystemError(error)) return { status: ExitStatus.FAILED, text: `${API}: ${visible(error.message)}` };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: ExitStatus.FAILED, text: `This is a mistake of ${API}: ${text}` };
}

/** Whether the disk or the network failed. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  // Not `instanceof`: in tests, the errors of the system are of another realm.
  return isObject(error) && 'syscall' in error && 'errno' in error;
}
