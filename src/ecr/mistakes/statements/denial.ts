import { readable } from '../../../text/holes';
import { coversAction } from '../../policy/action-pattern';
import { keysThat } from '../../policy/condition-keys';
import { exceptsValues, holdsWithoutKey, namesValues } from '../../policy/condition-operators';
import { DATA_PLANE_ACTIONS } from '../../policy/ecr-actions';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyCondition, PolicyStatement } from '../../policy/policy-document';

/** The statement of a policy that denies everybody what another one allows, on no condition. */
export function denialOf<Statement extends PolicyStatement>(
  { allows, actions, resources }: Statement,
  statements: readonly Statement[],
): Statement | undefined {
  if (!allows || actions.length === 0) return undefined;
  return statements.find(
    ({ json, conditions, resources: denied }) =>
      json.Effect === 'Deny' &&
      conditions.length === 0 &&
      json.NotResource === undefined &&
      admitsEverybody({ Principal: json.Principal }) &&
      actions.every((action) => json.NotAction === undefined && coversAction(json, action)) &&
      resources.every((resource) => denied.includes('*') || denied.includes(resource)),
  );
}

/** Keys that no request of a service has. */
const MEMBER_KEYS = [...keysThat({ of: 'principal' }), ...keysThat({ of: 'network' })];
const IS_SERVICE = 'aws:principalisawsservice';

/** A Deny that also denies the requests of services, with the key that it takes them to lack. */
export interface ServiceDenial<Statement> {
  readonly statement: Statement;
  readonly key: string;
  readonly action: string;
}

/** What may be allowed to a service: by a statement, or without one in the account of the service. */
export type ServiceUse = Pick<PolicyStatement, 'allows' | 'json' | 'principals'>;

/** The statement of a policy that denies a service what another one allows, because the service has none of its keys. */
export function serviceDenialOf<Statement extends PolicyStatement>(
  { allows, json, principals }: ServiceUse,
  statements: readonly Statement[],
): ServiceDenial<Statement> | undefined {
  if (!allows || (principals.Service ?? []).length === 0) return undefined;
  for (const statement of statements) {
    const { json: other, conditions } = statement;
    const key = conditions.find((each) => MEMBER_KEYS.includes(each.key))?.key;
    if (other.Effect !== 'Deny' || key === undefined || !conditions.every(holdsForServices)) continue;
    if (!admitsEverybody({ Principal: other.Principal })) continue;
    const action = DATA_PLANE_ACTIONS.find((each) => coversAction(json, each) && coversAction(other, each));
    if (action !== undefined) return { statement, key, action };
  }
  return undefined;
}

/** Whether a condition holds for each request of a service. */
function holdsForServices({ operator, key, values }: PolicyCondition): boolean {
  const asks = (truth: string) => values.length > 0 && values.every((value) => readable(value).toLowerCase() === truth);
  if (key === IS_SERVICE) return /^Bool(IfExists)?$/i.test(operator) && asks('true');
  if (!MEMBER_KEYS.includes(key)) return false;
  if (/^Null$/i.test(operator)) return asks('true');
  return exceptsValues(operator) || (namesValues(operator) && holdsWithoutKey(operator));
}
