import { checkSettings, SETTING_TYPES } from './foreign-accounts';
import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements, POLICY_TYPES, unresolved } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { namedValues, positiveConditions } from '../../../ecr/mistakes/statements/conditions';
import { statementOpenness } from '../../../ecr/mistakes/statements/open-statement';
import { someOf } from '../../../ecr/mistakes/statements/statement-mistake';
import { keysThat } from '../../../ecr/policy/condition-keys';
import { limitsNobody } from '../../../ecr/policy/limits-nobody';
import { accountOf } from '../../../ecr/policy/named-account';
import { Openness } from '../../../ecr/policy/open-statement';
import { namesResource, withoutVariables } from '../../../ecr/policy/policy-variables';
import { filledText } from '../../../ecr/policy/text-at-place';
import { isKnownText } from '../../../text/holes';
import { mapTexts } from '../../../text/json';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';

export const ALLOWED_PRINCIPALS: Rule = {
  id: EcrRule.ALLOWED_PRINCIPALS,
  types: [...new Set([...POLICY_TYPES, ...SETTING_TYPES])],
  check: checkAccess,
};

const checkPolicy = checkStatements(checkPrincipals);

function* checkAccess(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  if (POLICY_TYPES.includes(resource.type)) yield* checkPolicy(resource, context);
  if (SETTING_TYPES.includes(resource.type)) yield* checkSettings(resource, context);
}

const ACCOUNT_KEYS = keysThat({ tells: 'account' });
const ORGANIZATION_KEYS = keysThat({ tells: 'organization' });

function* checkPrincipals(
  statement: AccessStatement,
  { stack }: AccessPolicy,
  { props: { allowedAccounts, allowedOrganizations } }: CheckContext,
): Iterable<Problem> {
  const { allows, name, at } = statement;
  if (!allows || (!allowedAccounts && !allowedOrganizations)) return;
  const openness = statementOpenness(statement);
  // The rule on open policies reports it.
  if (openness === Openness.OPEN) return;
  const accounts = allowedAccounts ? judgeAccounts(statement, stack, allowedAccounts) : NOTHING;
  const organizations = allowedOrganizations ? judgeOrganizations(statement, allowedOrganizations) : NOTHING;
  for (const [what, { others }] of [
    ['accounts', accounts],
    ['organizations', organizations],
  ] as const) {
    if (others.length === 0) continue;
    yield { at, text: `${name} admits ${what} that are not among those allowed: ${someOf(others)}` };
  }
  // A canonical user tells no account. The id of a principal, such as `AROA…`, is refused before.
  const { CanonicalUser: ids = [] } = statement.principals;
  if (ids.length > 0 && !namesOwner(statement, stack)) {
    yield unresolved(at, `${name} admits ${someOf(ids)}, which does not tell its account`);
  } else if (accounts.unresolved || organizations.unresolved) {
    yield unresolved(at, `whom ${name} admits is known at deployment`);
  } else if (openness === Openness.CONDITIONED && !namesOwner(statement, stack)) {
    yield unresolved(at, `${name} admits everybody on a condition that does not tell their account or organization`);
  }
}

interface Verdict {
  readonly others: readonly string[];
  readonly unresolved: boolean;
}

const NOTHING: Verdict = { others: [], unresolved: false };

function judgeAccounts(statement: AccessStatement, stack: TemplateStack, allowed: readonly string[]): Verdict {
  const named = [...Object.values(statement.principals).flat(), ...namedValues(statement, ...ACCOUNT_KEYS)]
    .map((value) => accountOf(value, stack))
    .filter((account) => account !== undefined && !account.isOwn && !allowed.includes(account.id ?? ''));
  const others = named.flatMap((account) => (account?.isOwn === false && account.id ? [account.id] : []));
  return { others: [...new Set(others)], unresolved: others.length < named.length && others.length === 0 };
}

function judgeOrganizations(statement: AccessStatement, allowed: readonly string[]): Verdict {
  const named = namedValues(statement, ...ORGANIZATION_KEYS).filter(
    (each): each is string => typeof each === 'string' && !withoutVariables(each).startsWith('*'),
  );
  const others = named
    .filter((each) => isKnownText(each) && isKnownOrganization(each))
    .map((each) => each.split(/[/*]/, 1)[0])
    .filter((id) => !allowed.includes(id));
  return { others: [...new Set(others)], unresolved: named.some((each) => !isKnownOrganization(each)) };
}

/** Whether the organization in a path is literal. The units may be unresolved. A variable of the resource is no id. */
function isKnownOrganization(path: string): boolean {
  const [organization] = path.split('/');
  return isKnownText(organization) && !namesResource(organization);
}

/** Whether a condition tells whose principals a statement admits. A value that anybody may have tells nothing. */
function namesOwner(statement: AccessStatement, stack: TemplateStack): boolean {
  const keys = [...ACCOUNT_KEYS, ...ORGANIZATION_KEYS];
  return positiveConditions(statement).some(
    ({ operator, key, values }) =>
      keys.includes(key) &&
      !limitsNobody(
        operator,
        key,
        mapTexts(values, (text) => filledText(text, stack)),
      ),
  );
}
