import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { RegistryEndpoints } from 'cdk-ecr';
import type { PrivateRepository } from 'cdk-ecr';
import { acknowledgeNetwork, acknowledgeQueue, acknowledgeStateMachine, acknowledgeTask } from './acknowledge';
import { encryptedLogs } from './encryption';

interface ServiceStackProps extends StackProps {
  readonly repository: PrivateRepository;
  /** The tag that is moved to the image that runs. */
  readonly releaseTag: string;
}

/** A service on AWS Fargate, and the state machine that deploys it when its tag is moved. */
export class ServiceStack extends Stack {
  public constructor(scope: Construct, id: string, { repository, releaseTag, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const service = this.addService(repository, releaseTag);
    const deadLetterQueue = new sqs.Queue(this, 'Failed', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledgeQueue(deadLetterQueue);

    repository.events.onImagePushed('Released', {
      tags: [releaseTag],
      target: new targets.SfnStateMachine(this.addDeployment(service), { deadLetterQueue }),
      description: 'Deploys the API',
      // This stack needs the repository's, so that the rule is declared here.
      crossStackScope: this,
    });
  }

  /** One call: Amazon ECS looks up the digest of the tag once for each deployment, and all tasks get this image. */
  private addDeployment(service: ecs.FargateService): sfn.StateMachine {
    const update = CallAwsService.jsonata(this, 'Deploy', {
      service: 'ecs',
      action: 'updateService',
      parameters: {
        Cluster: service.cluster.clusterArn,
        Service: service.serviceName,
        ForceNewDeployment: true,
      },
      iamResources: [service.serviceArn],
    });
    update.addRetry({ interval: Duration.seconds(10), maxAttempts: 5, backoffRate: 2 });
    const stateMachine = new sfn.StateMachine(this, 'Deployment', {
      comment: 'Deploys the image that has the tag of the release',
      definitionBody: sfn.DefinitionBody.fromChainable(update),
      queryLanguage: sfn.QueryLanguage.JSONATA,
      timeout: Duration.minutes(10),
      tracingEnabled: true,
      logs: { destination: encryptedLogs(this, 'DeploymentLogs'), level: sfn.LogLevel.ALL },
    });
    acknowledgeStateMachine(stateMachine);
    return stateMachine;
  }

  private addService(repository: PrivateRepository, tag: string): ecs.FargateService {
    const vpc = this.addNetwork();
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task');
    taskDefinition.addContainer('Api', {
      image: ecs.ContainerImage.fromEcrRepository(repository, tag),
      memoryLimitMiB: 512,
      user: '1000',
      readonlyRootFilesystem: true,
      logging: ecs.LogDriver.awsLogs({ streamPrefix: 'api', logGroup: encryptedLogs(this, 'ApiLogs') }),
    });
    acknowledgeTask(taskDefinition);
    const service = new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED }),
      taskDefinition,
      desiredCount: 2,
      minHealthyPercent: 100,
      // An image whose tasks do not start goes, and the one before comes back, by its digest.
      circuitBreaker: { rollback: true },
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    const endpoints = new RegistryEndpoints(this, 'RegistryEndpoints', {
      vpc,
      clients: [service],
      restrictLayerEndpoint: true,
      otherServices: [ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS],
    });
    // The first task needs the endpoints. Not all of the service waits for them: they admit its security group.
    service.node.findChild('Service').node.addDependency(endpoints);
    return service;
  }

  /** A VPC without a way to the internet, and a record of its traffic. */
  private addNetwork(): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'workloads', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    vpc.addFlowLog('Traffic', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(encryptedLogs(this, 'TrafficLogs', RemovalPolicy.RETAIN)),
    });
    acknowledgeNetwork(vpc);
    return vpc;
  }

  /** Two, chosen at deployment, so that synthesis looks up nothing in the account. */
  public get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
