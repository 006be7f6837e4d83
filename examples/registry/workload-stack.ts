import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PrivateRepository, Registry, ScanFrequency } from 'cdk-ecr';
import type { PullThroughCache, RepositorySettings } from 'cdk-ecr';
import { acknowledgeWildcard } from './acknowledge-wildcard';

interface WorkloadStackProps extends StackProps {
  readonly dockerHub: PullThroughCache;
  readonly settings: RepositorySettings;
}

/** An application: its repository, the role that pushes to it, and the role that runs images from it and Docker Hub. */
export class WorkloadStack extends Stack {
  public constructor(scope: Construct, id: string, { dockerHub, settings, ...props }: WorkloadStackProps) {
    super(scope, id, { description: 'The payments application', ...props });
    const repository = new PrivateRepository(this, 'Api', { repositoryName: 'prod/payments', ...settings });
    // Any stack may contribute to the registry of its account and region.
    Registry.of(this).addScanningRule(ScanFrequency.CONTINUOUS, ['sandbox/payments']);
    new PrivateRepository(this, 'Sandbox', { repositoryName: 'sandbox/payments', ...settings });

    // Grants go to managed policies, because several compliance packs refuse inline ones.
    const push = new iam.ManagedPolicy(this, 'Push', { description: 'Pushes and signs images of payments' });
    new iam.Role(this, 'Build', {
      description: 'Builds payments',
      assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      managedPolicies: [push],
    });
    // prod/payments is signed: the policy gets signer:SignPayload as well.
    repository.grantPullPush(push);

    const pull = new iam.ManagedPolicy(this, 'Pull', { description: 'Pulls what payments runs' });
    new iam.Role(this, 'TaskExecution', {
      description: 'Starts payments on Amazon ECS',
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
      managedPolicies: [pull],
    });
    repository.grantPull(pull);
    dockerHub.grants.pull(pull);
    new CfnOutput(this, 'ProxyImage', { value: dockerHub.uriFor('nginx', '1.29') });

    Validations.of(this).acknowledge({
      id: 'cdk-ecr::indexImagesStay',
      reason: 'The repositories are signed, and a rule for untagged images may see signatures.',
    });
    for (const policy of [push, pull]) {
      Validations.of(policy).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'ecr:GetAuthorizationToken knows no resources.',
      });
    }
    acknowledgeWildcard(
      pull,
      `arn:<AWS::Partition>:ecr:${this.region}:${this.account}:repository/${dockerHub.repositoryPrefix}/*`,
      'The application may use any image of Docker Hub.',
    );
  }
}
