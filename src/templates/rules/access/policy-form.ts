import { checkIdentityForm, IDENTITY_TYPES } from './identity-policies';
import type { AccessPolicy } from './policies';
import { policyOf, POLICY_TYPES, unresolved } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { statementFlaw } from '../../../ecr/mistakes/statements/statement-flaw';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../../ecr/policy/policy-length';
import { filledText } from '../../../ecr/policy/text-at-place';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import { parsed } from '../../../text/json';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

export const POLICY_FORM: Rule = {
  id: EcrRule.POLICY_FORM,
  types: [...POLICY_TYPES, ...IDENTITY_TYPES],
  check: (resource) => (IDENTITY_TYPES.includes(resource.type) ? checkIdentityForm(resource) : checkForm(resource)),
};

/** Most characters of a text in a finding. */
const SHOWN = 60;
/** A variable of policies, such as `${aws:PrincipalTag/team}`. */
const VARIABLE = /\$\{(aws|ecr|kms|sts):[^}]+\}/i;
const VERSIONS = ['2012-10-17', '2008-10-17'];

function* checkForm(resource: TemplateResource): Iterable<Problem> {
  const policy = policyOf(resource);
  if (!policy) {
    if (resource.type === ResourceType.REGISTRY_POLICY) {
      yield { at: 'Properties/PolicyText', text: 'it has no PolicyText' };
    }
    return;
  }
  yield* problemsOf(policy);
}

const problemsOf = oncePer((policy: AccessPolicy) => [...checkPolicy(policy)]);

function* checkPolicy(policy: AccessPolicy): Iterable<Problem> {
  const { type, at, value, document } = policy;
  if (document.malformed) return yield { at, text: notJson(value) };
  if (type === ResourceType.CREATION_TEMPLATE && typeof value === 'object') {
    yield {
      at,
      text: 'RepositoryPolicy is an object but must be a string in a creation template',
      remedy: 'write it as a string, with stack.toJsonString',
    };
  }
  yield* checkDocument(policy);
  yield* checkLength(policy);
  if (document.incomplete) yield unresolved(at, 'parts of the policy are known at deployment');
}

function* checkDocument(policy: AccessPolicy): Iterable<Problem> {
  const { at, value, document, stack } = policy;
  const json = parsed(value);
  // The object becomes JSON at deployment.
  if (typeof json !== 'object' || json === null) return;
  const { Version: version, Statement: statements } = json as { Version?: unknown; Statement?: unknown };
  if (version !== undefined && !hasHole(version) && !VERSIONS.includes(version as string)) {
    yield {
      at: `${at}/Version`,
      text: `Version is ${readable(version)} but must be ${VERSIONS.join(' or ')}`,
    };
  }
  if (statements === undefined) return yield { at, text: 'the policy has no Statement' };
  yield* checkVariables(policy, version);
  yield* checkSids(policy);
  const list = [statements].flat();
  if (list.length === 0) yield { at, text: 'the list of statements is empty' };
  for (const [index, each] of list.entries()) {
    const flaw = statementFlaw(each, stack);
    const { sid } = document.statements.find((statement) => statement.index === index) ?? {};
    if (flaw) yield { at: `${at}/Statement/${index}`, text: readable(`statement ${sid ?? index + 1} ${flaw}`) };
  }
}

/** In a policy without the newer version, a variable is a text like any other. */
function* checkVariables({ at, document, stack }: AccessPolicy, version: unknown): Iterable<Problem> {
  if (version === VERSIONS[0] || hasHole(version)) return;
  const values = document.statements.flatMap(({ conditions, resources }) => [
    ...conditions.flatMap((each) => each.values),
    ...resources,
  ]);
  const variable = values.find((each) => typeof each === 'string' && VARIABLE.test(filledText(each, stack)));
  if (variable === undefined) return;
  const found = version === undefined ? 'not set' : readable(version);
  yield {
    at: `${at}/Version`,
    text: `Version is ${found}, in which ${readable(variable)} is a plain text and no variable`,
    remedy: `set Version to ${VERSIONS[0]}`,
  };
}

/** The Sid of a statement is unique in its policy. */
function* checkSids({ at, document: { statements } }: AccessPolicy): Iterable<Problem> {
  for (const { index, sid } of statements) {
    const first = statements.find((each) => sid !== undefined && sid !== '' && each.sid === sid);
    if (!first || first.index === index) continue;
    yield {
      at: `${at}/Statement/${index}`,
      text: `statement ${index + 1} has the Sid ${sid} of statement ${first.index + 1}, but it must be unique`,
      remedy: 'give each statement a Sid of its own',
    };
  }
}

function* checkLength({ at, value }: AccessPolicy): Iterable<Problem> {
  const length = policyLength(value, SHORTEST);
  if (length <= MAX_POLICY_LENGTH) return;
  yield {
    at,
    text: `the policy has ${length} characters, but Amazon ECR allows at most ${MAX_POLICY_LENGTH}`,
    remedy: 'join statements, or name an organization instead of its accounts',
  };
}

function notJson(value: unknown): string {
  const json = typeof value === 'string' ? parsed(value) : value;
  if (json !== undefined) return `the policy is ${readable(json)} and no object`;
  const text = readable(value);
  return `the policy is a text that is no JSON: ${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}`;
}
