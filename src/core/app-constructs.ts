import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';
import { stageOf } from './owners';

/** The first parts of paths that only a template that is written, or the list of its constructs, resolves. */
const WRITTEN = ['Resources', 'Outputs', 'aws:cdk:cloudformation:props'];

/** A resource, and its place in the tree. */
interface Entry {
  readonly resource: CfnResource;
  readonly position: number;
}

/**
 * The stacks and resources of an app at one moment, found by one walk through its tree.
 *
 * During a synthesis a walk serves everything that asks. Outside of it the tree may change at any time, so that each
 * question has a walk of its own.
 */
export class AppConstructs {
  /** The constructs of the app as they are now. */
  public static now(scope: IConstruct): AppConstructs {
    return new AppConstructs(scope.node.root);
  }

  /**
   * The constructs of the app for a value that the CDK resolves.
   *
   * References are prepared after all aspects, and each value is resolved once for that. A walk therefore serves all of
   * them, up to the first that asks again or is new: then it is another synthesis.
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
    // Validations of the stage itself are the first.
    stage.node.addValidation({
      validate: () => {
        moment.seen = AppConstructs.now(stage);
        moment.isValidating = true;
        return [];
      },
    });
  }

  /** Ends the sharing, as templates are about to be written. */
  public static endValidation(scope: IConstruct): void {
    momentOf(scope).isValidating = false;
  }

  /** Makes the next question of the construct's stage walk through the tree. */
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
      const entries = this.byType.get(resource.cfnResourceType);
      if (entries) entries.push({ resource, position });
      else this.byType.set(resource.cfnResourceType, [{ resource, position }]);
    });
  }

  /** All resources of some CloudFormation types, in the order of the tree. */
  public resources(...types: string[]): CfnResource[] {
    return types
      .flatMap((type) => this.byType.get(type) ?? [])
      .sort((one, other) => one.position - other.position)
      .map(({ resource }) => resource);
  }

  /** Something that is made of these constructs, once for each key. */
  public derive<T>(key: object, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }
}

/** What is known of the synthesis of a stage. */
interface Moment {
  seen?: AppConstructs;
  /** The values that were prepared with what was seen. */
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
