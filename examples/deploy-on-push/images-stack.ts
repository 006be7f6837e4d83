import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EcrChecks, EcrRule, ImageTagMutability, PrivateRepository } from 'cdk-ecr';

interface ImagesStackProps extends StackProps {
  /** The one tag of the API that may be moved. */
  readonly releaseTag: string;
}

/** The images. In a stack of their own, because there has to be one before there can be a function or a service. */
export class ImagesStack extends Stack {
  public readonly thumbnails = new PrivateRepository(this, 'Thumbnails', { repositoryName: 'photos/thumbnails' });
  public readonly api: PrivateRepository;

  public constructor(scope: Construct, id: string, { releaseTag, ...props }: ImagesStackProps) {
    super(scope, id, props);
    this.api = new PrivateRepository(this, 'Api', {
      repositoryName: 'photos/api',
      tagMutability: ImageTagMutability.immutable({ exceptTags: [releaseTag] }),
    });
    EcrChecks.acknowledge(this.api, {
      rule: EcrRule.TAG_EXCEPTIONS,
      reason: 'The tag says which release runs, and Amazon ECS looks up its digest once for each deployment.',
    });
  }
}
