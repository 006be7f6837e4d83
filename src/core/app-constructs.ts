import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';
import { stageOf } from './owners';
import { addTo } from '../text/lists';

/** The first parts of the paths that are resolved only to write a template or the list of its constructs. */
const WRITTEN = ['Resources', 'Outputs', 'aws:cdk:cloudformation:props'];

/** A resource, and its place in the tree. */
interface Entry {
  readonly resource: CfnResource;
  readonly position: number;
}

/**
 * The stacks and resources of an app at one moment, found by one walk through its tree.
 *
 * During a synthesis, all questions share a walk. At other times the tree may change, so each question walks again.
 */
export class AppConstructs {
  /** The constructs of the app as they are now. */
  public static now(scope: IConstruct): AppConstructs {
    return new AppConstructs(scope.node.root);
  }

  /**
   * The constructs of the app for a value that the CDK resolves.
   *
   * The CDK prepares references after all aspects, and resolves each value once for that. All values therefore share a walk.
   * A value that asks a second time, or a new value, belongs to another synthesis.
   *
   * @param asker identifies the value
   */
  public static resolving(scope: IConstruct, asker: object, context: IResolveContext): AppConstructs {
    const moment = momentOf(scope);
    if (context.preparing) {
      if (!moment.seen?.constructs.has(scope) || moment.askers.has(asker)) {
        moment.seen = AppConstructs.now(scope);
        moment.askers.clear();
      }
      moment.askers.add(asker);
      return moment.seen;
    }
    return (WRITTEN.includes(context.documentPath[0]) ? moment.seen : undefined) ?? AppConstructs.now(scope);
  }

  /** The constructs of the app for a validation. */
  public static validating(scope: IConstruct): AppConstructs {
    const { seen, isValidating } = momentOf(scope);
    return (isValidating ? seen : undefined) ?? AppConstructs.now(scope);
  }

  /** Makes one walk serve all validations of the construct's stage, each time it is synthesized. */
  public static shareInValidation(scope: IConstruct): void {
    const moment = momentOf(scope);
    if (moment.isShared) return;
    moment.isShared = true;
    const stage = stageOf(scope);
    // Validations of the stage itself run first.
    stage.node.addValidation({
      validate: () => {
        moment.seen = AppConstructs.now(stage);
        moment.isValidating = true;
        return [];
      },
    });
  }

  /** Ends the sharing before templates are written. */
  public static endValidation(scope: IConstruct): void {
    momentOf(scope).isValidating = false;
  }

  /** Makes the next question in the stage of a construct walk through the tree again. */
  public static forget(scope: IConstruct): void {
    const moment = momentOf(scope);
    moment.seen = undefined;
    moment.isValidating = false;
  }

  public readonly stacks: readonly Stack[];
  private readonly constructs: ReadonlySet<IConstruct>;
  private readonly byType = new Map<string, Entry[]>();
  private readonly derived = new Map<object, unknown>();

  private constructor(root: IConstruct) {
    const all = root.node.findAll();
    this.constructs = new Set(all);
    this.stacks = all.filter((construct): construct is Stack => Stack.isStack(construct));
    all.forEach((resource, position) => {
      if (!CfnResource.isCfnResource(resource)) return;
      addTo(this.byType, resource.cfnResourceType, { resource, position });
    });
  }

  /** All resources of some CloudFormation types, in the order of the tree. */
  public resources(...types: string[]): CfnResource[] {
    return types
      .flatMap((type) => this.byType.get(type) ?? [])
      .sort((one, other) => one.position - other.position)
      .map(({ resource }) => resource);
  }

  /** Derives a value from these constructs, once for each key. */
  public derive<T>(key: object, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }
}

/** The state of the synthesis of a stage. */
interface Moment {
  seen?: AppConstructs;
  /** The values that have asked. */
  readonly askers: Set<object>;
  isValidating: boolean;
  isShared: boolean;
}

const MOMENTS = new AppLedger('moments', () => new Map<IConstruct, Moment>());

function momentOf(scope: IConstruct): Moment {
  const moments = MOMENTS.of(scope);
  const stage = stageOf(scope);
  let moment = moments.get(stage);
  if (!moment) moments.set(stage, (moment = { askers: new Set(), isValidating: false, isShared: false }));
  return moment;
}
