import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RegistryEndpoints } from '../../../../src/network/registry-endpoints';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.VPC_ENDPOINTS;
const props = { requireVpcEndpoints: true };
const vpc = (stack: Stack) => new ec2.CfnVPC(stack, 'Bad', { cidrBlock: '10.0.0.0/16' });
const endpoint = (stack: Stack, vpcId: string, service: string, vpcEndpointType = 'Interface') =>
  new ec2.CfnVPCEndpoint(stack, `${service}Endpoint`, {
    vpcId,
    serviceName: `com.amazonaws.${REGION}.${service}`,
    vpcEndpointType,
  });

testRuleTable({
  rule,
  props,
  l1: vpc,
  l2: (stack) => new ec2.Vpc(stack, 'Bad'),
  override: (stack) => {
    const own = vpc(stack);
    endpoint(stack, own.ref, 'ecr.api');
    endpoint(stack, own.ref, 'ecr.dkr').addPropertyOverride('ServiceName', `com.amazonaws.${REGION}.s3`);
  },
  passes: (stack) =>
    new RegistryEndpoints(stack, 'Endpoints', {
      vpc: new ec2.Vpc(stack, 'Vpc'),
      clients: [ec2.Peer.ipv4('10.0.0.0/16')],
    }),
});

test('names the services without an endpoint', () => {
  const builds: Build[] = [
    vpc,
    (stack) => endpoint(stack, vpc(stack).ref, 'ecr.api'),
    (stack) => endpoint(stack, vpc(stack).ref, 'ecr.dkr'),
    (stack) => endpoint(stack, vpc(stack).ref, 'ecr.dkr', 'GatewayLoadBalancer'),
    (stack) => {
      const other = new ec2.CfnVPC(stack, 'Other', { cidrBlock: '10.1.0.0/16' });
      vpc(stack);
      for (const service of ['ecr.api', 'ecr.dkr']) endpoint(stack, other.ref, service);
    },
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties: the VPC has no interface endpoint for ecr.api and ecr.dkr, which fails Security Hub EC2.55 and EC2.56
    Properties: the VPC has no interface endpoint for ecr.dkr, which fails Security Hub EC2.56
    Properties: the VPC has no interface endpoint for ecr.api, which fails Security Hub EC2.55
    Properties: the VPC has no interface endpoint for ecr.api and ecr.dkr, which fails Security Hub EC2.55 and EC2.56
    Properties: the VPC has no interface endpoint for ecr.api and ecr.dkr, which fails Security Hub EC2.55 and EC2.56"
  `);
});

test.each<[string, Build]>([
  [
    'endpoints by the L2',
    (stack) => {
      const own = new ec2.Vpc(stack, 'Bad');
      own.addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
      own.addInterfaceEndpoint('Docker', { service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER });
    },
  ],
  [
    'endpoints in another stack',
    (stack) => {
      const other = new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: REGION } });
      new RegistryEndpoints(other, 'Endpoints', {
        vpc: new ec2.Vpc(stack, 'Bad'),
        clients: [ec2.Peer.ipv4('10.0.0.0/16')],
      });
    },
  ],
  [
    'endpoints of a VPC that is a parameter',
    (stack) => {
      vpc(stack);
      const vpcId = new CfnParameter(stack, 'VpcId').valueAsString;
      for (const service of ['ecr.api', 'ecr.dkr']) endpoint(stack, vpcId, service);
    },
  ],
  [
    'a service that is a value of another app',
    (stack) => {
      const own = endpoint(stack, vpc(stack).ref, 'ecr.api');
      own.addPropertyOverride('ServiceName', Fn.importValue('Service'));
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

test('reports nothing if nobody asks for it', () => {
  expect(findingsOfRule(rule, vpc)).toEqual([]);
});
