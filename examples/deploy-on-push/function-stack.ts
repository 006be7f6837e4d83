import { Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RepositoryAccess } from 'cdk-ecr';
import type { PrivateRepository } from 'cdk-ecr';
import {
  acknowledgeArtifacts,
  acknowledgeDeploymentRole,
  acknowledgeFunction,
  acknowledgePipeline,
  acknowledgeQueue,
} from './acknowledge';
import { encryptedLogs, encryptionKey } from './encryption';
import { ImagePipelineTarget } from './image-pipeline-target';
import { ImageSourceAction } from './image-source-action';

interface FunctionStackProps extends StackProps {
  readonly repository: PrivateRepository;
  /** Tag of the image that the function is created with. */
  readonly firstTag: string;
}

/** A Lambda function from an image, and the pipeline that gives it each release that is pushed. */
export class FunctionStack extends Stack {
  private readonly repository: PrivateRepository;
  private readonly firstTag: string;
  private readonly deadLetterQueue: sqs.Queue;

  public constructor(scope: Construct, id: string, { repository, firstTag, ...props }: FunctionStackProps) {
    super(scope, id, props);
    this.repository = repository;
    this.firstTag = firstTag;
    this.deadLetterQueue = new sqs.Queue(this, 'Failed', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledgeQueue(this.deadLetterQueue);

    const thumbnails = this.addFunction();
    const pipeline = this.addPipeline();
    const source = new ImageSourceAction({
      actionName: 'Image',
      repository,
      imageTag: firstTag,
      output: new codepipeline.Artifact('Image'),
    });
    pipeline.addStage({ stageName: 'Source', actions: [source] });
    pipeline.addStage({
      stageName: 'Deploy',
      actions: [this.deployAction(source, thumbnails, this.addDeploymentRole(pipeline, thumbnails))],
      // The release before comes back, by its digest.
      onFailure: { result: codepipeline.Result.ROLLBACK },
    });
    acknowledgePipeline(pipeline);

    const rule = repository.events.onImagePushed('Released', {
      // Of a multi-architecture image, its manifests have no tag and start nothing.
      tags: ['v*'],
      target: new ImagePipelineTarget({
        pipeline,
        sourceAction: source.actionProperties.actionName,
        deadLetterQueue: this.deadLetterQueue,
      }),
      description: 'Deploys releases',
      // This stack needs the repository's, so that the rule is declared here.
      crossStackScope: this,
    });
    // The CDK's targets do this, except that for pipelines.
    this.deadLetterQueue.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        resources: [this.deadLetterQueue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
      }),
    );
  }

  private addFunction(): lambda.DockerImageFunction {
    // For as long as the function lives: AWS Lambda fetches the image again after it was idle.
    this.repository.grants.admit(RepositoryAccess.pullFromLambda({ accounts: [this.account] }));
    const thumbnails = new lambda.DockerImageFunction(this, 'Thumbnails', {
      description: 'Makes thumbnails of photos',
      code: lambda.DockerImageCode.fromEcr(this.repository, { tagOrDigest: this.firstTag }),
      memorySize: 1024,
      timeout: Duration.minutes(1),
      tracing: lambda.Tracing.ACTIVE,
      logGroup: encryptedLogs(this, 'ThumbnailLogs'),
      deadLetterQueue: this.deadLetterQueue,
    });
    acknowledgeFunction(thumbnails);
    return thumbnails;
  }

  /** Gives the function the image, and waits until it runs. */
  private deployAction(source: ImageSourceAction, target: lambda.IFunction, role: iam.IRole): actions.CommandsAction {
    const image = `${this.repository.repositoryUri}@${source.imageDigest}`;
    return new actions.CommandsAction({
      actionName: 'Update',
      role,
      input: source.actionProperties.outputs![0],
      commands: [
        `aws lambda update-function-code --function-name ${target.functionName} --image-uri ${image} --query CodeSha256`,
        `aws lambda wait function-updated-v2 --function-name ${target.functionName}`,
      ],
    });
  }

  private addDeploymentRole(pipeline: codepipeline.Pipeline, target: lambda.IFunction): iam.Role {
    const role = new iam.Role(this, 'Deployment', {
      description: 'Gives the function the image of a release',
      assumedBy: new iam.ArnPrincipal(pipeline.role.roleArn),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['lambda:GetFunction', 'lambda:UpdateFunctionCode'],
        resources: [target.functionArn],
      }),
    );
    // AWS Lambda requires that the principal that sets the image of a function may pull it.
    this.repository.grant(role, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer');
    acknowledgeDeploymentRole(role, pipeline);
    return role;
  }

  private addPipeline(): codepipeline.Pipeline {
    const artifactBucket = new s3.Bucket(this, 'Artifacts', {
      encryptionKey: encryptionKey(this, 'ArtifactKey', 'Encrypts what the actions of the pipeline hand on'),
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      lifecycleRules: [{ expiration: Duration.days(30), noncurrentVersionExpiration: Duration.days(1) }],
    });
    acknowledgeArtifacts(artifactBucket);
    return new codepipeline.Pipeline(this, 'Pipeline', {
      pipelineType: codepipeline.PipelineType.V2,
      // One release after the other, in the order of their pushes.
      executionMode: codepipeline.ExecutionMode.QUEUED,
      artifactBucket,
    });
  }
}
