import type { Happening } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { row } from './rows';
import { SUBJECTS } from './subjects';
import type { Change } from '../../../../src/ecr/changes/change';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { readable } from '../../../../src/text/holes';
import { listed } from '../../../../src/text/lists';
import type { AccessSummary } from '../access/access-change';
import { accessChanges } from '../access/access-changes';
import { Gravity } from '../guarded-change';

/** The properties with a resource policy. */
export const POLICY_PROPERTIES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.PUBLIC_REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.REGISTRY_POLICY]: 'PolicyText',
  [ResourceType.CREATION_TEMPLATE]: 'RepositoryPolicy',
};

/** Access by the policy of a resource. A resource that is not there has none. */
export function accessHappenings(before: GuardedResource | undefined, after: GuardedResource | undefined): Happening[] {
  const { type } = (after ?? before)!;
  const [old, next] = [before, after].map((each) => each?.properties[POLICY_PROPERTIES[type]]);
  const { opened, revoked, lastDenyRemoved, unresolved } = accessChanges(old, next, type);
  const { words } = SUBJECTS[type];
  const told = (gravity: Gravity, kind: string, summary: AccessSummary | undefined, safe?: Change): Happening[] =>
    summary ? [{ gravity, kind, text: `${words}: ${summary.text}.`, details: summary.details, row: safe }] : [];
  const deny = { safely: row('statement-removed').safely };
  const found = [
    ...told(Gravity.OPENED, 'last-deny-removed', lastDenyRemoved).map((each) => ({ ...each, ...deny })),
    ...told(Gravity.OPENED, 'access-opened', opened),
    ...told(Gravity.REVOKED, 'access-revoked', revoked, revokedRow(type, old, next)),
    ...(unresolved.length > 0 ? [unknownAccess(unresolved)] : []),
  ];
  if (found.length > 0 || !before || !after) return found;
  return [{ gravity: Gravity.OTHER, kind: 'policy-changed', text: 'has another policy with the same access' }];
}

/** Access of everybody by the policy of a new resource. Access of others to it is what its author wants. */
export function newAccessHappenings(after: GuardedResource): Happening[] {
  const { type } = after;
  const { changes } = accessChanges(undefined, after.properties[POLICY_PROPERTIES[type]], type);
  const open = changes.filter(({ principal, condition }) => principal === '*' && condition === undefined);
  if (open.length === 0) return [];
  const classes = [...new Set(open.map(({ accessClass }) => accessClass))];
  const text = `is new, and everybody gets ${listed(classes)} access`;
  return [{ gravity: Gravity.OPENED, kind: 'access-opened', text, details: open.flatMap(({ actions }) => actions) }];
}

/** Statements that only the deployment knows may open anything. */
function unknownAccess(details: readonly string[]): Happening {
  const text = 'has other statements that only the deployment knows, so that they may open access';
  return { gravity: Gravity.OPENED, kind: 'access-unknown', text, details: details.map(readable) };
}

/** The row of access that ends for the own account, if it does. */
function revokedRow(type: string, before: unknown, after: unknown): Change | undefined {
  if (!exceptsAccount(after) || exceptsAccount(before)) return undefined;
  return row(type === ResourceType.REPOSITORY ? 'own-account' : 'cache-own-account');
}

function exceptsAccount(policy: unknown): boolean {
  return canonicalPolicy(policy).Statement.some(
    ({ Effect, Condition }) => Effect === 'Allow' && Condition?.stringnotequals?.['aws:principalaccount'] !== undefined,
  );
}
