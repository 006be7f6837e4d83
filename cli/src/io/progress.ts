import { SingleBar } from 'cli-progress';
import type { CommandIo } from './command-io';

/** Work that is done sooner needs no bar. */
const LONG = 20_000;

/** Shows on a terminal how far a long preview is. */
export class Progress {
  public constructor(private readonly io: Pick<CommandIo, 'stderr'>) {}

  /** Does something that tells how many of all images it has done. */
  public over<T>(images: number, run: (advance: (done: number) => void) => T): T {
    if (images < LONG || !this.io.stderr.isTTY) return run(() => undefined);
    const bar = new SingleBar({
      stream: this.io.stderr,
      format: '{bar} {value} of {total} images',
      barCompleteChar: '#',
      barIncompleteChar: '.',
      clearOnComplete: true,
    });
    bar.start(images, 0);
    try {
      return run((done) => {
        bar.increment(done);
        // Its timer does not run while the work does.
        bar.render();
      });
    } finally {
      bar.stop();
    }
  }
}
