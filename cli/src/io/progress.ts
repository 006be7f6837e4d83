import { SingleBar } from 'cli-progress';
import type { CommandIo } from './command-io';
import { SafeStream } from './safe-stream';

/** Work that is done sooner needs no bar. */
const LONG = 20_000;

/** Shows on a terminal how far long work is. */
export class Progress {
  public constructor(private readonly io: Pick<CommandIo, 'stderr'>) {}

  /** Does something that tells how many of all images it has done. No bar is shown if it is not known how many there are. */
  public async over<T>(images: number | undefined, run: (advance: (done: number) => void) => Promise<T>): Promise<T> {
    if (images === undefined || images < LONG || !this.io.stderr.isTTY) return run(() => undefined);
    const bar = this.start(images, 'images');
    try {
      return await run((done) => {
        bar.increment(done);
        // Its timer does not run while the work does.
        bar.render();
      });
    } finally {
      bar.stop();
    }
  }

  /** Does something that waits for answers, and tells of each thing when it is done. */
  public async during<T>(total: number, things: string, run: (advance: () => void) => Promise<T>): Promise<T> {
    if (!this.io.stderr.isTTY) return run(() => undefined);
    const bar = this.start(total, things);
    try {
      return await run(() => bar.increment());
    } finally {
      bar.stop();
    }
  }

  private start(total: number, things: string): SingleBar {
    const { stderr } = this.io;
    const bar = new SingleBar({
      // It moves the cursor, and prints nothing that comes from elsewhere.
      stream: stderr instanceof SafeStream ? stderr.target : stderr,
      format: `{bar} {value} of {total} ${things}`,
      barCompleteChar: '#',
      barIncompleteChar: '.',
      clearOnComplete: true,
    });
    bar.start(total, 0);
    return bar;
  }
}
