import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PrivateRepository } from 'cdk-ecr';

/** The smallest stack: one repository. */
export class ToolsStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    new PrivateRepository(this, 'Builder', { repositoryName: 'tools/builder' });
  }
}
