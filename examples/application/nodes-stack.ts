import { CfnOutput } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { AwsImageSource, ReachableRepositories, RegistryEndpoints } from 'cdk-ecr';
import type { PrivateRepository } from 'cdk-ecr';
import { acknowledge, acknowledgeInlinePolicy, managedPolicy } from './acknowledge';
import { NetworkStack } from './network-stack';

interface NodesStackProps extends StackProps {
  readonly repository: PrivateRepository;
}

/** The role and the network of nodes of Amazon EKS, for a cluster that is created elsewhere. */
export class NodesStack extends NetworkStack {
  public constructor(scope: Construct, id: string, { repository, ...props }: NodesStackProps) {
    super(scope, id, props);
    // The second policy allows pulls of all images that an owner admits the account to. Add-ons are in accounts of AWS.
    const policies = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'];
    const role = new iam.Role(this, 'Node', {
      description: 'Nodes of the cluster',
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: policies.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    // The other half, in the policy of the repository, names this role and no other of the account.
    repository.grants.pull(role);
    acknowledgeInlinePolicy(role);
    acknowledge(role, 'Amazon EKS asks for them.', ...policies.map(managedPolicy));
    acknowledge(role, 'ecr:GetAuthorizationToken knows no resources.', 'AwsSolutions-IAM5[Resource::*]');

    const nodes = new ec2.SecurityGroup(this, 'Nodes', { vpc: this.vpc, description: 'Nodes of the cluster' });
    new RegistryEndpoints(this, 'RegistryEndpoints', {
      vpc: this.vpc,
      clients: [nodes],
      repositories: ReachableRepositories.ownAccountAnd([repository.env.account]),
      imageSources: [AwsImageSource.EKS_ADD_ONS],
      otherServices: [
        ec2.InterfaceVpcEndpointAwsService.EC2,
        ec2.InterfaceVpcEndpointAwsService.EKS,
        ec2.InterfaceVpcEndpointAwsService.STS,
      ],
    });
    new CfnOutput(this, 'NodeRole', { value: role.roleArn });
    new CfnOutput(this, 'NodeSecurityGroup', { value: nodes.securityGroupId });
  }
}
