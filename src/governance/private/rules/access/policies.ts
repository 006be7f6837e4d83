import { statementFlaw } from './statement-flaw';
import type { StatementJson } from '../../../../access/open-statement';
import type { PolicyDocument, PolicyStatement } from '../../policy-document';
import { readPolicy } from '../../policy-document';
import type { Problem } from '../../rule';
import { ResourceType } from '../../rule';
import type { TemplateResource } from '../../template/template-resource';
import { fill, hasHole, readable } from '../../template/text';

/** Where each type has its policy. */
const PROPERTIES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.PUBLIC_REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.CREATION_TEMPLATE]: 'RepositoryPolicy',
  [ResourceType.REGISTRY_POLICY]: 'PolicyText',
};

/** The types that have policies on access to images. */
export const POLICY_TYPES = Object.keys(PROPERTIES);

/** Stands for the account of the resource where it is not known. */
const OWN_ACCOUNT = 'own-account';
/** Stands for what only the deployment knows. */
export const HOLE = 'known-at-deployment';

/** The policy of a resource. */
export interface AccessPolicy {
  readonly resource: TemplateResource;
  readonly at: string;
  readonly value: unknown;
  readonly document: PolicyDocument;
  readonly statements: readonly AccessStatement[];
}

/** A statement of such a policy. */
export interface AccessStatement extends PolicyStatement {
  /** For the text of a finding. */
  readonly name: string;
  readonly at: string;
  /** Whether it allows, or on what condition, is known at deployment. */
  readonly uncertain: boolean;
  /** For what Amazon ECR refuses it: the rule on the form of policies says it. */
  readonly flaw?: string;
  /** With something in place of its holes that has no meaning in a policy: neither wildcards nor colons. */
  readonly filled: StatementJson;
}

const POLICIES = new WeakMap<TemplateResource, AccessPolicy>();

/** The policy of a repository, of one that a template creates, or of a registry; `undefined` where there is none. */
export function policyOf(resource: TemplateResource): AccessPolicy | undefined {
  const value = resource.property(PROPERTIES[resource.type]);
  if (value === undefined || value === '') return undefined;
  let policy = POLICIES.get(resource);
  if (!policy) POLICIES.set(resource, (policy = read(resource, value)));
  return policy;
}

/** Judges the statements of a resource's policy one by one, and says where there are some that cannot be judged. */
export function* judgeStatements(
  resource: TemplateResource,
  judge: (statement: AccessStatement, policy: AccessPolicy) => Iterable<Problem>,
): Iterable<Problem> {
  const policy = policyOf(resource);
  if (!policy) return;
  for (const statement of policy.statements) {
    const { name, at, flaw, uncertain } = statement;
    if (flaw !== undefined) yield unknown(at, `${name} is refused as it is`);
    else if (uncertain) yield unknown(at, `parts of ${name} are known at deployment`);
    else for (const problem of judge(statement, policy)) yield { ...problem, text: readable(problem.text) };
  }
  if (policy.document.partial) yield unknown(policy.at, 'statements of the policy are known at deployment');
}

export function unknown(at: string, text: string): Problem {
  return { at, text, unknown: true };
}

/** A text of a policy without holes: the account is that of the resource. */
export function filledText(text: string, { stack }: TemplateResource): string {
  const known = new Map([
    ['AWS::AccountId', ownAccount(stack)],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', stack.region ?? 'own-region'],
  ]);
  return fill(text, (reference) => known.get(reference) ?? HOLE);
}

export function ownAccount({ account }: { readonly account?: string }): string {
  return account ?? OWN_ACCOUNT;
}

/** The first of a list, for a text. */
export function listed(values: readonly string[]): string {
  const [first, ...rest] = values;
  if (rest.length < 3) return values.join(', ');
  return `${first}, ${rest[0]} and ${rest.length - 1} more`;
}

function read(resource: TemplateResource, value: unknown): AccessPolicy {
  const at = `Properties/${PROPERTIES[resource.type]}`;
  const document = readPolicy(value);
  const list = Array.isArray(resource.property(`${PROPERTIES[resource.type]}.Statement`));
  const statements = document.statements.map((statement): AccessStatement => {
    const filled = filledJson(statement.json, resource) as StatementJson;
    return {
      ...statement,
      name: statement.sid ? `statement ${statement.sid}` : `statement ${statement.index + 1}`,
      at: list ? `${at}/Statement/${statement.index}` : at,
      uncertain: isUncertain(statement.json),
      flaw: statementFlaw(statement.json),
      filled,
    };
  });
  return { resource, at, value, document, statements };
}

/** A hole in place of all conditions, or of all of one operator, may be any condition. */
function isUncertain({ Effect: effect, Condition: condition }: Record<string, unknown>): boolean {
  const operators = typeof condition === 'object' && condition !== null ? Object.values(condition) : [];
  return [effect, condition, ...operators].some((each) => typeof each === 'string' && hasHole(each));
}

function filledJson(value: unknown, resource: TemplateResource): unknown {
  if (typeof value === 'string') return filledText(value, resource);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => filledJson(each, resource));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledJson(each, resource)]));
}
