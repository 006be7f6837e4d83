import type { IConstruct } from 'constructs';

/** The key of the ledgers at the root of the app. All copies of this package in one app share them. */
const LEDGERS = Symbol.for('cdk-ecr.ledgers');

type Root = IConstruct & { [LEDGERS]?: Map<string, unknown> };

/** A value that the library keeps for a whole app, such as its registries. */
export class AppLedger<T> {
  /**
   * @param name one name for each ledger of the library
   * @param create makes the empty ledger of an app
   */
  public constructor(
    private readonly name: string,
    private readonly create: () => T,
  ) {}

  /** The ledger of the app that the construct belongs to. */
  public of(scope: IConstruct): T {
    const root = scope.node.root as Root;
    const ledgers = (root[LEDGERS] ??= new Map());
    let ledger = ledgers.get(this.name) as T | undefined;
    if (ledger === undefined) ledgers.set(this.name, (ledger = this.create()));
    return ledger;
  }
}

/** Values that the library keeps for single constructs, such as the settings of a repository. */
export class ConstructLedger<C extends IConstruct, T> {
  private readonly entries = new WeakMap<C, T>();

  public get(construct: C): T | undefined {
    return this.entries.get(construct);
  }

  public set(construct: C, entry: T): void {
    this.entries.set(construct, entry);
  }

  /** The entry of the construct. It is created on the first call. */
  public require(construct: C, create: () => T): T {
    let entry = this.entries.get(construct);
    if (entry === undefined) this.entries.set(construct, (entry = create()));
    return entry;
  }
}
