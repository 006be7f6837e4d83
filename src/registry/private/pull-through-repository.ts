import { Lazy } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RepositoryAccess } from '../../access';
import { PrivateRepository } from '../../repository';
import type { PrivateRepositoryProps } from '../../repository';
import { reviewStatement } from '../../repository/private/review-statement';

/** A repository of a cache that the app declares. Consumers of the cache are let in after it was made. */
export class PullThroughRepository extends PrivateRepository {
  private readonly statements: iam.PolicyStatement[] = [];
  private readonly consumers: RepositoryAccess[];
  private readonly repository: ecr.CfnRepository;

  public constructor(scope: Construct, id: string, props: PrivateRepositoryProps) {
    super(scope, id, props);
    this.consumers = [...(props.access ?? [])];
    this.repository = this.node.defaultChild as ecr.CfnRepository;
    this.render();
  }

  public admit(access: RepositoryAccess): void {
    this.consumers.push(access);
    for (const statement of RepositoryAccess._statements([access])) {
      reviewStatement(this, this.repository, statement.toStatementJson());
    }
  }

  public override addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const result = super.addToResourcePolicy(statement);
    this.statements.push(statement);
    // The base class has rendered a policy that later consumers would not get into.
    this.render();
    return result;
  }

  private render(): void {
    this.repository.repositoryPolicyText = Lazy.any({
      produce: () => {
        const statements = [...RepositoryAccess._statements(this.consumers), ...this.statements];
        return statements.length > 0 ? new iam.PolicyDocument({ statements }) : undefined;
      },
    });
  }
}
