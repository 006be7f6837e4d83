import { Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RegistryEndpoints } from '../../../../src/network/registry-endpoints';
import type { Json } from '../../../checks/mutations/mutant';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ENDPOINT_PULL;
const LAYERS = `arn:aws:s3:::prod-${REGION}-starport-layer-bucket/*`;
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const TOKEN = 'ecr:GetAuthorizationToken';

const allow = (actions: string | string[], Resource: string | string[] = '*', more: Json = {}): Json => ({
  Effect: 'Allow',
  Principal: '*',
  Action: actions,
  Resource,
  ...more,
});
const policy = (...Statement: Json[]) => ({ policyDocument: { Version: '2012-10-17', Statement } });

type Changes = Partial<Record<'ecr.api' | 'ecr.dkr' | 's3', object | null>>;
type ChangesIn = Changes | ((stack: Stack, vpc: ec2.CfnVPC) => Changes);

/** A VPC with endpoints, which may be changed or left out. */
function vpc(changes: ChangesIn = {}): Build {
  return (stack) => {
    const own = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    new ec2.CfnSubnet(stack, 'Subnet', { vpcId: own.ref, cidrBlock: '10.0.0.0/24' });
    const changed = typeof changes === 'function' ? changes(stack, own) : changes;
    for (const service of ['ecr.api', 'ecr.dkr', 's3'] as const) {
      if (changed[service] === null) continue;
      new ec2.CfnVPCEndpoint(stack, service === 'ecr.dkr' ? 'Bad' : service, {
        vpcId: own.ref,
        serviceName: `com.amazonaws.${REGION}.${service}`,
        ...(service === 's3' ? {} : { vpcEndpointType: 'Interface', privateDnsEnabled: true }),
        ...changed[service],
      });
    }
  };
}

/** Endpoints with a security group that has some rules. */
function grouped(ingress: ec2.CfnSecurityGroup.IngressProperty[], more?: (stack: Stack, id: string) => void): Build {
  return vpc((stack, { ref: vpcId }) => {
    const groupDescription = 'clients';
    const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription, vpcId, securityGroupIngress: ingress });
    more?.(stack, group.attrGroupId);
    return { 'ecr.api': { securityGroupIds: [group.attrGroupId] } };
  });
}
const from = (fromPort: number, toPort: number, ipProtocol = 'tcp') => ({
  ipProtocol,
  fromPort,
  toPort,
  cidrIp: '10.0.0.0/16',
});

const closed = policy(allow(PULL[0]));

testRuleTable({
  rule,
  l1: vpc({ 'ecr.dkr': closed }),
  l2: (stack) => {
    const own = new ec2.Vpc(stack, 'Vpc');
    const service = ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER;
    new ec2.InterfaceVpcEndpoint(stack, 'Bad', { vpc: own, service, privateDnsEnabled: false });
  },
  override: (stack) => {
    const own = new ec2.Vpc(stack, 'Vpc');
    const service = ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER;
    const made = new ec2.InterfaceVpcEndpoint(stack, 'Bad', { vpc: own, service });
    (made.node.defaultChild as ec2.CfnVPCEndpoint).addPropertyOverride('PrivateDnsEnabled', false);
  },
  passes: (stack) =>
    new RegistryEndpoints(stack, 'Endpoints', {
      vpc: new ec2.Vpc(stack, 'Vpc'),
      clients: [ec2.Peer.ipv4('10.0.0.0/16')],
      restrictLayerEndpoint: true,
    }),
});

test('says why no image comes through the endpoints', () => {
  const own = 'arn:aws:s3:::my-bucket/*';
  const builds: Build[] = [
    vpc({ 'ecr.dkr': { privateDnsEnabled: false } }),
    vpc({ 'ecr.dkr': { serviceName: 'com.amazonaws.us-east-1.ecr.dkr' } }),
    vpc({ 'ecr.api': policy(allow([TOKEN, ...PULL], `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/*`)) }),
    vpc({ 'ecr.api': policy(allow(PULL)) }),
    vpc({ 'ecr.dkr': closed }),
    vpc({ s3: policy(allow('s3:*', own)) }),
    vpc({ s3: policy(allow('s3:GetObject', LAYERS.replace(REGION, 'us-east-1'))) }),
    vpc({ s3: policy(allow('s3:PutObject', LAYERS)) }),
    vpc((stack) => ({ s3: policy(allow('s3:*', `${new s3.CfnBucket(stack, 'Bucket').attrArn}/*`)) })),
    vpc({
      s3: policy(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } } })),
    }),
    vpc({
      s3: policy(allow('*'), { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', NotResource: own }),
    }),
    vpc({
      s3: policy(
        allow('*'),
        allow('s3:*', '*', {
          Effect: 'Deny',
          Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
        }),
      ),
    }),
    grouped([from(80, 80)]),
    grouped([]),
    vpc({ s3: null }),
  ];
  expect(builds.flatMap((build) => problemsOf(rule, build)).join('\n')).toMatchInlineSnapshot(`
    "Properties/PrivateDnsEnabled: PrivateDnsEnabled is false, so that the host names of Amazon ECR do not lead to the endpoint, and nobody uses it
    Properties/ServiceName: ServiceName is com.amazonaws.us-east-1.ecr.dkr, which does not exist in eu-west-1, the region of the endpoint
    Properties/PolicyDocument: the policy limits ecr:GetAuthorizationToken to resources, but it has none, so that nobody in the VPC can log in
    Properties/PolicyDocument: the policy does not allow ecr:GetAuthorizationToken, so that nobody in the VPC can log in
    Properties/PolicyDocument: the policy does not allow ecr:GetDownloadUrlForLayer, so that nobody in the VPC can pull
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/PolicyDocument: the policy does not allow s3:GetObject on the bucket of AWS with the layers of images, so that every pull in the VPC fails
    Properties/SecurityGroupIds: Stack/Group admits nobody on port 443, so that every request to the endpoint hangs
    Properties/SecurityGroupIds: Stack/Group admits nobody on port 443, so that every request to the endpoint hangs
    Properties: the VPC has endpoints for Amazon ECR, but neither an endpoint for Amazon S3, which has the layers, nor a way to the internet"
  `);
});

