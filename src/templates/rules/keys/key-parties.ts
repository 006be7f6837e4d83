import { accountOf } from '../../../ecr/policy/named-account';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import type { PolicyCondition, PolicyStatement } from '../../../ecr/policy/policy-document';
import { keysSentBy } from '../../../ecr/services';
import { hasHole, isKnownText } from '../../../text/holes';
import type { CheckContext } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { CALLER_KEYS, hasPurpose, isWithinNetwork, limits, SOURCE_KEYS } from '../monitoring/statement-conditions';

/** Actions for the messages of a topic. EventBridge sends no condition keys, so its statement cannot have a condition. */
const MESSAGE_ACTIONS = /^kms:(Decrypt|GenerateDataKey\*?|DescribeKey)$/i;

/** The principals outside the account of a key that a statement admits, for texts. */
export function strangersIn(
  statement: PolicyStatement,
  key: TemplateResource,
  { props: { allowedAccounts = [], allowedOrganizations = [] } }: CheckContext,
): string[] {
  const { AWS: named = [], Service: services = [] } = statement.principals;
  const strangers = services
    .filter((service) => !isBounded(statement, service))
    .map((service) => `the service ${service}`);
  if (admitsEverybody(statement.json) && !isWithinNetwork(statement)) {
    const callers = limits(statement, CALLER_KEYS);
    if (callers.length === 0) return ['everybody', ...strangers];
    // All conditions have to hold, so one that limits the callers is enough.
    const found = callers.map((caller) => strangeCallers(caller, key, [...allowedAccounts, ...allowedOrganizations]));
    if (!hasPurpose(statement) && found.every(({ length }) => length > 0)) strangers.push(...found[0]);
  }
  if (hasPurpose(statement)) return strangers;
  for (const principal of named.filter((each) => each !== '*')) {
    strangers.push(...strangeAccount(principal, key, allowedAccounts));
  }
  return [...new Set(strangers)];
}

/** Whether a principal is certainly in another account. */
export function isForeign(principal: string, key: TemplateResource): boolean {
  return accountOf(principal, key.stack)?.isOwn === false;
}

function isBounded(statement: PolicyStatement, service: string): boolean {
  if (hasHole(service) || hasPurpose(statement) || limits(statement, SOURCE_KEYS).length > 0) return true;
  const { actions } = statement;
  return (
    keysSentBy(service, 'key')?.length === 0 &&
    actions.length > 0 &&
    actions.every((action) => MESSAGE_ACTIONS.test(action))
  );
}

function strangeCallers({ key: name, values }: PolicyCondition, key: TemplateResource, allowed: readonly string[]) {
  return values.flatMap((value): string[] => {
    if (name.includes('org')) {
      // A value that is not a text names nobody.
      const organization = isKnownText(value) ? value.split('/')[0] : undefined;
      return organization === undefined || allowed.includes(organization) ? [] : [`the organization ${organization}`];
    }
    return strangeAccount(value, key, allowed);
  });
}

function strangeAccount(value: unknown, { stack }: TemplateResource, allowed: readonly string[]): string[] {
  const { id, isOwn } = accountOf(value, stack) ?? {};
  return id === undefined || isOwn !== false || allowed.includes(id) ? [] : [`the account ${id}`];
}
