import { mistakesInUnknown } from './actions';
import { someOf, statementMistake } from './statement-mistake';
import { fill, isKnownText } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../policy/action-names';
import { coversAction, matchesAction, matchesPattern } from '../../policy/action-pattern';
import { ecrManagedPolicy, MANAGED_POLICIES } from '../../policy/identity-statement';
import type { PolicyStatement } from '../../policy/policy-document';
import type { Mistake } from '../mistake';
import { mistakesInName } from '../unknown-name';

/** The actions of a kind of registries, for identity policies. */
interface IdentityActions {
  readonly service: string;
  /** A region as the ARN of a repository has it. */
  readonly region: string;
  readonly ofRepository: readonly string[];
  readonly ofRegistry: readonly string[];
}

const KINDS: readonly IdentityActions[] = [
  { service: 'ecr', region: 'eu-west-1', ofRepository: REPOSITORY_ACTIONS, ofRegistry: REGISTRY_ACTIONS },
  { service: 'ecr-public', region: '', ofRepository: PUBLIC_REPOSITORY_ACTIONS, ofRegistry: PUBLIC_REGISTRY_ACTIONS },
];

const ANYTHING = /^\*+$/;
const POLICY_VARIABLE = /\$\{[^}]*\}/g;
/** The part of an ARN after the account, as far as it may be that of a repository. A tag or a digest is no part of it. */
const REPOSITORY = /^repository\/[a-z0-9._/*?-]*$/;
const PREFIX = 'repository/';

const REGISTRY_REMEDY = 'allow it in a statement of its own whose Resource is "*"';
const REPOSITORY_REMEDY = 'set Resource to ARNs like arn:aws:ecr:<region>:<account>:repository/team/*';

/**
 * Actions of Amazon ECR that a statement of an identity policy names, but on no resource that they have, and actions that
 * the library does not know.
 *
 * @param others the other statements of the policy
 */
export function* mistakesInIdentityActions(
  statement: PolicyStatement,
  others: readonly PolicyStatement[],
): Iterable<Mistake> {
  const { json, actions, resources } = statement;
  const texts = resources.map(patternOf);
  const isLimited = texts.length > 0 && !texts.some((each) => ANYTHING.test(each));
  for (const kind of KINDS) {
    const { service, ofRepository, ofRegistry } = kind;
    const known = [...ofRepository, ...ofRegistry];
    const patterns = actions.filter((each) => isKnownText(each) && each.toLowerCase().startsWith(`${service}:`));
    for (const pattern of patterns) yield* mistakesInUnknown(pattern, known);
    if (!isLimited) continue;
    const isOf = (names: readonly string[]) => (pattern: string) => names.some((name) => matchesAction(pattern, name));
    const registryOnly = patterns
      .filter((pattern) => isOf(ofRegistry)(pattern) && !isOf(ofRepository)(pattern))
      .filter((pattern) => !others.some((each) => isOnAll(each, json.Effect, pattern)));
    if (registryOnly.length > 0) {
      const which = `names ${someOf(registryOnly)} with a Resource, but it has none, so the statement has no effect on it`;
      yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: REGISTRY_REMEDY });
    }
    const ofSome = patterns.filter(isOf(ofRepository));
    if (ofSome.length === 0 || texts.some((each) => mayBeRepository(each, kind))) continue;
    const which = `names ${someOf(ofSome)} on ${someOf(resources)}, which is no ARN of a repository for it, so it has no effect`;
    yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: REPOSITORY_REMEDY });
  }
}

/** Whether another statement has the same effect on the action, with all resources. */
function isOnAll({ json, resources }: PolicyStatement, effect: unknown, action: string): boolean {
  return json.Effect === effect && coversAction(json, action) && resources.some((each) => ANYTHING.test(each));
}

/** A resource as a pattern. A hole may be anything, but the attribute of another resource is an ARN. */
function patternOf(resource: string): string {
  return fill(resource, (reference) => (reference.endsWith('.Arn') ? 'arn*' : '*'));
}

/** Whether an ARN with or without wildcards may name repositories. */
function mayBeRepository(text: string, { service, region }: IdentityActions): boolean {
  const parts = text.replace(POLICY_VARIABLE, '*').split(':');
  const [arn, , ofService = '*', ofRegion = '*', , ...rest] = parts;
  if (parts.length < 6) return parts.at(-1)!.includes('*') && matchesPattern(ofService, service);
  if (arn !== 'arn' || !matchesPattern(ofService, service)) return false;
  if (service === 'ecr-public' ? !matchesPattern(ofRegion, region) : ofRegion === '') return false;
  const name = rest.join(':');
  const [literal] = name.split(/[*?]/);
  return literal.length < PREFIX.length
    ? literal.length < name.length && PREFIX.startsWith(literal)
    : REPOSITORY.test(name);
}

/** Warns of a managed policy that AWS does not have, as far as the library knows. */
export function mistakesInManagedPolicy(arn: unknown): Iterable<Mistake> {
  return mistakesInName('managed policy', ecrManagedPolicy(arn), MANAGED_POLICIES);
}
