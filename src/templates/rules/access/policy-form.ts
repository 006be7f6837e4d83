import type { AccessPolicy } from './policies';
import { policyOf, POLICY_TYPES, unresolved } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { statementFlaw } from '../../../ecr/mistakes/statements/statement-flaw';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../../ecr/policy/policy-length';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import { parsed } from '../../../text/json';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

export const POLICY_FORM: Rule = {
  id: EcrRule.POLICY_FORM,
  types: POLICY_TYPES,
  check: checkForm,
};

/** Most characters of a text in a finding. */
const SHOWN = 60;
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

function* checkDocument({ at, value, document, stack }: AccessPolicy): Iterable<Problem> {
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
  const list = [statements].flat();
  if (list.length === 0) yield { at, text: 'the list of statements is empty' };
  for (const [index, each] of list.entries()) {
    const flaw = statementFlaw(each, stack.region);
    const { sid } = document.statements.find((statement) => statement.index === index) ?? {};
    if (flaw) yield { at: `${at}/Statement/${index}`, text: readable(`statement ${sid ?? index + 1} ${flaw}`) };
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
