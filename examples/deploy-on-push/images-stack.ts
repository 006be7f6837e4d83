import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PrivateRepository } from 'cdk-ecr';

/** The images. In a stack of their own, because there has to be one before there can be a function. */
export class ImagesStack extends Stack {
  public readonly thumbnails = new PrivateRepository(this, 'Thumbnails', { repositoryName: 'photos/thumbnails' });

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
  }
}
