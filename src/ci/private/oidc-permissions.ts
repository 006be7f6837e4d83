import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as signer from 'aws-cdk-lib/aws-signer';
import type { Construct } from 'constructs';
import { RolePermissions } from './role-permissions';
import { recordPush } from '../../access/push-ledger';
import { profileArn } from '../../access/signing-profile';
import { CREATE_ACTION, PUSH_ACTIONS, TAG_CHANGES } from '../../ecr/policy/ecr-actions';
import { PUBLIC_LOGIN_ACTIONS, SIGN_ACTION } from '../../ecr/policy/service-actions';
import type { IPublicRepository } from '../../facades/i-public-repository';

/** The permissions of a role that pushes images. */
export class PushPermissions extends RolePermissions {
  public constructor(scope: Construct) {
    super(scope, 'Pushes images to Amazon ECR');
  }

  public pushTo(repository: ecr.IRepository): void {
    repository.grant(this, ...PUSH_ACTIONS);
    this.login();
    // Ours records it by itself.
    if (!('repositoryUriForEndpoint' in repository)) recordPush(repository, this);
  }

  public pushToPublic(repository: IPublicRepository): void {
    repository.grants.push(this);
    this.acknowledgeLogin(PUBLIC_LOGIN_ACTIONS);
  }

  public pushToPrefix(prefix: string, createOnPush: boolean): void {
    this.allow(createOnPush ? [...PUSH_ACTIONS, CREATE_ACTION] : PUSH_ACTIONS, prefix);
    this.login();
  }

  /** A role that could tag would choose its repositories itself, hence the Deny. */
  public pushWhereTaggedAlike(tagKey: string): void {
    this.allow(PUSH_ACTIONS, '', {
      StringEquals: { [`aws:ResourceTag/${tagKey}`]: `\${aws:PrincipalTag/${tagKey}}` },
    });
    this.managedPolicy.addStatements(
      new iam.PolicyStatement({
        sid: 'TagsDecide',
        effect: iam.Effect.DENY,
        actions: [...TAG_CHANGES, 'iam:TagRole', 'iam:UntagRole'],
        resources: ['*'],
      }),
    );
    this.login();
  }

  public signWith(profile: signer.ISigningProfileRef): void {
    this.managedPolicy.addStatements(
      new iam.PolicyStatement({ actions: [SIGN_ACTION], resources: [profileArn(profile)] }),
    );
  }
}
