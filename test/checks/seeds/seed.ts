import type { EcrChecksProps } from '../../../src/checks/ecr-checks-props';
import type { EcrRule } from '../../../src/ecr/ecr-rule';
import type { CleanApp } from '../clean-app';

/** A likely mistake in an app that is otherwise clean. */
export interface Mistake {
  readonly name: string;
  /** The one rule that reports it. */
  readonly rule: EcrRule;
  readonly props?: EcrChecksProps;
  seed(clean: CleanApp): void;
}

/** Something unusual that is sound, about which nothing may be reported. */
export interface SoundVariant {
  readonly name: string;
  readonly props?: EcrChecksProps;
  seed(clean: CleanApp): void;
}
