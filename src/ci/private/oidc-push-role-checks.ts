import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkIdentity, checkPrefixes, checkRepositories } from './role-checks';
import { isImmutable } from '../../access/policy-principal';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type { ImagePushRoleProps } from '../image-push-role-props';

const API = 'ImagePushRole';

/** Throws unless the role is either described or given, and can be changed. */
export function checkPushRole(scope: IConstruct, props: ImagePushRoleProps): void {
  checkKinds(scope, props);
  const { identity, role } = props;
  if (!role) {
    if (identity) return;
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'identity',
      found: identity,
      must: 'be given where no role is',
      remedy: 'name the jobs that push, e.g. WorkloadIdentity.gitHub(…)',
    });
  }
  const described = ['identity', 'identityProvider', 'roleName', 'permissionsBoundary', 'maxSessionDuration'] as const;
  const ignored = described.filter((name) => props[name] !== undefined);
  if (ignored.length > 0) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'role',
      found: role.node.path,
      must: `not be given together with ${ignored.join(', ')}, which a role has where it is declared`,
      remedy: 'leave out one or the other',
    });
  }
  const { account } = Stack.of(scope);
  if (isImmutable(role) || isElsewhere(role.principalAccount, account)) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'role',
      found: role.node.path,
      must: 'be a role of the same account that can be changed, to which the permissions can be attached',
      remedy: 'declare the ImagePushRole in a stack of that account, or import the role without `mutable: false`',
    });
  }
}

/** Throws unless properties are of the right kinds. */
function checkKinds(scope: IConstruct, props: ImagePushRoleProps): void {
  const at = (property: string) => ({ scope, api: API, property });
  checkProperties(at('props'), props, 'write { identity: …, repositories: […] }');
  checkIdentity(scope, API, props);
  const must = 'be a role, not its name or ARN';
  if (props.role !== undefined) {
    checkHas(at('role'), props.role, 'roleArn', must, 'import it with iam.Role.fromRoleArn');
  }
  for (const property of ['publicRepositories', 'prefixes', 'signingProfiles'] as const) {
    if (props[property] !== undefined) checkList(at(property), props[property]);
  }
  checkRepositories(scope, API, props.repositories);
}

function isElsewhere(one: string | undefined, other: string): boolean {
  return isLiteral(one) && isLiteral(other) && one !== other;
}

/** Throws unless there is something to push to, and all of it can be written as a policy. */
export function checkPushTargets(scope: IConstruct, props: ImagePushRoleProps): void {
  const { repositories = [], publicRepositories = [], prefixes = [], repositoriesTagged, createOnPush } = props;
  if (repositories.length + publicRepositories.length + prefixes.length === 0 && !repositoriesTagged) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'repositories',
      found: repositories,
      must: 'name what the role pushes to',
      remedy: 'give repositories, publicRepositories, prefixes or repositoriesTagged',
    });
  }
  if (createOnPush && prefixes.length === 0) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'createOnPush',
      found: createOnPush,
      must: 'come with prefixes, below which the role may create repositories',
      remedy: 'give prefixes or leave it out',
    });
  }
  checkPrefixes(scope, API, prefixes);
  if (repositoriesTagged) checkTag(scope, repositoriesTagged.key, repositoriesTagged.value);
}

function checkTag(scope: IConstruct, key: string, value: string): void {
  if (isLiteral(key) && !/^(?!aws:)[\w.:/=+@-]{1,127}$/.test(key)) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'repositoriesTagged.key',
      found: key,
      must: 'be 1 to 127 letters, digits and ".:/=+@_-" that do not start with "aws:"',
      remedy: 'use another tag',
    });
  }
  if (isLiteral(value) && !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,255}$/u.test(value)) {
    throw new InvalidInputError({
      scope,
      api: API,
      property: 'repositoriesTagged.value',
      found: value,
      must: 'be 1 to 255 letters, digits, spaces and ".:/=+@_-", as tags of IAM',
      remedy: 'use another value',
    });
  }
}
