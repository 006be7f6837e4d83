import { judgedStatement } from '../../../ecr/mistakes/statements/judged-statement';
import type { JudgedStatement } from '../../../ecr/mistakes/statements/judged-statement';
import type { PolicyDocument } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { oncePer } from '../once-per';

/** The property with the policy of each type. */
const PROPERTIES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.PUBLIC_REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.CREATION_TEMPLATE]: 'RepositoryPolicy',
  [ResourceType.REGISTRY_POLICY]: 'PolicyText',
};

/** The types with policies on access to images. */
export const POLICY_TYPES = Object.keys(PROPERTIES);

/** A policy, shared by all resources of a stack and type that have the same policy. */
export interface AccessPolicy {
  readonly stack: TemplateStack;
  readonly type: string;
  readonly at: string;
  readonly value: unknown;
  readonly document: PolicyDocument;
  readonly statements: readonly AccessStatement[];
}

/** A statement of a policy. */
export interface AccessStatement extends JudgedStatement {
  /** The name of the statement in findings. */
  readonly name: string;
  readonly at: string;
}

/** Policies by type and value, because many repositories may have the same policy. A stack has equal values once. */
const policiesOf = oncePer(
  (_: TemplateStack) => new Map(POLICY_TYPES.map((type) => [type, new Map<unknown, AccessPolicy>()])),
);

/** The policy of a repository, a creation template or a registry; `undefined` if there is none. */
export const policyOf = oncePer((resource: TemplateResource): AccessPolicy | undefined => {
  const { stack, type } = resource;
  const value = resource.property(PROPERTIES[type]);
  if (value === undefined || value === '') return undefined;
  const known = policiesOf(stack).get(type)!;
  let policy = known.get(value);
  if (!policy) known.set(value, (policy = read(resource, value)));
  return policy;
});

/** Whether parts of a policy are known at deployment, so that it may admit more than it seems to. */
export function isUncertain({ document, statements }: AccessPolicy): boolean {
  return document.partial || document.malformed === true || statements.some(({ uncertain }) => uncertain);
}

/** The statements that Amazon ECR accepts and that synthesis knows. */
export function certainOf(statements: readonly AccessStatement[]): AccessStatement[] {
  return statements.filter(({ flaw, uncertain }) => flaw === undefined && !uncertain);
}

type JudgeStatement = (statement: AccessStatement, policy: AccessPolicy, context: CheckContext) => Iterable<Problem>;

/** The check of a rule that judges statements one by one. Statements that it cannot judge are unresolved. */
export function checkStatements(judge: JudgeStatement): Rule['check'] {
  const judged = oncePer((context: CheckContext) =>
    oncePer((policy: AccessPolicy) => [...judgeStatements(policy, judge, context)]),
  );
  return (resource, context) => {
    const policy = policyOf(resource);
    return policy ? judged(context)(policy) : [];
  };
}

function* judgeStatements(policy: AccessPolicy, judge: JudgeStatement, context: CheckContext): Iterable<Problem> {
  for (const statement of policy.statements) {
    const { name, at, flaw, uncertain } = statement;
    if (flaw !== undefined) yield unresolved(at, `${name} is refused as it is`);
    else if (uncertain) yield unresolved(at, `parts of ${name} are known at deployment`);
    else for (const problem of judge(statement, policy, context)) yield { ...problem, text: readable(problem.text) };
  }
  if (policy.document.partial) yield unresolved(policy.at, 'statements of the policy are known at deployment');
}

export function unresolved(at: string, text: string): Problem {
  return { at, text, unresolved: true };
}

function read(resource: TemplateResource, value: unknown): AccessPolicy {
  const { stack, type } = resource;
  const at = `Properties/${PROPERTIES[type]}`;
  const document = readPolicy(value, stack);
  const list = Array.isArray(resource.property(`${PROPERTIES[type]}.Statement`));
  const statements = document.statements.map((statement) => ({
    ...judgedStatement(statement, stack),
    name: statement.sid ? `statement ${statement.sid}` : `statement ${statement.index + 1}`,
    at: list ? `${at}/Statement/${statement.index}` : at,
  }));
  return { stack, type, at, value, document, statements };
}
