import type { CommandIo } from './command-io';
import { visible } from '../../../src/text/visible';

/** Text is written in pieces of about this many characters: one call for each line would be slow. */
const PIECE = 65_536;
/** Nothing is hidden in such a text. Nearly all lines are one, and this is quicker to see. */
const PLAIN = /^[ -~…]*$/;

/** Writes lines to a stream, and waits for who reads them: what is not read yet does not fill the memory. */
export class Output {
  private pending: string[] = [];
  private length = 0;

  public constructor(private readonly stream: CommandIo['stdout']) {}

  /** Writes a text as it is, which may have lines. */
  public async text(text: string): Promise<void> {
    this.pending.push(text);
    this.length += text.length;
    if (this.length >= PIECE) await this.flush();
  }

  /** Writes lines for a person. They show what is hidden in them, so that no value forges another line. */
  public async lines(lines: Iterable<string>): Promise<void> {
    // Most lines wait for nothing, and a promise for each would take longer than they do.
    for (const hidden of lines) {
      const line = PLAIN.test(hidden) ? hidden : visible(hidden);
      this.pending.push(line, '\n');
      this.length += line.length + 1;
      if (this.length >= PIECE) await this.flush();
    }
  }

  /** Writes what is left. */
  public async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.length = 0;
    // A reader that has seen enough has closed the stream.
    if (text === '' || !this.stream.writable || this.stream.write(text)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        for (const event of ['drain', 'close', 'error']) this.stream.off(event, done);
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) this.stream.on(event, done);
    });
  }
}
