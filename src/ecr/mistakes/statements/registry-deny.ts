import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import { ROOT } from '../../namespaces';
import { coversAction, matchesPattern } from '../../policy/action-pattern';
import { exceptsValues } from '../../policy/condition-operators';
import { REGISTRY_POLICY_CHANGES, SCANNING_ACTION } from '../../policy/ecr-actions';
import { matchesAnything } from '../../policy/limits-nobody';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { filledText, knownTextAt, ownAccount } from '../../policy/text-at-place';
import { partitionOf } from '../../regions';
import type { Mistake } from '../mistake';

/**
 * A Deny in a registry policy that cannot be undone, or that breaks enhanced scanning, a template or a cache.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export function* mistakesInRegistryDeny(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const { json } = statement;
  if (json.Effect !== 'Deny' || !isForAdministrators(statement, ownAccount(context))) return;
  if (isForAll(statement)) yield* mistakesInCreation(statement, context);
  // The other actions have no repository.
  if (!statement.resources.includes('*')) return;
  if (!isForAll(statement)) return yield* mistakesInExemption(statement, context);
  const denied = REGISTRY_POLICY_CHANGES.filter((action) => coversAction(json, action));
  if (denied.length > 0) {
    const which = `denies ${denied.join(' and ')} to everybody, so that nobody could ${lossOf(denied)}`;
    yield statementMistake(EcrRule.REGISTRY_DENY, which);
  }
  if (context.inspectorScans && coversAction(json, SCANNING_ACTION)) {
    yield statementMistake(
      EcrRule.REGISTRY_DENY,
      `denies ${SCANNING_ACTION} to everybody, also to Amazon Inspector, whose enhanced scanning the registry uses`,
      { remedy: 'leave the action out of the Deny, as the guide of Amazon Inspector asks' },
    );
  }
}

/** An exemption of some roles of the account, of which the role of Amazon Inspector is none. */
function* mistakesInExemption({ json, conditions }: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  if (!context.inspectorScans || !coversAction(json, SCANNING_ACTION)) return;
  const exempting = conditions.filter((each) => !takesAny(each));
  const roles = exempting.flatMap(({ values }) => values.map((value) => knownTextAt(value, context)));
  if (!exempting.every(({ operator, key }) => exceptsValues(operator) && key === 'aws:principalarn')) return;
  // A condition of several roles exempts each of them, and so does each of several conditions.
  if (roles.some((role) => role === undefined || role.includes('${') || mayBeInspector(role, context))) return;
  const which = `denies ${SCANNING_ACTION} to all but ${someOf(roles.map(String))}, also to Amazon Inspector, whose enhanced scanning the registry uses`;
  yield statementMistake(EcrRule.REGISTRY_DENY, which, {
    remedy: `leave the action out of the Deny, or exempt arn:…:${INSPECTOR_ROLES}* as well`,
  });
}

const INSPECTOR_ROLES = 'role/aws-service-role/inspector2.amazonaws.com/';

/** Whether a pattern of roles matches the one with which Amazon Inspector calls Amazon ECR. */
function mayBeInspector(pattern: string, { account, region }: StatementContext): boolean {
  const [, ofPartition = 'aws', , , ofAccount = ''] = pattern.split(':');
  const own = account ?? (/[*?]/.test(ofAccount) ? '111122223333' : ofAccount);
  const partition = region === undefined ? ofPartition : partitionOf(region);
  return matchesPattern(pattern, `arn:${partition}:iam::${own}:${INSPECTOR_ROLES}AWSServiceRoleForAmazonInspector2`);
}

/** A Deny to everybody of what a feature of the app does in the registry. */
function* mistakesInCreation(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  for (const { action, prefix, name } of context.needed ?? []) {
    if (!coversAction(statement.json, action) || !coversPrefix(statement.resources, prefix, context)) continue;
    const which = `denies ${action} to everybody, so that ${name} does not work`;
    yield statementMistake(EcrRule.REGISTRY_DENY, which, {
      remedy: 'exempt those who use it with ArnNotLike on aws:PrincipalArn, or leave the action out of the Deny',
    });
    return;
  }
}

/** Whether the resources of a statement include all repositories below a prefix. */
function coversPrefix(resources: readonly string[], prefix: string, place: StatementContext): boolean {
  const start = prefix === ROOT ? '' : `${prefix.replace(/\/$/, '')}/`;
  return resources.some((resource) => {
    const pattern = filledText(resource, place);
    const [, partition = 'aws', , region = '', account = ''] = pattern.split(':');
    const known = (part: string, own?: string) => own ?? (/[*?]/.test(part) ? 'x' : part);
    const registry = `arn:${known(partition)}:ecr:${known(region, place.region)}:${known(account, place.account)}`;
    return ['x', '0/y/z'].every((name) => matchesPattern(pattern, `${registry}:repository/${start}${name}`));
  });
}

function lossOf(denied: string[]): string {
  if (denied.length === REGISTRY_POLICY_CHANGES.length) return 'change or delete the policy again';
  return denied[0] === REGISTRY_POLICY_CHANGES[0] ? 'change the policy again' : 'delete the policy again';
}

/** Whether a statement is for all requests. Conditions limit it, unless they match any value. */
export function isForAll({ conditions, json }: JudgedStatement): boolean {
  return json.NotResource === undefined && conditions.every(takesAny);
}

function takesAny({ operator, values }: PolicyCondition): boolean {
  return (
    /^(ForAllValues:)?(String(Like|Equals(IgnoreCase)?)|ArnLike|ArnEquals)(IfExists)?$/i.test(operator) &&
    matchesAnything(operator, values)
  );
}

/** Whether a statement is for all administrators. A Deny for the own account is for all its principals. */
export function isForAdministrators({ filled }: JudgedStatement, account: string): boolean {
  if (filled.NotPrincipal !== undefined) return false;
  if (admitsEverybody(filled)) return true;
  const { AWS: principals } = (filled.Principal ?? {}) as { AWS?: unknown };
  return [principals]
    .flat()
    .some((each) => typeof each === 'string' && each.replace(/^arn:[^:]+:iam::(.*):root$/, '$1') === account);
}
