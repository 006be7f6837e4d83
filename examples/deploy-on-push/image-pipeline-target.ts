import type * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { EcrEventField } from 'cdk-ecr';

interface ImagePipelineTargetProps {
  readonly pipeline: codepipeline.IPipeline;
  /** Name of the action whose source is the image. */
  readonly sourceAction: string;
  readonly deadLetterQueue: sqs.IQueue;
}

/** Starts a pipeline with the very image that an event tells of, by its digest, even if its tags have moved by then. */
export class ImagePipelineTarget implements events.IRuleTarget {
  public constructor(private readonly props: ImagePipelineTargetProps) {}

  public bind(rule: events.IRuleRef, id?: string): events.RuleTargetConfig {
    const { pipeline, sourceAction, deadLetterQueue } = this.props;
    return {
      ...new targets.CodePipeline(pipeline, { deadLetterQueue }).bind(rule, id),
      // Not an option of the CDK's target.
      input: events.RuleTargetInput.fromObject({
        sourceRevisions: [
          { actionName: sourceAction, revisionType: 'IMAGE_DIGEST', revisionValue: EcrEventField.IMAGE_DIGEST },
        ],
      }),
    };
  }
}
