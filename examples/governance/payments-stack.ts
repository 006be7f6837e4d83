import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct, IConstruct } from 'constructs';
import { PrivateRepository } from 'cdk-ecr';

/** The stack of the payments team. The platform team does not edit this file. */
export class PaymentsStack extends Stack {
  /** The repositories that were deployed before the rules. Their encryption cannot change. */
  public readonly deployed: IConstruct[];

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { description: 'Repositories of the payments team', ...props });
    this.deployed = [
      new ecr.Repository(this, 'Api', { repositoryName: 'payments/api' }),
      new ecr.CfnRepository(this, 'Worker', { repositoryName: 'payments/worker' }),
    ];
    new PrivateRepository(this, 'Refunds', { repositoryName: 'payments/refunds' });
  }
}
