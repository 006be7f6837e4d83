import { coversAction, matchesAction, patternsOf } from '../../ecr/policy/action-pattern';
import type { StatementJson } from '../../ecr/policy/open-statement';
import { RegistryPolicyScope } from '../../ecr/registry-policy-scope';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
import type { Registry } from '../registry';

/** A statement of a registry's policy as it is rendered. */
export interface RegistryStatementJson extends StatementJson {
  readonly Sid?: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
}

const OWNER = 'Registry.addToPolicy';

/** What the service enforces under V1. */
const ENFORCED = ['ecr:ReplicateImage', 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'];
/** The guide wants it in the policy of a destination whose template tags, so that V1 takes it beside the creation. */
const COMPANION = 'ecr:TagResource';
const CREATE = 'ecr:CreateRepository';
/** By which a policy is changed: denied, nothing could undo it. */
export const UNDOING = ['ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy'];

/** Throws unless a statement takes effect in the policy of the registry, and can be undone. */
export function checkRegistryStatement(registry: Registry, statement: RegistryStatementJson): void {
  checkUndoing(registry, statement);
  checkService(registry, statement);
  if (registry.policyScope === RegistryPolicyScope.V1) checkEnforced(registry, statement);
  checkResources(registry, statement);
}

/** Whether a statement says who may create repositories by a push: a Deny, or an Allow that is not for other features. */
export function limitsCreation(statement: RegistryStatementJson): boolean {
  if (!coversAction(statement, CREATE)) return false;
  return statement.Effect === 'Deny' || ENFORCED.every((each) => each === CREATE || !coversAction(statement, each));
}

/** A statement by its Sid, otherwise by what it says. */
export function nameOf({ Sid: sid, Effect: effect, Action: action, NotAction: notAction }: RegistryStatementJson) {
  if (sid !== undefined) return `statement ${sid}`;
  const actions = notAction === undefined ? patternsOf(action) : ['all but', ...patternsOf(notAction)];
  return `the statement without Sid (${effect} ${actions.join(' ')})`;
}

/** Whatever its resources and conditions are, because neither is sure to spare those who administer the registry. */
function checkUndoing(registry: Registry, statement: RegistryStatementJson): void {
  const denied = statement.Effect === 'Deny' ? UNDOING.filter((action) => coversAction(statement, action)) : [];
  if (denied.length === 0) return;
  throw refusal(registry, statement, found(statement), {
    must: `not deny ${denied.join(' and ')}, after which nothing could change the policy`,
    remedy: `list the actions to deny, or deny all but them with notActions: ${JSON.stringify(UNDOING)}`,
  });
}

function checkService(registry: Registry, statement: RegistryStatementJson): void {
  const foreign = patternsOf(statement.Action).find(
    (pattern) => isLiteral(pattern) && pattern !== '*' && !/^ecr:/i.test(pattern),
  );
  if (foreign === undefined) return;
  throw refusal(registry, statement, foreign, {
    must: 'be an action of private registries, which starts with "ecr:"',
    remedy: 'leave it out of the policy of the registry',
  });
}

function checkEnforced(registry: Registry, statement: RegistryStatementJson): void {
  const allowed = coversAction(statement, CREATE) ? [...ENFORCED, COMPANION] : ENFORCED;
  // A pattern may cover others; without wildcards, it is one of them or is not.
  const other =
    statement.NotAction === undefined
      ? patternsOf(statement.Action).find(
          (pattern) =>
            isLiteral(pattern) && (/[*?]/.test(pattern) || !allowed.some((each) => matchesAction(pattern, each))),
        )
      : found(statement);
  if (other === undefined) return;
  throw refusal(registry, statement, other, {
    must: `be ${ENFORCED[0]}, ${ENFORCED[1]} or ${ENFORCED[2]} (with it also ${COMPANION}), all that policy scope V1 enforces`,
    remedy:
      'give the registry `policyScope: RegistryPolicyScope.V2` if the account has it, or say it in the policies of ' +
      'repositories: `access` in their settings and in those of creation templates',
  });
}

function checkResources(registry: Registry, statement: RegistryStatementJson): void {
  const { account, region } = registry.env;
  for (const resource of patternsOf(statement.Resource)) {
    if (!isLiteral(resource) || resource === '*') continue;
    if (namesRepositories(resource, account, region)) continue;
    throw refusal(
      registry,
      statement,
      resource,
      {
        must: `be repositories of this registry, in ${account} and ${region}`,
        remedy: 'write "*", or an ARN like arn:aws:ecr:<region>:<account>:repository/team/*',
      },
      'Resource',
    );
  }
}

/** Whether an ARN, which may have wildcards, is of repositories in an account and region. */
export function namesRepositories(resource: string, account: string, region: string): boolean {
  const [arn, , service, ofRegion, ofAccount] = resource.split(':');
  return arn === 'arn' && service === 'ecr' && mayBe(ofRegion, region) && mayBe(ofAccount, account);
}

function mayBe(pattern: string | undefined, value: string): boolean {
  return pattern !== undefined && (!isLiteral(value) || matchesAction(pattern, value));
}

function found({ Action: action, NotAction: notAction }: RegistryStatementJson): string {
  return notAction === undefined ? patternsOf(action).join(', ') : `all but ${patternsOf(notAction).join(', ')}`;
}

function refusal(
  registry: Registry,
  statement: RegistryStatementJson,
  value: string,
  { must, remedy }: { must: string; remedy: string },
  property = 'Action',
): InvalidInputError {
  return new InvalidInputError({
    scope: registry,
    owner: OWNER,
    property: `${property} of ${nameOf(statement)}`,
    found: value,
    must,
    remedy,
  });
}
