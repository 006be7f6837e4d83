import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { IResolvable, IResolveContext } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { checkGuardrails } from './guardrail-checks';
import { deployFunctionsAfter, functionsOf, regionErrors } from './image-functions';
import { RepositoryAccess } from './repository-access';
import { reviewGiven, reviewOwnStatement } from './review-statement';
import { AppConstructs } from '../core/app-constructs';
import { ConstructLedger } from '../core/app-ledger';
import { declaringConstruct, l1Of } from '../core/l1-of';
import { overrideOf } from '../core/overrides';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { admitsLambda } from '../ecr/policy/policy-document';
import { InvalidInputError } from '../text/errors';
import { isObject } from '../text/json';
import { isLiteral } from '../text/unresolved';

/** A policy as CloudFormation takes it. */
interface PolicyJson {
  readonly Statement: unknown;
}

const POLICIES = new ConstructLedger<ecr.CfnRepository, RepositoryPolicy>();

/** The answers for policies that many repositories share. */
const ADMIT_LAMBDA = new WeakMap<object, boolean>();

/**
 * The policy of a repository that the app declares, with any construct: the policy before, and what was added.
 *
 * What was there before is wrapped, not changed: it may be shared by several repositories, or known only later.
 */
export class RepositoryPolicy {
  /** The policy of the repository, `undefined` where the app does not declare it. */
  public static of(repository: ecr.IRepositoryRef): RepositoryPolicy | undefined {
    const resource = l1Of(ecr.CfnRepository, repository);
    return resource && RepositoryPolicy.ofResource(resource);
  }

  public static ofResource(resource: ecr.CfnRepository): RepositoryPolicy {
    let policy = POLICIES.get(resource);
    // If the policy text is set later, it replaces what was added here, as in plain CDK.
    if (policy?.text !== resource.repositoryPolicyText || !policy) {
      POLICIES.set(resource, (policy = new RepositoryPolicy(resource)));
    }
    return policy;
  }

  /** Whether the policy of a repository lets AWS Lambda use it, as far as it is known now. */
  public static admitsLambda(resource: ecr.CfnRepository, resolve: (value: unknown) => unknown): boolean {
    const text: unknown = resource.repositoryPolicyText;
    const policy = POLICIES.get(resource);
    if (policy && policy.text === text) return policy.admitsLambda(resolve);
    if (!isObject(text) || Token.isUnresolved(text)) return admitsLambda(resolve(text));
    let admits = ADMIT_LAMBDA.get(text);
    if (admits === undefined) ADMIT_LAMBDA.set(text, (admits = admitsLambda(resolve(text))));
    return admits;
  }

  /** Warns if the policy that a repository was declared with is not part of the one that is rendered. */
  public static reviewReplacement(resource: ecr.CfnRepository, given: unknown): void {
    const policy = POLICIES.get(resource);
    const text: unknown = resource.repositoryPolicyText;
    const isKept = text === given || (policy !== undefined && policy.text === text && policy.given === given);
    if (!isKept || isOverridden(resource)) warnOfReplacement(resource);
  }

  private readonly text: IResolvable;
  /** The policy that the resource had before anything was added. */
  private readonly given: unknown;
  private readonly before: unknown;
  private readonly access: RepositoryAccess[];
  private readonly statements: iam.PolicyStatement[] = [];
  private lambdaOfApp = false;

  private constructor(private readonly resource: ecr.CfnRepository) {
    const before: unknown = resource.repositoryPolicyText;
    this.given = before;
    const source = typeof before === 'object' && before !== null ? RepositoryAccess._sourceOf(before) : undefined;
    this.access = [...(source ?? [])];
    this.before = source ? undefined : parsed(before);
    if (isLiteral(this.before)) this.check(this.before);
    this.text = Lazy.uncachedAny({ produce: (context) => this.render(context) });
    resource.repositoryPolicyText = this.text;
    resource.node.addValidation({
      validate: () => {
        if (resource.repositoryPolicyText !== this.text || isOverridden(resource)) warnOfReplacement(resource);
        return [];
      },
    });
  }

