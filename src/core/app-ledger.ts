import type { IConstruct } from 'constructs';

/** On the root of the app, so that several copies of this package in one app share their ledgers. */
const LEDGERS = Symbol.for('cdk-ecr.ledgers');

type Root = IConstruct & { [LEDGERS]?: Map<string, unknown> };

/** Something that the library remembers for a whole app, such as its registries. */
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

/** Something that the library remembers of single constructs, such as the settings of a repository. */
export class ConstructLedger<C extends IConstruct, T> {
  private readonly entries = new WeakMap<C, T>();

  public get(construct: C): T | undefined {
    return this.entries.get(construct);
  }

  public set(construct: C, entry: T): void {
    this.entries.set(construct, entry);
  }

  /** The entry of the construct, which is created when it is asked for first. */
  public require(construct: C, create: () => T): T {
    let entry = this.entries.get(construct);
    if (entry === undefined) this.entries.set(construct, (entry = create()));
    return entry;
  }
}
