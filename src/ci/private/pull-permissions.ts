import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { RolePermissions } from './role-permissions';
import { PULL_ACTIONS, TOKEN_ACTION } from '../../ecr/policy/ecr-actions';
import { RepositoryGrants } from '../../facades/repository-grants';

/** The permissions of a role that pulls images. */
export class PullPermissions extends RolePermissions {
  public constructor(scope: Construct) {
    super(scope, 'Pulls images from Amazon ECR');
  }

  public pullFrom(repository: ecr.IRepository): void {
    RepositoryGrants.fromRepository(repository).pull(this);
    this.acknowledgeLogin([TOKEN_ACTION]);
  }

  public pullFromPrefix(prefix: string): void {
    this.allow(PULL_ACTIONS, prefix);
    this.login();
  }
}
