import { coversAction } from '../../policy/action-pattern';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyStatement } from '../../policy/policy-document';

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
