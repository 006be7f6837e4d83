import { Writable } from 'stream';
import { visible } from '../../../src/text/visible';

/** A terminal, a file or a pipe that a command prints to. */
export type Target = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * Standard output or standard error. Whatever a command forgets to escape, no character reaches it that people do not see,
 * the ends of lines aside. It remembers why it could not write.
 */
export class SafeStream extends Writable {
  /** What failed; `undefined` if everything was written, or as much as the reader wanted. */
  public failure?: Error;

  /** What the command prints to, for what draws on a terminal. */
  public constructor(public readonly target: Target) {
    super({ decodeStrings: false });
    const failed = (error: NodeJS.ErrnoException): void => {
      // A reader that has seen enough, such as `head`, closes the pipe.
      if (error.code !== 'EPIPE') this.failure ??= error;
    };
    this.on('error', failed);
    // Its callback has reported the error already. Without a listener it would end the process.
    target.on('error', failed);
  }

  public get isTTY(): boolean {
    return this.target.isTTY ?? false;
  }

  public override _write(chunk: string | Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    const text = chunk.toString();
    // Nearly all pieces are lines of ASCII and `…`, in which nothing is hidden.
    const isPlain = /^[\n -~…]*$/.test(text);
    this.target.write(isPlain ? text : text.split('\n').map(visible).join('\n'), done);
  }

  /** Waits until everything is written. */
  public async close(): Promise<void> {
    await new Promise<void>((done) => {
      this.once('close', done);
      if (this.closed) done();
      else this.end();
    });
  }
}
