import { InvalidInputError } from '../../../src/text/errors';
import type { InvalidInput } from '../../../src/text/errors';
import { visible } from '../../../src/text/visible';

export const API = 'cdk-ecr';

/** Refuses what the user gave to the command. */
export function refuse(input: Omit<InvalidInput, 'api' | 'scope'>): never {
  throw new InvalidInputError({ api: API, ...input });
}

/** An error of the library about something that the user gave, with where it is. */
export class PlacedError extends Error {
  public constructor(place: string, cause: InvalidInputError) {
    super(`${API}: ${visible(place)}: ${cause.message}`);
    this.name = 'PlacedError';
  }
}

/** Runs something, and adds the place to what it refuses. */
export function at<T>(place: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof InvalidInputError ? new PlacedError(place, error) : error;
  }
}