  /** Adds the statement of a grant. */
  public addGrant(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.review(statement);
    return this.addStatement(statement);
  }

  /** Adds a statement that was reviewed. */
  public addStatement(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    this.statements.push(statement);
    return { statementAdded: true, policyDependable: this.resource };
  }

  public addAccess(access: RepositoryAccess): void {
    checkGuardrails(
      this.owner,
      [...this.access, access].flatMap((each) => each._guardrails()),
    );
    access.toStatements().forEach((statement) => this.review(statement));
    reviewGiven(this.owner, this.resource, access._given());
    this.access.push(access);
  }

  /** Admits the functions of the own account, and those of the app that use the images in other accounts. */
  public admitLambdaOfApp(): iam.AddToResourcePolicyResult {
    if (!this.lambdaOfApp) this.resource.node.addValidation({ validate: () => this.reviewFunctions() });
    this.lambdaOfApp = true;
    AppConstructs.forget(this.resource);
    return { statementAdded: true, policyDependable: this.resource };
  }

  private review(statement: iam.PolicyStatement): void {
    reviewOwnStatement(this.owner, this.resource, statement.toStatementJson());
  }

  private reviewFunctions(): string[] {
    const errors = regionErrors(this.resource);
    if (errors.length === 0) deployFunctionsAfter(this.resource);
    return errors;
  }

  private get owner(): IConstruct {
    return declaringConstruct(this.resource);
  }

  private admitsLambda(resolve: (value: unknown) => unknown): boolean {
    const statements = [...RepositoryAccess._statements(this.access), ...this.statements];
    return (
      this.lambdaOfApp ||
      admitsLambda(resolve(this.before)) ||
      admitsLambda({ Statement: statements.map((each) => resolve(each.toStatementJson())) })
    );
  }

  private render(context: IResolveContext): unknown {
    const before: unknown = context.resolve(this.before);
    const statements = [...RepositoryAccess._statements(this.allAccess(context)), ...this.statements];
    const added = context.resolve(new iam.PolicyDocument({ statements })) as PolicyJson | undefined;
    if (before === undefined || added === undefined) return before ?? added;
    this.check(before);
    return { ...before, Statement: withoutRepetition([before.Statement, added.Statement].flat()) };
  }

  private allAccess(context: IResolveContext): RepositoryAccess[] {
    if (!this.lambdaOfApp) return this.access;
    const { account: own } = Stack.of(this.resource);
    const constructs = AppConstructs.resolving(this.resource, this, context);
    const others = functionsOf(this.resource, constructs)
      .map((each) => Stack.of(each).account)
      .filter(isLiteral);
    const elsewhere = [...new Set(others)].filter((account) => account !== own).sort();
    const access = [...this.access, RepositoryAccess._pullByLambdaService([own])];
    return elsewhere.length > 0 ? [...access, RepositoryAccess.pullFromLambda({ accounts: elsewhere })] : access;
  }

  private check(before: unknown): asserts before is PolicyJson {
    if (typeof before === 'object' && before !== null && 'Statement' in before) return;
    if (before instanceof iam.PolicyDocument) return;
    throw new InvalidInputError({
      scope: this.resource,
      api: 'RepositoryGrants',
      property: 'repositoryPolicyText',
      found: before,
      must: 'be a policy with statements, so that one can be added',
      remedy: 'write the policy as an object or an iam.PolicyDocument',
    });
  }
}

function isOverridden(resource: ecr.CfnRepository): boolean {
  return overrideOf(resource, 'RepositoryPolicyText') !== undefined;
}

function warnOfReplacement(resource: ecr.CfnRepository): void {
  warn(
    declaringConstruct(resource),
    EcrRule.POLICY_REPLACED,
    'repositoryPolicyText was set or overridden after access was given, and replaces all of it; add statements with ' +
      'addToResourcePolicy instead',
  );
}

/** CloudFormation takes the text of a policy as well. */
function parsed(policy: unknown): unknown {
  if (typeof policy !== 'string' || !isLiteral(policy)) return policy;
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}

function withoutRepetition(statements: unknown[]): unknown[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}
