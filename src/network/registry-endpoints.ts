import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { warnOfClientsWithoutLayers } from './private/client-outbound';
import { dualStackErrors } from './private/dual-stack-errors';
import { checkEndpoints, conflictErrors, createsInterfaces, unreachableErrors } from './private/endpoint-checks';
import { layerStatement, registryStatements } from './private/endpoint-statements';
import { ReachableRepositories } from './reachable-repositories';
import type { RegistryEndpointsProps } from './registry-endpoints-props';
import { checkProperties } from '../text/kinds';

const DUAL_STACK = {
  ipAddressType: ec2.VpcEndpointIpAddressType.DUALSTACK,
  dnsRecordIpType: ec2.VpcEndpointDnsRecordIpType.DUALSTACK,
};

/**
 * VPC endpoints through which clients in a VPC reach Amazon ECR without the internet.
 *
 * The construct creates interface endpoints for the API (`ecr.api`) and the registry (`ecr.dkr`) of Amazon ECR. It also
 * creates a gateway endpoint for Amazon S3, which stores the layers of images.
 *
 * The policies of the interface endpoints allow clients to log in, and to pull, push and describe images in the
 * `repositories`. To allow anything else, such as deleting images, use `createdApiEndpoint.addToPolicy`. In the whole
 * VPC, the host names of Amazon ECR lead to the endpoints. Clients that may not connect to the endpoints therefore
 * cannot reach Amazon ECR at all.
 *
 * The endpoints reach private registries of their own region only. Images of public registries, including Amazon ECR
 * Public, need a pull-through cache.
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

  /** The created endpoints of `otherServices`, in the same order. */
  public readonly otherEndpoints: ec2.InterfaceVpcEndpoint[];

  /** The security group of all created interface endpoints. Undefined if none is created. */
  public readonly securityGroup?: ec2.SecurityGroup;

  /** The connections of the created interface endpoints. `connections.allowDefaultPortFrom(client)` admits a client. */
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
      validate: () => {
        warnOfClientsWithoutLayers(this, this.securityGroup);
        const addresses = props.dualStack ? dualStackErrors(this) : [];
        return [...unreachableErrors(this, this.securityGroup), ...conflictErrors(this), ...addresses];
      },
    });
  }

  /**
   * The policy statements for the endpoints of `ecr.api` and `ecr.dkr`.
   *
   * Endpoints that this construct creates already have these statements. If an existing endpoint that you pass as
   * `apiEndpoint` or `dockerEndpoint` has a policy, add the statements to that policy.
   */
  public registryStatements(): iam.PolicyStatement[] {
    const { repositories, pullThroughCaches = false, imageSources = [] } = this.props;
    return registryStatements(this, {
      repositories: repositories ?? ReachableRepositories.ownAccount(),
      pullThroughCaches,
      imageSources,
    });
  }

  /**
   * The policy statement for the gateway endpoint of Amazon S3. It allows reading the layers of all images in the
   * region.
   *
   * If an existing endpoint that you pass as `layerEndpoint` has a policy, add the statement to that policy.
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
    const endpoint = this.createInterface(id, service, this.props.dualStack ? DUAL_STACK : undefined);
    this.registryStatements().forEach((statement) => endpoint.addToPolicy(statement));
    return endpoint;
  }

  private createInterface(
    id: string,
    service: ec2.InterfaceVpcEndpointAwsService,
    addresses?: typeof DUAL_STACK,
  ): ec2.InterfaceVpcEndpoint {
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
      ...addresses,
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
