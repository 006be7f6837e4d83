import { Stack, Token } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { signerOf } from '../access/push-ledger';
import { RepositoryPolicy } from '../access/repository-policy';
import { nameOf } from '../core/app-repositories';
import { claimsAt } from '../core/role-claims';
import { RepositoryRole } from '../ecr/repository-role';

/** The role of a repository, and what in the app gives it the role. */
export interface RoleOf {
  readonly role: RepositoryRole;
  /** Absent for `PULLED`, which needs no cause. */
  readonly because?: string;
}

/**
 * The role of a repository that the app declares. It depends on the whole app, also on other stacks, and never on the
 * order of declarations: ask when a template is written.
 *
 * @param resolve resolves tokens in the repository's stack
 */
export function roleOf(
  resource: ecr.CfnRepository,
  resolve = (value: unknown): unknown => Stack.of(resource).resolve(value),
): RoleOf {
  if (RepositoryPolicy.admitsLambda(resource, resolve)) {
    return { role: RepositoryRole.KEPT, because: 'AWS Lambda may pull from it' };
  }
  const signer = signerOf(resource);
  if (signer) return { role: RepositoryRole.KEPT, because: `${signer.node.path} signs its images` };
  for (const role of [RepositoryRole.REPLICA, RepositoryRole.CACHE]) {
    const because = claimOn(resource, role);
    if (because !== undefined) return { role, because };
  }
  return { role: RepositoryRole.PULLED };
}

/** The cause for a role that the name of a repository gives it. */
export function claimOn(resource: ecr.CfnRepository, role: RepositoryRole): string | undefined {
  return claimsAt(resource)
    .filter((claim) => claim.role === role && startsWith(resource, claim.start))
    .map(({ because }) => because)
    .sort()[0];
}

/** A name that CloudFormation generates has no "/". One that only the deployment knows may start with any text. */
function startsWith(resource: ecr.CfnRepository, start: string): boolean {
  if (start === '') return true;
  const name = nameOf(resource);
  if (name !== undefined) return name.startsWith(start);
  const isGenerated = Stack.of(resource).resolve(resource.repositoryName) === undefined;
  return isGenerated ? !start.includes('/') : Token.isUnresolved(resource.repositoryName);
}
