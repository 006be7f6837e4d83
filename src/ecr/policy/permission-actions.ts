import { DELETE_ACTIONS, PULL_ACTIONS, PUSH_ACTIONS, READ_ACTIONS, SCAN_ACTIONS } from './ecr-actions';
import { RepositoryPermission } from './repository-permission';

/** The actions of each permission. The permission to push includes the actions to pull. */
const ACTIONS: Record<RepositoryPermission, string[]> = {
  [RepositoryPermission.PULL]: PULL_ACTIONS,
  [RepositoryPermission.PUSH]: PUSH_ACTIONS,
  [RepositoryPermission.PULL_PUSH]: PUSH_ACTIONS,
  [RepositoryPermission.READ]: READ_ACTIONS,
  [RepositoryPermission.DELETE]: DELETE_ACTIONS,
  [RepositoryPermission.SCAN]: SCAN_ACTIONS,
};

const WITH_TOKEN = [RepositoryPermission.PULL, RepositoryPermission.PUSH, RepositoryPermission.PULL_PUSH];

export function actionsOf(permission: RepositoryPermission): string[] {
  return ACTIONS[permission];
}

/** Whether a client logs in to the registry for a permission. The other permissions need only the AWS API. */
export function needsToken(permission: RepositoryPermission): boolean {
  return WITH_TOKEN.includes(permission);
}
