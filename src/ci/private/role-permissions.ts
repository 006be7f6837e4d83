import { Aws, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { canonicalPolicy } from '../../core/canonical-policy';
import { TOKEN_ACTION } from '../../ecr/policy/ecr-actions';

/**
 * The permissions of a role, as a managed policy: compliance rules refuse inline ones. As a grantee it has the role's
 * name, so that resource policies of other accounts can name the role.
 */
export abstract class RolePermissions implements iam.IPrincipal {
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly managedPolicy: iam.ManagedPolicy;
  private role?: iam.IRole;

  protected constructor(
    private readonly scope: Construct,
    description: string,
  ) {
    this.managedPolicy = new iam.ManagedPolicy(scope, 'Policy', { description });
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

  /** Allows to log in to the registry. */
  protected login(): void {
    ecr.AuthorizationToken.grantRead(this);
    this.acknowledgeLogin([TOKEN_ACTION]);
  }

  /** For a grant that includes logging in. */
  protected acknowledgeLogin(actions: string[]): void {
    const statement = new iam.PolicyStatement({ actions, resources: ['*'] });
    acknowledgeWildcards(this.managedPolicy, statement, 'Logging in to a registry knows no resources.');
  }

  /** Allows actions on the repositories under a prefix. */
  protected allow(actions: string[], prefix: string, conditions?: Record<string, Record<string, string>>): void {
    const { account, region } = Stack.of(this.scope);
    const resource = `arn:${Aws.PARTITION}:ecr:${region}:${account}:repository/${prefix}*`;
    const statement = new iam.PolicyStatement({ actions, resources: [resource], conditions });
    this.managedPolicy.addStatements(statement);
    const reason = 'A prefix or tag stands for repositories that are not known at synthesis.';
    acknowledgeWildcards(this.managedPolicy, statement, reason);
  }
}
