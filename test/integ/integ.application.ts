import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ImagePushRole } from '../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import { WorkloadIdentityProvider } from '../../src/ci/workload-identity-provider';
import { RegistryEndpoints } from '../../src/network/registry-endpoints';
import { CatalogText } from '../../src/repository/catalog-text';
import { PrivateRepository } from '../../src/repository/private-repository';
import { PublicRepository } from '../../src/repository/public-repository';

// Snapshots must not contain paths of a local machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-ecr-application', {
  description: 'Pushes from CI, endpoints and a public repository',
  env: { account: '111122223333', region: 'us-east-1' },
});

const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'cdk-ecr-integ/api' });
new ImagePushRole(stack, 'Push', {
  identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
  identityProvider: WorkloadIdentityProvider.create(),
  repositories: [repository],
});

const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrBlock: '10.0.0.0/16',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  privateSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
});
new RegistryEndpoints(stack, 'Endpoints', { vpc, clients: [ec2.Peer.ipv4(vpc.vpcCidrBlock)] });

new PublicRepository(stack, 'Cli', {
  repositoryName: 'cdk-ecr-integ/cli',
  catalog: {
    description: 'A command line',
    about: CatalogText.fromMarkdown('# CLI'),
    architectures: ['x86-64', 'ARM 64'],
    operatingSystems: ['Linux'],
  },
  removalPolicy: RemovalPolicy.DESTROY,
});

new IntegTest(app, 'Application', { testCases: [stack] });
