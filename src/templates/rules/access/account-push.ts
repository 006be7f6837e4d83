import { namedValues, positiveConditions } from './conditions';
import { statementOpenness } from './open-policy';
import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements, someOf, POLICY_TYPES, unknown } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { keysThat } from '../../../ecr/policy/condition-keys';
import { admitsEverybody, Openness } from '../../../ecr/policy/open-statement';
import type { PolicyCondition } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import { accountOf, isWholeAccount } from '../accounts';

export const ACCOUNT_PUSH: Rule = {
  id: EcrRule.ACCOUNT_PUSH,
  types: POLICY_TYPES,
  check: checkStatements(checkWriters),
};

/** What loses images: also a lifecycle policy does. */
const DELETE = ['BatchDeleteImage', 'DeleteRepository', 'PutLifecyclePolicy'];
const ACCOUNT_KEY = 'aws:principalaccount';
const ORGANIZATION_KEYS = keysThat({ of: 'principal', tells: 'organization' });

function* checkWriters(statement: AccessStatement, { type, stack }: AccessPolicy): Iterable<Problem> {
  const { allows, json, name, at } = statement;
  if (!allows || statementOpenness(statement) === Openness.OPEN) return;
  const service = type === ResourceType.PUBLIC_REPOSITORY ? 'ecr-public' : 'ecr';
  const covers = (action: string) => coversAction(json, `${service}:${action}`);
  const what = [...(covers('PutImage') ? ['push'] : []), ...(DELETE.some(covers) ? ['delete'] : [])].join(' and ');
  if (what === '' || positiveConditions(statement).some(namesSome)) return;

  const accounts = [
    ...(statement.principals.AWS ?? []).filter(isWholeAccount),
    ...(admitsEverybody(statement.filled) ? namedValues(statement, ACCOUNT_KEY) : []),
  ].map((value) => accountOf(value, stack));
  const others = accounts.flatMap((account) => (account?.isOwn === false ? [account.id] : []));
  const organizations = admitsEverybody(statement.filled)
    ? namedValues(statement, ...ORGANIZATION_KEYS).map(readable)
    : [];
  if (accounts.some((account) => account && account.isOwn === undefined)) {
    yield unknown(at, `whether an account of ${name} is another one is known at deployment`);
  }
  // An account of an organization is the narrower of the two.
  const whom = accounts.length > 0 ? others.map((id) => `account ${id}`) : organizations;
  if (whom.length === 0) return;
  yield { at, text: `${name} lets everybody in ${someOf(whom)} ${what} images` };
}

/** Whether a condition names some of an account, or from where they come. */
function namesSome({ key, values }: PolicyCondition): boolean {
  return (
    key !== ACCOUNT_KEY &&
    !ORGANIZATION_KEYS.includes(key) &&
    !values.some((value) => typeof value !== 'string' || /^\*+$|:(role\/|user\/)?\*+$/.test(value))
  );
}
