import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AwsImageSource } from './aws-image-source';
import type { ReachableRepositories } from './reachable-repositories';

/** Properties of `RegistryEndpoints`. */
export interface RegistryEndpointsProps {
  /** The VPC. It needs DNS support and DNS host names, which a VPC of the AWS CDK has by default. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets for the network interfaces of the endpoints: one in each Availability Zone is used.
   *
   * @default - the private subnets, isolated ones where there are no others
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Who may connect to the endpoints (TCP 443): security groups, things that have one, or ranges of addresses such as
   * `ec2.Peer.ipv4('10.0.0.0/16')`. A client whose security group restricts where it may connect to is also let out to
   * the endpoints, but not to Amazon S3, which has no security group: allow it the managed prefix list. cdk-nag cannot
   * judge a range that is known at deployment only, like `vpc.vpcCidrBlock`, and reports it.
   *
   * @default - no client; admit clients with `connections`
   */
  readonly clients?: ec2.IConnectable[];

  /**
   * Whose repositories can be pulled from and pushed to through the endpoints.
   *
   * @default ReachableRepositories.ownAccount()
   */
  readonly repositories?: ReachableRepositories;

  /**
   * Registries of AWS from which images can be pulled as well. Nodes of Amazon EKS need `AwsImageSource.EKS_ADD_ONS`.
   *
   * @default - no registry of AWS can be reached
   */
  readonly imageSources?: AwsImageSource[];

  /**
   * Whether a pull through the endpoints may import an image into a pull-through cache and create its repository. Such
   * a first pull needs a way to the internet besides the endpoints.
   *
   * @default false
   */
  readonly pullThroughCaches?: boolean;

  /**
   * Whether the gateway of Amazon S3 lets through nothing but layers of images. It serves all route tables of the VPC:
   * every other read from Amazon S3 in this region is refused, package mirrors of Amazon Linux included, unless
   * `createdLayerEndpoint.addToPolicy` says otherwise.
   *
   * @default false
   */
  readonly restrictLayerEndpoint?: boolean;

  /**
   * Services to which the clients also need a way where the VPC has none to the internet: `CLOUDWATCH_LOGS` for logs of
   * containers, `SECRETS_MANAGER` for secrets of tasks, `STS` for roles of pods, `ECS`, `ECS_AGENT` and `ECS_TELEMETRY`
   * for Amazon ECS on Amazon EC2. Their endpoints have no policy.
   *
   * @default - no endpoints but those of Amazon ECR and Amazon S3
   */
  readonly otherServices?: ec2.InterfaceVpcEndpointAwsService[];

  /**
   * An existing endpoint of `ecr.api`. It stays as it is: `RegistryEndpoints.registryStatements` is what its policy
   * has to allow, where it has one.
   *
   * @default - an endpoint is created
   */
  readonly apiEndpoint?: ec2.IInterfaceVpcEndpoint;

  /**
   * An existing endpoint of `ecr.dkr`, which also stays as it is.
   *
   * @default - an endpoint is created
   */
  readonly dockerEndpoint?: ec2.IInterfaceVpcEndpoint;

  /**
   * An existing gateway of Amazon S3, as most VPCs have one. It stays as it is: `RegistryEndpoints.layerStatement` is
   * what its policy has to allow, where it has one.
   *
   * @default - a gateway is created, on all route tables of the VPC
   */
  readonly layerEndpoint?: ec2.IGatewayVpcEndpoint;
}
