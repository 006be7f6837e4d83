import { Aws, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as signer from 'aws-cdk-lib/aws-signer';
import type { Construct } from 'constructs';
import { recordPush } from '../../access/push-ledger';
import { profileArn } from '../../access/signing-profile';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { canonicalPolicy } from '../../core/canonical-policy';
import { CREATE_ACTION, PUSH_ACTIONS, TAG_CHANGES, TOKEN_ACTION } from '../../ecr/policy/ecr-actions';
import { PUBLIC_LOGIN_ACTIONS, SIGN_ACTION } from '../../ecr/policy/service-actions';
import type { IPublicRepository } from '../../facades/i-public-repository';

const LOGIN = 'Logging in to a registry knows no resources.';

/**
 * The permissions of a role, as a managed policy: compliance rules refuse inline ones. As a grantee it has the role's
 * name, so that resource policies of other accounts can name the role.
 */
export class PushPermissions implements iam.IPrincipal {
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly managedPolicy: iam.ManagedPolicy;
  private role?: iam.IRole;

  public constructor(private readonly scope: Construct) {
    this.managedPolicy = new iam.ManagedPolicy(scope, 'Policy', {
      description: 'Pushes images to Amazon ECR',
    });
    // One statement for repositories with the same actions.
    const resource = this.managedPolicy.node.defaultChild as iam.CfnManagedPolicy;
    resource.policyDocument = canonicalPolicy(scope, this.managedPolicy.document);
  }

  /** The role has to be known before a permission is given. */
  public attachTo(role: iam.IRole): void {
    this.role = role;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return this.role!.policyFragment;
  }

  public get principalAccount(): string | undefined {
    return this.role!.principalAccount;
  }

  public addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.managedPolicy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.managedPolicy };
  }

  public toString(): string {
    return this.role!.node.path;
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

  private login(): void {
    ecr.AuthorizationToken.grantRead(this);
    this.acknowledgeLogin([TOKEN_ACTION]);
  }

  private allow(actions: string[], prefix: string, conditions?: Record<string, Record<string, string>>): void {
    const { account, region } = Stack.of(this.scope);
    const resource = `arn:${Aws.PARTITION}:ecr:${region}:${account}:repository/${prefix}*`;
    const statement = new iam.PolicyStatement({ actions, resources: [resource], conditions });
    this.managedPolicy.addStatements(statement);
    const reason = 'A prefix or tag stands for repositories that are not known at synthesis.';
    acknowledgeWildcards(this.managedPolicy, statement, reason);
  }

  private acknowledgeLogin(actions: string[]): void {
    acknowledgeWildcards(this.managedPolicy, new iam.PolicyStatement({ actions, resources: ['*'] }), LOGIN);
  }
}
