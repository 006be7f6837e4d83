const MULTIPLIER = 48_271;
const MODULUS = 2_147_483_647;
const WARM_UP = 10;

/** Numbers that look random and are the same in every run: the generator of Lehmer. */
export class SampleRandom {
  private state: number;

  public constructor(seed: number) {
    this.state = (seed % (MODULUS - 1)) + 1;
    for (let i = 0; i < WARM_UP; i += 1) this.next();
  }

  /** A number from 0 to 1, without 1. */
  public next(): number {
    this.state = (this.state * MULTIPLIER) % MODULUS;
    return (this.state - 1) / (MODULUS - 1);
  }

  /** A whole number from 0, less than the limit. */
  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  public of<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** Digits of base 16. */
  public hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.below(0x1000000).toString(16).padStart(6, '0');
    return text.slice(0, length);
  }
}
