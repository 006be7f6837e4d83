import { mistakesInUnknown } from './actions';
import { asksForKey } from './conditions';
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
import { keyValues } from '../../policy/key-values';
import type { PolicyStatement } from '../../policy/policy-document';
import { partitionOf, REGIONS } from '../../regions';
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

/** The policy of a statement. */
export interface IdentityContext {
  /** The region of the policy, if it is known. */
  readonly region?: string;
  /** Returns whether a reference is to a repository by its name. */
  readonly isRepository: (reference: string) => boolean;
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

/** Keys with the tags of a resource. */
const TAG = /^(aws|ecr):(resource|request)tag\//;

const TAG_REMEDY = 'allow it in a statement of its own without the condition';
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
  { region, isRepository }: IdentityContext,
): Iterable<Mistake> {
  const { json, actions, resources } = statement;
  const texts = resources.map((each) => patternOf(each, isRepository));
  const isLimited = texts.length > 0 && !texts.some((each) => ANYTHING.test(each));
  for (const kind of KINDS) {
    const { service, ofRepository, ofRegistry } = kind;
    const known = [...ofRepository, ...ofRegistry];
    const patterns = actions.filter((each) => isKnownText(each) && each.toLowerCase().startsWith(`${service}:`));
    for (const pattern of patterns) yield* mistakesInUnknown(pattern, known);
    yield* mistakesInTags(statement, others, patterns, kind);
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
    if (ofSome.length === 0 || texts.some((each) => mayBeRepository(each, kind, region))) continue;
    const which = `names ${someOf(ofSome)} on ${someOf(resources)}, which is no ARN of a repository for it, so it has no effect`;
    yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: REPOSITORY_REMEDY });
  }
}

/** Whether another statement has the same effect on the action, with all resources. */
function isOnAll({ json, resources }: PolicyStatement, effect: unknown, action: string): boolean {
  return json.Effect === effect && coversAction(json, action) && resources.some((each) => ANYTHING.test(each));
}

/** Actions that have no resource, under a condition on tags of one. */
function* mistakesInTags(
  { json, allows, conditions }: PolicyStatement,
  others: readonly PolicyStatement[],
  patterns: readonly string[],
  { ofRegistry, ofRepository }: IdentityActions,
): Iterable<Mistake> {
  const tag = conditions.find((each) => TAG.test(each.key) && asksForKey(each));
  if (!allows || !tag) return;
  const inVain = patterns
    .filter((pattern) => ofRegistry.some((name) => matchesAction(pattern, name)))
    .filter((pattern) => !ofRepository.some((name) => matchesAction(pattern, name)))
    .filter((pattern) => !others.some((each) => isOnAll(each, json.Effect, pattern) && !each.conditions.includes(tag)));
  if (inVain.length === 0) return;
  const which = `allows ${someOf(inVain)} on a condition on ${tagKey(tag.key)}, but it has no resource with tags, so it is never allowed`;
  yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: TAG_REMEDY });
}

/** A key with the name of a tag, in the spelling of AWS. */
function tagKey(key: string): string {
  const [, tag] = key.split('/');
  return `${keyValues(key)?.name ?? ''}${tag}`;
}

/**
 * A resource as a pattern. A hole may be anything, but the attribute of another resource is an ARN, and a repository is
 * referred to by its name. Its URI has characters here that no name has.
 */
function patternOf(resource: string, isRepository: IdentityContext['isRepository']): string {
  return fill(resource, (reference) => {
    if (reference.endsWith('.Arn')) return 'arn*';
    if (reference.endsWith('.RepositoryUri')) return 'URI';
    return isRepository(reference) ? 'name' : '*';
  });
}

/** Whether an ARN with or without wildcards may name repositories. */
function mayBeRepository(text: string, { service, region }: IdentityActions, own: string | undefined): boolean {
  const parts = text.replace(POLICY_VARIABLE, '*').split(':');
  const [arn, partition = '*', ofService = '*', ofRegion = '*', , ...rest] = parts;
  if (parts.length < 6) return parts.at(-1)!.includes('*') && matchesPattern(ofService, service);
  if (arn !== 'arn' || !matchesPattern(ofService, service)) return false;
  if (service === 'ecr-public' ? !matchesPattern(ofRegion, region) : ofRegion === '') return false;
  if (!isOfPartition(partition, ofRegion, own)) return false;
  const name = rest.join(':');
  const [literal] = name.split(/[*?]/);
  return literal.length < PREFIX.length
    ? literal.length < name.length && PREFIX.startsWith(literal)
    : REPOSITORY.test(name);
}

/** Whether the region of an ARN is in its partition. Without a region of its own, that of the policy is meant. */
function isOfPartition(partition: string, region: string, own: string | undefined): boolean {
  if (own === undefined || !REGIONS.includes(own)) return true;
  return matchesPattern(partition, partitionOf(REGIONS.includes(region) ? region : own));
}

/** Warns of a managed policy that AWS does not have, as far as the library knows. */
export function mistakesInManagedPolicy(arn: unknown): Iterable<Mistake> {
  return mistakesInName('managed policy', ecrManagedPolicy(arn), MANAGED_POLICIES);
}
