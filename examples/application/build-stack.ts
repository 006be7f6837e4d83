import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import type { Construct } from 'constructs';
import type { PrivateRepository } from 'cdk-ecr';
import { acknowledge, acknowledgeInlinePolicy, inCompliancePacks, wildcard } from './acknowledge';
import { encryptedLogs, encryptionKey } from './encryption';

interface BuildStackProps extends StackProps {
  /** The image that the project runs in. */
  readonly tools: PrivateRepository;
  /** The images that it looks into. */
  readonly tested: PrivateRepository;
}

/** An AWS CodeBuild project that runs in an image of another account and reads images there. */
export class BuildStack extends Stack {
  public constructor(scope: Construct, id: string, { tools, tested, ...props }: BuildStackProps) {
    super(scope, id, props);
    const project = new codebuild.Project(this, 'Test', {
      description: 'Looks into the newest image of the API',
      environment: {
        // Lets the role of the project pull, here and in the policy of the repository.
        buildImage: codebuild.LinuxBuildImage.fromEcrRepository(tools, '7'),
      },
      environmentVariables: { IMAGE: { value: tested.repositoryUriForTag('1.4.2') } },
      buildSpec: codebuild.BuildSpec.fromObject({
        version: '0.2',
        phases: { build: { commands: ['crane auth login --ecr', 'crane export "$IMAGE" - | tar --list'] } },
      }),
      encryptionKey: encryptionKey(this, 'Key', 'Encrypts what the project keeps'),
      logging: { cloudWatch: { logGroup: encryptedLogs(this, 'Logs') } },
    });
    tested.grants.pull(project);

    acknowledgeInlinePolicy(project);
    acknowledge(project, 'ecr:GetAuthorizationToken knows no resources.', 'AwsSolutions-IAM5[Resource::*]');
    acknowledge(
      project,
      'Logs and reports of this project only, which AWS CodeBuild names.',
      wildcard(project, 'logs', 'log-group:/aws/codebuild/', ':*'),
      wildcard(project, 'codebuild', 'report-group/', '-*'),
    );
    acknowledge(
      project,
      'Variants of actions on one key.',
      'AwsSolutions-IAM5[Action::kms:ReEncrypt*]',
      'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
    );
    acknowledge(project, 'The image is one of our own.', 'AwsSolutions-CB5');
    acknowledge(project, 'The project has no source.', ...inCompliancePacks('CodeBuildProjectSourceRepoUrl'));
  }
}
