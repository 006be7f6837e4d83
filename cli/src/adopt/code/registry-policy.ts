import { policyRefusals, statementCode, statementsOf } from './access-code';
import { refusalsOf } from './refusals';
import type { RegistryCode } from './registry-code';
import { statementFactory } from './registry-statement-factories';
import { mistakesInStatement } from '../../../../src/ecr/mistakes/statements/statement';
import { deniedPolicyChanges, unenforcedInV1 } from '../../../../src/ecr/policy/registry-statement';
import type { RegistryStatementJson } from '../../../../src/ecr/policy/registry-statement';
import { RegistryPolicyScope } from '../../../../src/ecr/registry-policy-scope';
import { RegistryScanType } from '../../../../src/ecr/registry-scan-type';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import type { RegistryFile } from '../../snapshot/format';

const TYPE = ResourceType.REGISTRY_POLICY;
const KIND = 'RegistryPolicy';
const SCOPE_SETTING = 'REGISTRY_POLICY_SCOPE';
/** The actions that the CDK accepts: it has no `?`. */
const ACTION = /^(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*]+)$/;
const ELEMENTS = ['Principal', 'Action', 'Resource'];
const MEMBERS = new Set(['Sid', 'Effect', 'Condition', ...ELEMENTS, ...ELEMENTS.map((element) => `Not${element}`)]);

/** The scope of the registry policy, if the snapshot has it. */
export function policyScopeOf({ accountSettings }: RegistryFile): RegistryPolicyScope | undefined {
  return Object.values(RegistryPolicyScope).find((scope) => scope === accountSettings?.[SCOPE_SETTING]);
}

/** Writes the policy of the registry. */
export function addPolicy(code: RegistryCode): void {
  const [properties] = code.settings(TYPE);
  if (properties === undefined) return;
  const policy = isObject(properties.PolicyText) ? properties.PolicyText : {};
  const because = refusal(policy, code);
  if (because !== undefined) {
    return code.rawSingleton({
      type: TYPE,
      id: 'Policy',
      kind: KIND,
      constant: 'policy',
      name: 'the registry policy',
      properties,
      because,
      later: 'Later: registry.addToPolicy, without the statements that have no effect.',
    });
  }
  for (const statement of statementsOf(policy)) code.call('addToPolicy', codeOf(statement, code));
  code.own(TYPE, ['Policy'], KIND);
}

function codeOf(statement: unknown, { source }: RegistryCode): string {
  const library = source.use('RegistryPolicyStatement');
  const factory = isObject(statement) ? statementFactory(statement, source) : undefined;
  return `${library}.${factory ?? `of(${statementCode(statement, source)})`}`;
}

/** The reason why a `Registry` cannot have a policy, as a clause. */
function refusal(policy: Json, { source, registry }: RegistryCode): string | undefined {
  const [flaw] = policyRefusals(policy, source, TYPE);
  if (flaw !== undefined) return flaw;
  const inspectorScans = registry.scanningConfiguration?.scanType === RegistryScanType.ENHANCED;
  const sids = new Set<unknown>();
  for (const statement of statementsOf(policy)) {
    if (!isObject(statement)) return 'a statement of it is no object';
    const { Sid: sid } = statement;
    const context = { type: TYPE, account: source.account, region: source.region, inspectorScans };
    const [mistake] = refusalsOf('statement', mistakesInStatement(statement, context));
    if (mistake !== undefined) return mistake;
    const because = ofCdk(statement) ?? ofRegistry(statement as unknown as RegistryStatementJson, registry);
    if (because !== undefined) return `${because}${typeof sid === 'string' && sid !== '' ? ` (${sid})` : ''}`;
    if (sid !== undefined && sids.has(sid)) return 'two statements have one Sid';
    sids.add(sid);
  }
  return undefined;
}

/** The reason why `iam.PolicyStatement.fromJson` changes or refuses a statement. */
function ofCdk(statement: Json): string | undefined {
  const { Action: action, NotAction: notAction } = statement;
  if (Object.keys(statement).some((name) => !MEMBERS.has(name))) return 'a statement has a member that is not known';
  if (Object.values(statement).some(isEmpty)) return 'a statement has an empty member';
  for (const element of ELEMENTS) {
    const count = [element, `Not${element}`].filter((name) => statement[name] !== undefined).length;
    if (count !== 1) return `a statement does not have one of ${element} and Not${element}`;
  }
  const actions: unknown[] = [action ?? [], notAction ?? []].flat(2);
  if (!actions.every((each) => typeof each === 'string' && ACTION.test(each))) {
    return 'the CDK refuses an action of a statement';
  }
  return undefined;
}

/** The reason why `Registry.addToPolicy` refuses a statement. */
function ofRegistry(statement: RegistryStatementJson, registry: RegistryFile): string | undefined {
  if (deniedPolicyChanges(statement).length > 0) return 'a statement denies the actions that could change the policy';
  if (policyScopeOf(registry) === RegistryPolicyScope.V2) return undefined;
  const actions = unenforcedInV1(statement);
  if (actions === undefined) return undefined;
  return registry.accountSettings?.[SCOPE_SETTING] === undefined
    ? `the snapshot does not say whether the registry enforces a statement about ${actions}`
    : `a statement about ${actions} has no effect in the policy scope V1`;
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && (Object.keys(value).length === 0 || Object.values(value).some(isEmpty));
}
