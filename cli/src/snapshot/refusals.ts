import { AwsError } from './aws-error';
import type { Unread } from './format';
import type { Json } from '../../../src/text/json';
import { isObject, parsed } from '../../../src/text/json';
import { byText } from '../../../src/text/lists';
import { withoutUndefined } from '../../../src/text/without-undefined';

/** AWS says so of a repository that was deleted after it was listed. */
const DELETED = 'RepositoryNotFoundException';

/** Whether a call failed because its repository was deleted meanwhile. */
export function isDeleted(error: unknown): boolean {
  return error instanceof AwsError && error.code === DELETED;
}

/** Collects what AWS refuses to tell, so that the rest can be read. */
export class Refusals {
  private readonly refused: Unread[] = [];

  /** The refused calls, in an order that does not depend on when AWS answered. */
  public get list(): readonly Unread[] {
    const keyOf = ({ action, of = '' }: Unread) => `${action} ${of}`;
    return [...this.refused].sort((one, other) => byText(keyOf(one), keyOf(other)));
  }

  /**
   * The answer to a call; `undefined` if AWS refuses it, or answers that there is none.
   *
   * It rejects if the repository of the call is gone, and if no other call would succeed either.
   */
  public async ask<T>(call: () => Promise<T>, options: AskOptions = {}): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AwsError) || !error.isAnswer || isDeleted(error)) throw error;
      const { action, code, reason } = error;
      if (code !== options.none) this.add({ action, of: options.of, code, message: reason });
      return undefined;
    }
  }

  /** A policy, which AWS answers as a text. One that is no JSON counts as refused. */
  public policy(text: string | undefined, action: string, of?: string): Json | undefined {
    const policy = parsed(text);
    if (isObject(policy)) return policy;
    if (text !== undefined) this.add({ action, of, code: 'NotJson', message: 'the policy is no JSON' });
    return undefined;
  }

  /** Adds what was answered, but cannot be used. */
  public add(unread: Unread): void {
    this.refused.push(withoutUndefined(unread));
  }
}

export interface AskOptions {
  /** The repository or the key that the call is about. */
  readonly of?: string;
  /** The code of AWS that says that there is none. */
  readonly none?: string;
}
