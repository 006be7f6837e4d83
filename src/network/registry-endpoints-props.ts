import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AwsImageSource } from './aws-image-source';
import type { ReachableRepositories } from './reachable-repositories';

/** Properties of `RegistryEndpoints`. */
export interface RegistryEndpointsProps {
  /**
   * The VPC that gets the endpoints.
   *
   * DNS support and DNS host names must be enabled in the VPC. The AWS CDK enables both by default.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets that get the network interfaces of the interface endpoints.
   *
   * One subnet in each Availability Zone is used.
   *
   * @default - the private subnets with egress, or the isolated subnets if there are no private ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Whether clients can reach the created endpoints of Amazon ECR by IPv6 too.
   *
   * All chosen subnets must have IPv4 and IPv6 address ranges. The endpoints of `otherServices` have IPv4 only.
   *
   * @default false - clients reach the endpoints by IPv4 only
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
   */
  readonly dualStack?: boolean;

  /**
   * The clients that may connect to the created interface endpoints (TCP port 443).
   *
   * A client is a security group, a construct with a security group, or an address range such as
   * `ec2.Peer.ipv4('10.0.0.0/16')`. If the security group of a client restricts outbound traffic, the construct also
   * allows outbound traffic to the endpoints. Allow outbound traffic to Amazon S3 yourself, with the managed prefix
   * list of Amazon S3, because the gateway endpoint has no security group. The construct warns if such a rule is missing.
   *
   * cdk-nag reports address ranges that are known only at deployment, such as `vpc.vpcCidrBlock`, because it cannot
   * check them.
   *
   * @default - no client can connect, until you admit clients with `connections`; synthesis fails if there are none
   */
  readonly clients?: ec2.IConnectable[];

  /**
   * The repositories that clients can pull from and push to through the endpoints.
   *
   * @default ReachableRepositories.ownAccount()
   */
  readonly repositories?: ReachableRepositories;

  /**
   * Registries in AWS-owned accounts from which clients can also pull images.
   *
   * Nodes of Amazon EKS need `AwsImageSource.EKS_ADD_ONS`.
   *
   * @default - clients cannot pull from registries in AWS-owned accounts
   */
  readonly imageSources?: AwsImageSource[];

  /**
   * Whether clients in the VPC may pull images that a pull-through cache has not imported yet.
   *
   * Amazon ECR imports such an image on the first pull, and creates the repository if it does not exist. The first pull
   * also needs a route to the internet, such as a NAT gateway.
   *
   * @default false - clients can pull only images that the cache already has
   */
  readonly pullThroughCaches?: boolean;

  /**
   * Whether the gateway endpoint of Amazon S3 allows only the download of image layers.
   *
   * The gateway endpoint serves all route tables of the VPC. If true, the endpoint refuses every other request to
   * Amazon S3 in this region, including requests for package mirrors of Amazon Linux. Allow more requests with
   * `createdLayerEndpoint.addToPolicy`. Leave the property out if `layerEndpoint` is set.
   *
   * @default false - the gateway endpoint allows all requests to Amazon S3
   */
  readonly restrictLayerEndpoint?: boolean;

  /**
   * Other AWS services that get an interface endpoint in the VPC.
   *
   * Without a route to the internet, containers often need more services than Amazon ECR: `CLOUDWATCH_LOGS` for
   * container logs, `SECRETS_MANAGER` for secrets of tasks, and `STS` for roles of pods. Amazon ECS on Amazon EC2 needs
   * `ECS`, `ECS_AGENT` and `ECS_TELEMETRY`. The construct sets no policy on these endpoints.
   *
   * @default - only the endpoints of Amazon ECR and Amazon S3 are created
   */
  readonly otherServices?: ec2.InterfaceVpcEndpointAwsService[];

  /**
   * An existing endpoint of `ecr.api`, the API of Amazon ECR, to use instead of a new one.
   *
   * The construct does not change the existing endpoint. If the endpoint has a policy, the policy must allow what
   * `RegistryEndpoints.registryStatements` returns.
   *
   * @default - the construct creates the endpoint
   */
  readonly apiEndpoint?: ec2.IInterfaceVpcEndpoint;

  /**
   * An existing endpoint of `ecr.dkr`, the registry of Amazon ECR, to use instead of a new one.
   *
   * The construct does not change the existing endpoint. If the endpoint has a policy, the policy must allow what
   * `RegistryEndpoints.registryStatements` returns.
   *
   * @default - the construct creates the endpoint
   */
  readonly dockerEndpoint?: ec2.IInterfaceVpcEndpoint;

  /**
   * An existing gateway endpoint of Amazon S3, to use instead of a new one. Many VPCs already have one.
   *
   * The construct does not change the existing endpoint. If the endpoint has a policy, the policy must allow what
   * `RegistryEndpoints.layerStatement` returns.
   *
   * @default - the construct creates a gateway endpoint, for all route tables of the VPC
   */
  readonly layerEndpoint?: ec2.IGatewayVpcEndpoint;
}
