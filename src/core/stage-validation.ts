import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';
import { stageOf } from './owners';

/** A validation that a stage has once, however many of its constructs ask for it. One walk then serves them all. */
export class StageValidation {
  private readonly stages: AppLedger<Set<IConstruct>>;

  /** @param id identifies the validation in the app */
  public constructor(
    id: string,
    private readonly validate: (stage: IConstruct) => string[],
  ) {
    this.stages = new AppLedger(id, () => new Set<IConstruct>());
  }

  /** Adds the validation to the stage of a construct. It runs before those of the constructs in the stage. */
  public addFor(scope: IConstruct): void {
    const stage = stageOf(scope);
    const stages = this.stages.of(scope);
    if (stages.has(stage)) return;
    stages.add(stage);
    stage.node.addValidation({ validate: () => this.validate(stage) });
  }
}
