import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkEndpoints, conflictErrors, createsInterfaces, unreachableErrors } from './private/endpoint-checks';
import { layerStatement, registryStatements } from './private/endpoint-statements';
import { ReachableRepositories } from './reachable-repositories';
import type { RegistryEndpointsProps } from './registry-endpoints-props';
import { checkProperties } from '../text/kinds';

/**
 * The way from a VPC to Amazon ECR without the internet: endpoints of its API (`ecr.api`) and its registry (`ecr.dkr`),
 * and the gateway of Amazon S3, which holds the layers of images.
 *
 * Their policies say which repositories can be reached, and for what: to log in, pull, push, and describe images.
 * Anything else from within the VPC needs another statement (`createdApiEndpoint.addToPolicy`). The endpoints take over
 * the host names of Amazon ECR in the whole VPC: clients that are not admitted do not get around them.
 *
 * Endpoints reach the registry of their own region only, and no public repositories: cache these.
 *
 * @example
 * import * as ec2 from 'aws-cdk-lib/aws-ec2';
 * import { AwsImageSource, ReachableRepositories, RegistryEndpoints } from 'cdk-ecr';
 *
 * declare const vpc: ec2.IVpc;
 * declare const nodes: ec2.ISecurityGroup;
 *
 * new RegistryEndpoints(this, 'RegistryEndpoints', {
 *   vpc,
 *   clients: [nodes],
 *   repositories: ReachableRepositories.organization('o-a1b2c3d4e5'),
 *   imageSources: [AwsImageSource.EKS_ADD_ONS],
 *   otherServices: [ec2.InterfaceVpcEndpointAwsService.STS],
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class RegistryEndpoints extends Construct implements ec2.IConnectable {
  /** The endpoint of `ecr.api`, if this construct created it. */
  public readonly createdApiEndpoint?: ec2.InterfaceVpcEndpoint;

  /** The endpoint of `ecr.dkr`, if this construct created it. */
  public readonly createdDockerEndpoint?: ec2.InterfaceVpcEndpoint;

  /** The gateway endpoint of Amazon S3, if this construct created it. */
  public readonly createdLayerEndpoint?: ec2.GatewayVpcEndpoint;

  /** The endpoints of other services, in the order in which they were given. */
  public readonly otherEndpoints: ec2.InterfaceVpcEndpoint[];

  /** The security group of all created interface endpoints, where there is one. */
  public readonly securityGroup?: ec2.SecurityGroup;

  /** Admits clients to the created interface endpoints: `connections.allowDefaultPortFrom(service)`. */
  public readonly connections: ec2.Connections;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RegistryEndpointsProps,
  ) {
    super(scope, id);
    checkProperties({ scope: this, api: 'RegistryEndpoints', property: 'props' }, props, 'write { vpc: … }');
    checkEndpoints(this, props);
    const { clients = [], otherServices = [] } = props;

    if (createsInterfaces(props)) this.securityGroup = this.createSecurityGroup();
    this.connections = new ec2.Connections({
      securityGroups: this.securityGroup && [this.securityGroup],
      defaultPort: ec2.Port.tcp(443),
    });
    clients.forEach((client) => this.connections.allowDefaultPortFrom(client, 'Client of the endpoints'));

    if (!props.apiEndpoint) {
      this.createdApiEndpoint = this.createRegistryEndpoint('Api', ec2.InterfaceVpcEndpointAwsService.ECR);
    }
    if (!props.dockerEndpoint) {
      this.createdDockerEndpoint = this.createRegistryEndpoint('Docker', ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER);
    }
    if (!props.layerEndpoint) this.createdLayerEndpoint = this.createLayerEndpoint();
    this.otherEndpoints = otherServices.map((service) => this.createInterface(service.shortName, service));

    this.node.addValidation({
      validate: () => [...unreachableErrors(this, this.securityGroup), ...conflictErrors(this)],
    });
  }

  /** Statements for the policies of `ecr.api` and `ecr.dkr`. Created endpoints have these and no others. */
  public registryStatements(): iam.PolicyStatement[] {
    const { repositories, pullThroughCaches = false, imageSources = [] } = this.props;
    return registryStatements(this, {
      repositories: repositories ?? ReachableRepositories.ownAccount(),
      pullThroughCaches,
      imageSources,
    });
  }

  /**
   * Statements for the policy of the gateway of Amazon S3: they allow to read the layers of all images of the region.
   */
  public layerStatement(): iam.PolicyStatement {
    return layerStatement(this);
  }

  private createSecurityGroup(): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.vpc,
      description: 'Clients of the VPC endpoints for Amazon ECR',
      // Endpoints answer, they do not call.
      allowAllOutbound: false,
    });
  }

  private createRegistryEndpoint(id: string, service: ec2.InterfaceVpcEndpointAwsService): ec2.InterfaceVpcEndpoint {
    const endpoint = this.createInterface(id, service);
    this.registryStatements().forEach((statement) => endpoint.addToPolicy(statement));
    return endpoint;
  }

  private createInterface(id: string, service: ec2.InterfaceVpcEndpointAwsService): ec2.InterfaceVpcEndpoint {
    const { vpc, subnets } = this.props;
    return new ec2.InterfaceVpcEndpoint(this, id, {
      vpc,
      subnets,
      service,
      // Amazon ECR's clients know its own host names only.
      privateDnsEnabled: true,
      securityGroups: [this.securityGroup!],
      // Otherwise the whole VPC is admitted.
      open: false,
    });
  }

  private createLayerEndpoint(): ec2.GatewayVpcEndpoint {
    const endpoint = new ec2.GatewayVpcEndpoint(this, 'Layers', {
      vpc: this.props.vpc,
      service: ec2.GatewayVpcEndpointAwsService.S3,
    });
    if (this.props.restrictLayerEndpoint) endpoint.addToPolicy(this.layerStatement());
    return endpoint;
  }
}
