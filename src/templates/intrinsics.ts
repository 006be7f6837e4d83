import type { Assumptions } from './assumptions';
import { Conditions, subjectOf } from './conditions';
import type { Branch, Choices, ReferenceValues } from './conditions';
import { defaultOf } from './parameters';
import type { StackDescription } from './stack-description';
import { partitionOf, urlSuffixOf } from '../ecr/regions';
import { fill, hasHole, hole, UNRESOLVED } from '../text/holes';
import { withHoles, withoutDynamicReferences, withSharedMembers } from '../text/intrinsics';
import type { References } from '../text/intrinsics';
import { isLiteral } from '../text/unresolved';

/** The stack whose template is evaluated. */
export interface EvaluatedStack {
  readonly description: StackDescription;
}

/** The values that a stack gets from other stacks of the app. */
export interface StackLinks {
  /** The value that the parent passes to a nested stack for a parameter. */
  parameterOf(stack: EvaluatedStack, name: string): (() => unknown) | undefined;
  /** An output of the nested stack that is declared under a logical id. */
  outputOf(stack: EvaluatedStack, logicalId: string, name: string): (() => unknown) | undefined;
  /** The value that a stack of the same account and region exports under a name. */
  exportOf(stack: EvaluatedStack, name: string): (() => unknown) | undefined;
}

/** Evaluates the intrinsic functions of a template, as far as the templates of the app contain their values. */
export class Intrinsics implements References {
  /** Parameters and exports that are being followed. They stop circular references. */
  private readonly following = new Set<string>();
  /** The members of properties by their JSON. */
  private readonly members = new Map<string, unknown>();
  private dynamicFound = false;
  private readonly conditions: Conditions;
  private readonly choices?: Choices;

  public constructor(
    private readonly stack: EvaluatedStack,
    private readonly links: StackLinks,
    private readonly assumptions: Assumptions = {},
  ) {
    const { path, choices } = assumptions;
    this.choices = path === stack.description.path ? choices : undefined;
    this.conditions = new Conditions(stack.description.template, (value) => this.inCondition(value), this.choices);
  }

  public resolve(value: unknown): unknown {
    return withHoles(value, this);
  }

  /** The properties of a resource. The values that several resources have are one value. */
  public propertiesOf(properties: unknown): unknown {
    return withSharedMembers(properties, this, this.members);
  }

  /** Whether a value that was evaluated had dynamic references. */
  public get hasDynamicReferences(): boolean {
    return this.dynamicFound;
  }

  public readonly dynamic = (text: string): string => {
    this.dynamicFound = true;
    return withoutDynamicReferences(text);
  };

  /** A value as `resolve` reads it, but with its dynamic references. */
  public withDynamicReferences(value: unknown): unknown {
    return withHoles(value, Object.assign(Object.create(this) as References, { dynamic: (text: string) => text }));
  }

  /** The parameter of a nested stack has the value that its parent passes. */
  public ref(name: string): unknown {
    const { account, region, path, stackName, template } = this.stack.description;
    if (name === 'AWS::Region') return region;
    if (name === 'AWS::AccountId') return account;
    if (name === 'AWS::StackName') return stackName;
    if (name.startsWith('AWS::')) return undefined;
    if (Object.hasOwn(template.Resources ?? {}, name)) return hole(`${path}|${name}`);
    const passed = this.follow(name, this.links.parameterOf(this.stack, name));
    const chosen = this.choices?.get(subjectOf(name));
    if (chosen !== undefined && (passed === undefined || hasHole(passed))) return chosen;
    const { defaults, hasDefault } = this.assumptions;
    return passed ?? (defaults || hasDefault?.(path, name) ? defaultOf(this.stack.description, name) : undefined);
  }

  /** The attribute of a resource. The attribute of a nested stack is the value of its output. */
  public attribute(name: string): unknown {
    const [id, ...rest] = name.split('.');
    if (rest[0] !== 'Outputs') return hole(`${this.stack.description.path}|${name}`);
    const output = this.links.outputOf(this.stack, id, rest.slice(1).join('.'));
    return output ? this.follow(name, output) : UNRESOLVED;
  }

  public importValue(name: string): unknown {
    return this.follow(name, this.links.exportOf(this.stack, name));
  }

  public condition(name: string): boolean | undefined {
    return this.conditions.decide(name);
  }

  public branchesOf(names: readonly string[], required?: string, references?: ReferenceValues): Branch[] {
    return this.conditions.branchesOf(names, required, references);
  }

  public mapping(map: string, ...keys: [first: string, second: string]): unknown {
    const [first, second] = keys.map((key) => fill(key, (reference) => this.keyOf(reference)));
    return this.stack.description.template.Mappings?.[map]?.[first]?.[second];
  }

  /**
   * The value of a reference in the key of a mapping. A pseudo parameter such as the region has a chosen value only here: the
   * rules take the rest of the stack as one whose region is not known.
   */
  private keyOf(reference: string): string {
    return this.choices?.get(subjectOf(reference)) ?? hole(reference);
  }

  /** A value in a condition. The region tells more there than in a policy, whose rules read its parts as they are. */
  private inCondition(value: unknown): unknown {
    const { region } = this.stack.description;
    const pseudo = new Map<string, string | undefined>(
      isLiteral(region)
        ? Object.entries({ 'AWS::Partition': partitionOf(region), 'AWS::URLSuffix': urlSuffixOf(region) })
        : [],
    );
    return withHoles(value, {
      ref: (name) => pseudo.get(name) ?? this.ref(name),
      mapping: (...path) => this.mapping(...path),
    });
  }

  private follow(name: string, value?: () => unknown): unknown {
    if (!value) return undefined;
    if (this.following.has(name)) return UNRESOLVED;
    this.following.add(name);
    try {
      return value();
    } finally {
      this.following.delete(name);
    }
  }
}
