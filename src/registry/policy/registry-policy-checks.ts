import { REGISTRY_POLICY_CHANGES, SCOPE_V1_ACTIONS, TAG_ACTION } from '../../ecr/policy/ecr-actions';
import {
  deniedPolicyChanges,
  patternsText,
  registryStatementName,
  unenforcedInV1,
} from '../../ecr/policy/registry-statement';
import type { RegistryStatementJson } from '../../ecr/policy/registry-statement';
import { RegistryPolicyScope } from '../../ecr/registry-policy-scope';
import { InvalidInputError } from '../../text/errors';
import type { RegistryCore } from '../registry-core';

const API = 'Registry.addToPolicy';

/**
 * Throws unless a statement takes effect under the registry's policy scope, and can be undone. What is wrong with a statement
 * in whatever registry, `mistakesInStatement` finds.
 */
export function checkRegistryStatement(registry: RegistryCore, statement: RegistryStatementJson): void {
  checkUndoing(registry, statement);
  if (registry.policyScope === RegistryPolicyScope.V1) checkEnforced(registry, statement);
}

/** Resources and conditions do not matter: neither is sure to spare the administrators of the registry. */
function checkUndoing(registry: RegistryCore, statement: RegistryStatementJson): void {
  const denied = deniedPolicyChanges(statement);
  if (denied.length === 0) return;
  throw refusal(registry, statement, patternsText(statement), {
    must: `not deny ${denied.join(' and ')}, after which nothing could change the policy`,
    remedy: `list the actions to deny, or deny all but them with notActions: ${JSON.stringify(REGISTRY_POLICY_CHANGES)}`,
  });
}

function checkEnforced(registry: RegistryCore, statement: RegistryStatementJson): void {
  const other = unenforcedInV1(statement);
  if (other === undefined) return;
  const [one, two, three] = SCOPE_V1_ACTIONS;
  throw refusal(registry, statement, other, {
    must: `be ${one}, ${two} or ${three} (with it also ${TAG_ACTION}), all that policy scope V1 enforces`,
    remedy:
      'give the registry `policyScope: RegistryPolicyScope.V2` if the account has it, or say it in the policies of ' +
      'repositories: `access` in their settings and in those of creation templates',
  });
}

function refusal(
  registry: RegistryCore,
  statement: RegistryStatementJson,
  value: string,
  { must, remedy }: { must: string; remedy: string },
): InvalidInputError {
  return new InvalidInputError({
    scope: registry,
    api: API,
    property: `Action of ${registryStatementName(statement)}`,
    found: value,
    must,
    remedy,
  });
}