test.each<[string, Build]>([
  ['endpoints without policies', vpc()],
  [
    'private DNS that is off where the app has a hosted zone',
    (stack) => {
      new route53.CfnHostedZone(stack, 'Zone', { name: `dkr.ecr.${REGION}.amazonaws.com` });
      vpc({ 'ecr.dkr': { privateDnsEnabled: false } })(stack);
    },
  ],
  ['nothing about private DNS', vpc({ 'ecr.api': { privateDnsEnabled: undefined } })],
  [
    'a VPC without S3 whose subnets are declared elsewhere',
    (stack) => {
      vpc({ s3: null })(stack);
      stack.node.tryRemoveChild('Subnet');
    },
  ],
  ['private DNS that is known at deployment', vpc({ 'ecr.dkr': { privateDnsEnabled: Fn.importValue('Dns') } })],
  [
    'a service of another region with its region',
    vpc({ 'ecr.dkr': { serviceName: 'com.amazonaws.us-east-1.ecr.dkr', serviceRegion: 'us-east-1' } }),
  ],
  [
    'a policy for an organization',
    vpc({
      'ecr.api': policy(allow('ecr:*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })),
    }),
  ],
  [
    'a policy that lets nobody pull, for clients that push',
    vpc({ 'ecr.dkr': policy(allow(['ecr:PutImage', PULL[0]])) }),
  ],
  [
    'a policy with the layers beside own buckets',
    vpc({ s3: policy(allow('s3:GetObject', ['arn:aws:s3:::my-bucket/*', LAYERS])) }),
  ],
  [
    'a policy with the layers of all regions',
    vpc({ s3: policy(allow('s3:Get*', 'arn:aws:s3:::prod-*-starport-layer-bucket/*')) }),
  ],
  [
    'a Deny that leaves out the layers',
    vpc({
      s3: policy(allow('*'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        NotResource: ['arn:aws:s3:::my-bucket/*', LAYERS],
      }),
    }),
  ],
  ['a policy that is known at deployment', vpc({ s3: { policyDocument: Fn.importValue('Policy') } })],
  [
    'own buckets in a VPC without Amazon ECR',
    vpc({ 'ecr.api': null, 'ecr.dkr': null, s3: policy(allow('s3:*', 'arn:aws:s3:::my-bucket/*')) }),
  ],
  ['an interface endpoint for Amazon S3', vpc({ s3: { vpcEndpointType: 'Interface' } })],
  ['a group that admits clients by HTTPS', grouped([from(443, 443)])],
  ['a group that admits clients by a range', grouped([from(0, 65535)])],
  ['a group that admits clients by any protocol', grouped([{ ipProtocol: '-1', cidrIp: '10.0.0.0/16' }])],
  [
    'a group with a rule of its own resource',
    grouped([], (stack, groupId) => new ec2.CfnSecurityGroupIngress(stack, 'Rule', { groupId, ...from(443, 443) })),
  ],
  [
    'a VPC without Amazon S3 that has the internet',
    vpc((stack, { ref: vpcId }) => {
      new ec2.CfnVPCGatewayAttachment(stack, 'Attached', { vpcId, internetGatewayId: 'igw-12345678' });
      return { s3: null };
    }),
  ],
  ['a VPC with ecr.api only', vpc({ 'ecr.dkr': null, s3: null })],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});

test('warns where another app may make it sound', () => {
  const found = [
    vpc({ 'ecr.dkr': { privateDnsEnabled: false } }),
    grouped([]),
    vpc({ s3: null }),
    grouped([from(80, 80)]),
  ];
  expect(found.flatMap((build) => findingsOfRule(rule, build).map(({ severity }) => severity))).toEqual([
    'warning',
    'warning',
    'warning',
    'error',
  ]);
});
