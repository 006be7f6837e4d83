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
      later: 'Later: registry.addToPolicy for each statement, once they are corrected.',
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
    const because = withoutElement(statement) ?? ofRegistry(statement as unknown as RegistryStatementJson, registry);
    if (because !== undefined) return `${because}${typeof sid === 'string' && sid !== '' ? ` (${sid})` : ''}`;
    if (sid !== undefined && sids.has(sid)) return 'two statements have one Sid';
    sids.add(sid);
  }
  return undefined;
}

/** `RegistryPolicyStatement.of` asks for principals, actions and resources. */
function withoutElement(statement: Json): string | undefined {
  const element = ['Principal', 'Action', 'Resource'].find(
    (each) => statement[each] === undefined && statement[`Not${each}`] === undefined,
  );
  return element && `a statement has no ${element}`;
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
