import { Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { partitionOf } from './access-request';
import type { PolicyDocument } from './access-request';
import { resolve } from './intrinsics';
import type { Environment, References } from './intrinsics';
import { ARN_ATTRIBUTES, ATTACHED_POLICY, ATTACHED_TO, OWN_POLICY, TYPES } from './resource-types';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** What a template does not say. */
export interface SynthesizedStackOptions {
  /** ARNs by logical id, for resources whose ARN does not follow from their name, and for template parameters. */
  readonly arns?: Readonly<Record<string, string>>;
  /** Exports of other stacks, see {@link SynthesizedStack.exports}. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Managed policies of AWS by name, like `service-role/AmazonECSTaskExecutionRolePolicy`. */
  readonly managedPolicies?: Readonly<Record<string, PolicyDocument>>;
}

/** A synthesized template in a place: its ARNs and policies without tokens, by logical id. */
export class SynthesizedStack {
  /** The template of a stack that names its account and region. Synthesizes the whole app. */
  public static of(stack: Stack, options: SynthesizedStackOptions = {}): SynthesizedStack {
    const { account, region } = stack;
    if (Token.isUnresolved(account) || Token.isUnresolved(region)) throw new Error(`${stack.node.path} needs an env`);
    return new SynthesizedStack(Template.fromStack(stack).toJSON(), { account, region }, options);
  }

  private readonly environment: Required<Environment>;
  private readonly references: References;

  public constructor(
    private readonly template: Record<string, any>,
    environment: Environment,
    private readonly options: SynthesizedStackOptions = {},
  ) {
    this.environment = { partition: 'aws', ...environment };
    this.references = {
      environment: this.environment,
      ref: (logicalId) => this.ref(logicalId),
      attribute: (logicalId, attribute) => this.attribute(logicalId, attribute),
      import: (name) => found(options.imports?.[name], `the import ${name}`),
    };
  }

  /** Logical ids of all resources of a type. */
  public logicalIds(type: string): string[] {
    return Object.entries(this.resources()).flatMap(([logicalId, resource]) =>
      resource.Type === type ? [logicalId] : [],
    );
  }

  /** The one resource of a type; throws if there are none or several. */
  public onlyLogicalId(type: string): string {
    const all = this.logicalIds(type);
    if (all.length !== 1) throw new Error(`${all.length} resources of type ${type} instead of one: ${all.join(', ')}`);
    return all[0];
  }

  public arn(logicalId: string): string {
    const given = this.options.arns?.[logicalId];
    if (given !== undefined) return given;
    return found(TYPES[this.resource(logicalId).Type], `the ARN of ${logicalId}`).arn(
      this.name(logicalId),
      this.environment,
    );
  }

  /** Policies on the resource itself, also where resources of their own hold them; of a role, its trust policy. */
  public resourcePolicies(logicalId: string): PolicyDocument[] {
    const { Type: type } = this.resource(logicalId);
    const own = OWN_POLICY[type];
    if (own !== undefined) return documents([this.property(logicalId, own)]);
    const { type: policyType, targets } = found(ATTACHED_POLICY[type], `the place of policies of ${type}`);
    return this.attached(policyType, targets, this.ref(logicalId));
  }

  /**
   * What a role or user may do: inline policies, policies of this template that name it, and managed ones.
   * The permissions boundary is not among them.
   */
  public identityPolicies(logicalId: string): PolicyDocument[] {
    const { Type: type } = this.resource(logicalId);
    const targets = found(ATTACHED_TO[type], `the identity policies of ${type}`);
    const inline = (this.property(logicalId, 'Policies') ?? []) as { PolicyDocument: unknown }[];
    const managed = (this.property(logicalId, 'ManagedPolicyArns') ?? []) as string[];
    return [
      ...documents(inline.map(({ PolicyDocument: document }) => document)),
      ...this.attached('AWS::IAM::Policy', targets, this.name(logicalId)),
      ...this.attached('AWS::IAM::ManagedPolicy', targets, this.name(logicalId)),
      ...managed.map((each) => this.managedPolicy(each)),
    ];
  }

  /** Exports of the template by name, for {@link SynthesizedStackOptions.imports} of a stack that uses them. */
  public exports(): Record<string, string> {
    const outputs = Object.values(this.template.Outputs ?? {}) as { Value: unknown; Export?: { Name: string } }[];
    return Object.fromEntries(
      outputs.flatMap((output) =>
        output.Export ? [[this.resolve(output.Export.Name), this.resolve(output.Value)] as [string, string]] : [],
      ),
    );
  }

  private managedPolicy(policyArn: string): PolicyDocument {
    const own = this.logicalIds('AWS::IAM::ManagedPolicy').find((logicalId) => this.arn(logicalId) === policyArn);
    if (own !== undefined) return documents([this.property(own, 'PolicyDocument')])[0];
    const name = policyArn.replace(`arn:${partitionOf(policyArn)}:iam::aws:policy/`, '');
    return found(this.options.managedPolicies?.[name], `the text of the managed policy ${name}`);
  }

  private attached(policyType: string, property: string, target: unknown): PolicyDocument[] {
    return this.logicalIds(policyType)
      .filter((policy) => [this.property(policy, property)].flat().includes(target))
      .flatMap((policy) =>
        documents([this.property(policy, 'PolicyDocument') ?? this.property(policy, 'ResourcePolicy')]),
      );
  }

  private ref(logicalId: string): string {
    const given = this.options.arns?.[logicalId];
    if (this.resources()[logicalId] === undefined) return found(given, `the value of ${logicalId}`);
    const type = TYPES[this.resource(logicalId).Type];
    if (type === undefined) return given ?? logicalId;
    if (type.ref === 'arn') return this.arn(logicalId);
    if (type.ref === 'name') return this.name(logicalId);
    return `https://${this.resource(logicalId).Type}/${this.name(logicalId)}`;
  }

  private attribute(logicalId: string, attribute: string): unknown {
    if (attribute === 'Arn' || ARN_ATTRIBUTES.includes(attribute)) return this.arn(logicalId);
    throw new Error(`Fn::GetAtt ${logicalId}.${attribute} in a policy: teach it to synthesized-stack.ts`);
  }

  /** The name in the template, otherwise the end of a given ARN, otherwise the logical id. */
  private name(logicalId: string): string {
    const { name, arn: arnOf } = found(TYPES[this.resource(logicalId).Type], `the name of ${logicalId}`);
    const given = this.options.arns?.[logicalId];
    if (given !== undefined) return given.slice(arnOf('', this.environment).length);
    const property = name === undefined ? undefined : this.property(logicalId, name);
    if (property !== undefined) return property as string;
    return /ECR|S3/.test(this.resource(logicalId).Type) ? logicalId.toLowerCase() : logicalId;
  }

  private property(logicalId: string, name: string): unknown {
    return this.resolve(this.resource(logicalId).Properties?.[name]);
  }

  private resolve(value: unknown): unknown {
    return resolve(value, this.references);
  }

  private resource(logicalId: string): Resource {
    return found(this.resources()[logicalId], `the resource ${logicalId}`);
  }

  private resources(): Record<string, Resource> {
    return this.template.Resources ?? {};
  }
}

/** Policies are objects or JSON texts; a resource without one has none. */
function documents(policies: unknown[]): PolicyDocument[] {
  return policies.flatMap((policy) => {
    if (policy === undefined) return [];
    return [(typeof policy === 'string' ? JSON.parse(policy) : policy) as PolicyDocument];
  });
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Unknown: ${what}`);
  return value;
}
