import { attachCustomSynthesis } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { AppConstructs } from '../core/app-constructs';
import { stageOf } from '../core/owners';
import { InvalidInputError } from '../text/errors';

/** Knows when the templates of a scope are written, after which a contribution would be lost without a word. */
export class ContributionPeriod {
  private over = false;

  public constructor(private readonly registry: Construct) {
    AppConstructs.shareInValidation(registry);
    attachCustomSynthesis(registry, { onSynthesize: () => this.end() });
  }

  private end(): void {
    this.over = true;
    AppConstructs.endValidation(this.registry);
  }

  /** Throws if it is too late for the contribution. */
  public check(contribution: string): void {
    if (!this.over) return;
    throw new InvalidInputError({
      scope: this.registry,
      api: 'Registry',
      property: 'contribution',
      found: contribution,
      must: `come before ${stageName(this.registry)} is synthesized`,
      remedy: 'wire everything before the stage is added to a pipeline (addStage) or the app is synthesized',
    });
  }
}

function stageName(scope: IConstruct): string {
  const { path } = stageOf(scope).node;
  return path ? `its stage ${path}` : 'the app';
}
