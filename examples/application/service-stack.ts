import type { StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { ReachableRepositories, RegistryEndpoints } from 'cdk-ecr';
import type { PrivateRepository } from 'cdk-ecr';
import { acknowledge, acknowledgeInlinePolicy } from './acknowledge';
import { encryptedLogs } from './encryption';
import { NetworkStack } from './network-stack';

interface ServiceStackProps extends StackProps {
  readonly repository: PrivateRepository;
}

/** A service on AWS Fargate that starts without a way to the internet. */
export class ServiceStack extends NetworkStack {
  public constructor(scope: Construct, id: string, { repository, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const cluster = new ecs.Cluster(this, 'Cluster', {
      vpc: this.vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
    });

    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task');
    taskDefinition.addContainer('Api', {
      // Lets the execution role pull, here and in the policy of the repository, which is in another account.
      image: ecs.ContainerImage.fromEcrRepository(repository, '1.4.2'),
      memoryLimitMiB: 512,
      user: '1000',
      readonlyRootFilesystem: true,
      logging: ecs.LogDriver.awsLogs({ streamPrefix: 'api', logGroup: encryptedLogs(this, 'ApiLogs') }),
    });
    const service = new ecs.FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      desiredCount: 2,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });

    const endpoints = new RegistryEndpoints(this, 'RegistryEndpoints', {
      vpc: this.vpc,
      clients: [service],
      repositories: ReachableRepositories.ownAccountAnd([repository.env.account]),
      // Nothing else in this network reads from Amazon S3.
      restrictLayerEndpoint: true,
      otherServices: [ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS],
    });
    // The first task needs the endpoints. Not all of the service waits for them: they admit its security group.
    service.node.findChild('Service').node.addDependency(endpoints);

    acknowledgeInlinePolicy(taskDefinition);
    acknowledge(
      taskDefinition.executionRole!,
      'ecr:GetAuthorizationToken knows no resources.',
      'AwsSolutions-IAM5[Resource::*]',
    );
  }
}
