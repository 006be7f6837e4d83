import type * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { ActionCategory } from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import type { Construct } from 'constructs';
import type { IPrivateRepository } from 'cdk-ecr';

interface ImageSourceActionProps {
  readonly actionName: string;
  readonly repository: IPrivateRepository;
  /** Which image is meant when nobody says which one: when the pipeline is created, and when it is started by hand. */
  readonly imageTag: string;
  readonly output: codepipeline.Artifact;
}

/**
 * An image as the source of a pipeline. The CDK's `EcrSourceAction` adds a rule of its own, which starts the pipeline
 * for one tag only, with the image that has the tag when it runs.
 */
export class ImageSourceAction extends actions.Action {
  private readonly repository: IPrivateRepository;
  private readonly imageTag: string;

  public constructor({ actionName, repository, imageTag, output }: ImageSourceActionProps) {
    super({
      actionName,
      category: ActionCategory.SOURCE,
      provider: 'ECR',
      artifactBounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
      outputs: [output],
    });
    this.repository = repository;
    this.imageTag = imageTag;
  }

  /** Digest of the image, for later actions. */
  public get imageDigest(): string {
    return this.variableExpression('ImageDigest');
  }

  protected bound(
    _scope: Construct,
    _stage: codepipeline.IStage,
    { role, bucket }: codepipeline.ActionBindOptions,
  ): codepipeline.ActionConfig {
    this.repository.grant(role, 'ecr:DescribeImages');
    bucket.grantWrite(role);
    return { configuration: { RepositoryName: this.repository.repositoryName, ImageTag: this.imageTag } };
  }
}
