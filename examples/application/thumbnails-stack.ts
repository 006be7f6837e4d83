import { Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RepositoryAccess } from 'cdk-ecr';
import type { PrivateRepository } from 'cdk-ecr';
import { acknowledge, acknowledgeInlinePolicy, inCompliancePacks, managedPolicy } from './acknowledge';
import { encryptedLogs } from './encryption';

interface ThumbnailsStackProps extends StackProps {
  readonly repository: PrivateRepository;
}

/** A Lambda function whose code is an image of another account. */
export class ThumbnailsStack extends Stack {
  public constructor(scope: Construct, id: string, { repository, ...props }: ThumbnailsStackProps) {
    super(scope, id, props);
    // Admits the deployer of the function, and AWS Lambda for it. Lambda itself adds this only in its own account.
    repository.grants.admit(RepositoryAccess.pullFromLambda({ accounts: [this.account] }));

    const failed = new sqs.Queue(this, 'Failed', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const thumbnails = new lambda.DockerImageFunction(this, 'Function', {
      description: 'Makes thumbnails of photos',
      code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest: '2.0.1' }),
      memorySize: 1024,
      timeout: Duration.minutes(1),
      reservedConcurrentExecutions: 50,
      tracing: lambda.Tracing.ACTIVE,
      logGroup: encryptedLogs(this, 'Logs'),
      deadLetterQueue: failed,
    });

    acknowledge(failed, 'It is where failed events end.', 'Serverless-SQSRedrivePolicy');
    acknowledgeInlinePolicy(thumbnails);
    acknowledge(thumbnails, 'The function calls nothing within a network.', ...inCompliancePacks('LambdaInsideVPC'));
    acknowledge(thumbnails, 'To write its log.', managedPolicy('service-role/AWSLambdaBasicExecutionRole'));
    acknowledge(thumbnails, 'The actions of AWS X-Ray know no resources.', 'AwsSolutions-IAM5[Resource::*]');
  }
}
