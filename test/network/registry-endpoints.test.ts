import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { AwsImageSource } from '../../src/network/aws-image-source';
import { ReachableRepositories } from '../../src/network/reachable-repositories';
import { RegistryEndpoints } from '../../src/network/registry-endpoints';
import type { RegistryEndpointsProps } from '../../src/network/registry-endpoints-props';
import { warningsOf } from '../support/warnings';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const PULL_AND_PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:ListImages',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];
const ORGANIZATION = 'o-a1b2c3d4e5';

let stack: Stack;
let vpc: ec2.Vpc;
let client: ec2.SecurityGroup;
beforeEach(() => {
  stack = stackIn('eu-west-1');
  vpc = isolatedVpc();
  client = new ec2.SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false });
});

function stackIn(region?: string): Stack {
  const env = region === undefined ? undefined : { account: '111122223333', region };
  return new Stack(new App(), 'Stack', { env });
}

function isolatedVpc(props: ec2.VpcProps = {}): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'workloads', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    ...props,
  });
}

function endpoints(props: Partial<RegistryEndpointsProps> = {}): RegistryEndpoints {
  return new RegistryEndpoints(stack, 'Endpoints', { vpc, clients: [client], ...props });
}

function repositoriesOf(account: string, region = 'eu-west-1') {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${region}:${account}:repository/*`]] };
}

function rendered(construct: RegistryEndpoints): any[] {
  return construct.registryStatements().map((statement) => stack.resolve(statement.toStatementJson()));
}

/** Endpoints by the last part of their construct's id. */
function policyOf(endpoint?: ec2.VpcEndpoint): any {
  const logicalId = stack.getLogicalId(endpoint!.node.defaultChild as ec2.CfnVPCEndpoint);
  return Template.fromStack(stack).toJSON().Resources[logicalId].Properties.PolicyDocument;
}

describe('RegistryEndpoints', () => {
  test('creates two interface endpoints with private DNS in the private subnets, and the gateway on all route tables', () => {
    vpc = new ec2.Vpc(stack, 'WithPublicSubnets', { maxAzs: 2 });
    endpoints();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 3);
    for (const service of ['ecr.api', 'ecr.dkr']) {
      template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
        ServiceName: `com.amazonaws.eu-west-1.${service}`,
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        SubnetIds: vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId) as unknown),
      });
    }
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
      VpcEndpointType: 'Gateway',
      RouteTableIds: [...vpc.privateSubnets, ...vpc.publicSubnets].map(
        ({ routeTable }) => stack.resolve(routeTable.routeTableId) as unknown,
      ),
    });
  });

  test('has one network interface in each Availability Zone of the chosen subnets', () => {
    vpc = new ec2.Vpc(stack, 'Chosen', {
      maxAzs: 1,
      natGateways: 0,
      subnetConfiguration: [
        { name: 'workloads', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
        { name: 'endpoints', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
    });
    endpoints({ subnets: { subnetGroupName: 'endpoints' } });
    const [, chosen] = vpc.isolatedSubnets;
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.eu-west-1.ecr.dkr',
      SubnetIds: [stack.resolve(chosen.subnetId)],
    });
  });

  test('has a security group that admits the clients and lets nothing out', () => {
    endpoints({ clients: [client, ec2.Peer.ipv4('10.0.0.0/16')] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Clients of the VPC endpoints for Amazon ECR',
      SecurityGroupIngress: [{ CidrIp: '10.0.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }],
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', Description: Match.anyValue(), IpProtocol: 'icmp' }],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: stack.resolve(client.securityGroupId),
      FromPort: 443,
      ToPort: 443,
    });
    // The client restricts what goes out.
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: stack.resolve(client.securityGroupId),
      FromPort: 443,
    });
  });

  test('admits clients that are added later', () => {
    endpoints({ clients: undefined }).connections.allowDefaultPortFrom(client);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('admits clients of another stack', () => {
    const construct = endpoints({ clients: undefined });
    const other = new Stack(stack.node.root as App, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
    const function_ = new ec2.SecurityGroup(other, 'Function', { vpc });
    function_.connections.allowToDefaultPort(construct);
    Template.fromStack(other).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('creates endpoints of other services, with the same security group and without a policy', () => {
    const { otherEndpoints, securityGroup } = endpoints({
      otherServices: [ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, ec2.InterfaceVpcEndpointAwsService.STS],
    });
    expect(otherEndpoints.map(({ node }) => node.id)).toEqual(['logs', 'sts']);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.eu-west-1.logs',
      PrivateDnsEnabled: true,
      SecurityGroupIds: [stack.resolve(securityGroup!.securityGroupId)],
      PolicyDocument: Match.absent(),
    });
  });

  test('passes cdk-nag', () => {
    const packs = [new AwsSolutionsChecks(), new HIPAASecurityChecks(), new NIST80053R5Checks(), new PCIDSS321Checks()];
    const construct = endpoints({
      clients: [client, ec2.Peer.ipv4('10.0.0.0/16')],
      imageSources: [AwsImageSource.EKS_ADD_ONS],
      restrictLayerEndpoint: true,
      otherServices: [ec2.InterfaceVpcEndpointAwsService.STS],
    });
    const findings = () =>
      packs.flatMap((pack) => pack.validateScope(construct).violations).map(({ ruleName }) => ruleName);
    expect(findings()).toEqual([]);
    construct.connections.allowDefaultPortFromAnyIpv4();
    expect(findings()).toContain('AwsSolutions-EC23');
  });
});

describe('the policy of the endpoints of Amazon ECR', () => {
  test('allows to log in, and to pull from and push to the own account by default', () => {
    const construct = endpoints();
    const statements = [
      {
        Sid: 'LogIn',
        Effect: 'Allow',
        Principal: '*',
        Action: 'ecr:GetAuthorizationToken',
        Resource: '*',
      },
      {
        Sid: 'PullAndPush',
        Effect: 'Allow',
        Principal: '*',
        Action: PULL_AND_PUSH,
        Resource: repositoriesOf('111122223333'),
      },
    ];
    expect(rendered(construct)).toEqual(statements);
    expect(policyOf(construct.createdApiEndpoint).Statement).toEqual(statements);
    expect(policyOf(construct.createdDockerEndpoint).Statement).toEqual(statements);
  });

  test('admits other accounts on request', () => {
    const repositories = ReachableRepositories.ownAccountAnd(['444455556666', '222233334444', '444455556666']);
    expect(rendered(endpoints({ repositories }))[1].Resource).toEqual(
      ['111122223333', '222233334444', '444455556666'].map((account) => repositoriesOf(account)),
    );
  });

  test('admits an organization on request', () => {
    const repositories = ReachableRepositories.organization(ORGANIZATION);
    expect(rendered(endpoints({ repositories }))[1]).toMatchObject({
      Resource: repositoriesOf('*'),
      Condition: { StringEquals: { 'aws:ResourceOrgID': ORGANIZATION } },
    });
  });

  test('admits imports by pull-through caches on request', () => {
    expect(rendered(endpoints({ pullThroughCaches: true }))[1].Action).toEqual(
      [...PULL_AND_PUSH, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'].sort(),
    );
  });

  test('admits pulls from registries of AWS on request', () => {
    const imageSources = [AwsImageSource.EKS_ADD_ONS, AwsImageSource.accounts(['763104351884', '602401143452'])];
    expect(rendered(endpoints({ imageSources }))[2]).toEqual({
      Sid: 'PullFromAws',
      Effect: 'Allow',
      Principal: '*',
      Action: PULL,
      Resource: [repositoriesOf('602401143452'), repositoriesOf('763104351884')],
    });
  });

  test.each([
    ['eu-south-1', '590381155156'],
    ['me-south-1', '558608220178'],
    ['cn-north-1', '918309763551'],
    ['us-gov-west-1', '013241004608'],
  ])('admits pulls of the add-ons of Amazon EKS in %s from account %s', (region, account) => {
    stack = stackIn(region);
    vpc = isolatedVpc();
    const construct = endpoints({
      clients: [ec2.Peer.ipv4('10.0.0.0/16')],
      imageSources: [AwsImageSource.EKS_ADD_ONS],
    });
    expect(rendered(construct)[2].Resource).toEqual(repositoriesOf(account, region));
  });

  test('looks up the account of the add-ons at deployment if the region is unresolved', () => {
    stack = stackIn();
    vpc = isolatedVpc();
    const construct = endpoints({
      clients: [ec2.Peer.ipv4('10.0.0.0/16')],
      imageSources: [AwsImageSource.EKS_ADD_ONS],
    });
    const lookup = { 'Fn::FindInMap': ['EksAddOnRegistries', { Ref: 'AWS::Region' }, 'account'] };
    expect(JSON.stringify(rendered(construct)[2].Resource)).toContain(JSON.stringify(lookup));
    Template.fromStack(stack).hasMapping('EksAddOnRegistries', {
      'eu-west-1': { account: '602401143452' },
      'il-central-1': { account: '066635153087' },
    });
  });

  test('may have more statements, which the statements for other endpoints do not have', () => {
    const construct = endpoints();
    const [statement] = construct.registryStatements();
    statement.addActions('ecr:DescribeRegistry');
    construct.createdApiEndpoint!.addToPolicy(statement);
    expect(policyOf(construct.createdApiEndpoint).Statement).toHaveLength(3);
    expect(rendered(construct)).toHaveLength(2);
    expect(rendered(construct)[0].Action).toBe('ecr:GetAuthorizationToken');
  });
});

const dualStackVpc = (id: string) =>
  new ec2.Vpc(stack, id, {
    natGateways: 0,
    ipProtocol: ec2.IpProtocol.DUAL_STACK,
    subnetConfiguration: [{ name: 'workloads', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
const ipv6Errors = () => stack.node.findChild('Endpoints').node.validate();

test('endpoints do not answer by IPv6 in subnets of the app that have no IPv6 addresses', () => {
  endpoints({ dualStack: true });
  expect(ipv6Errors()).toContain(
    'RegistryEndpoints at Stack/Endpoints: dualStack is true but must be left out, because ' +
      'Stack/Vpc/workloadsSubnet1/Subnet has no IPv6 addresses; leave it out, or give the VPC ' +
      '`ipProtocol: ec2.IpProtocol.DUAL_STACK`',
  );
});

test.each<[string, (subnet: ec2.CfnSubnet) => void]>([
  ['a property', (subnet) => (subnet.ipv6IpamPoolId = 'ipam-pool-1')],
  ['an override', (subnet) => subnet.addPropertyOverride('Ipv6CidrBlock', '2001:db8::/64')],
  [
    'a resource of its own',
    (subnet) => new ec2.CfnSubnetCidrBlock(subnet, 'Ipv6', { subnetId: subnet.ref, ipv6CidrBlock: '2001:db8::/64' }),
  ],
])('endpoints answer by IPv6 in subnets that get their addresses by %s', (_, extend) => {
  endpoints({ dualStack: true });
  for (const { node } of vpc.isolatedSubnets) extend(node.defaultChild as ec2.CfnSubnet);
  expect(ipv6Errors()).toEqual([]);
});

test('the clients of endpoints are a list, also in JavaScript', () => {
  expect(() => endpoints({ clients: client as never })).toThrow(
    /^RegistryEndpoints at Stack\/Endpoints: clients is .* but must be a list; put it in brackets$/,
  );
});

test('endpoints of Amazon ECR answer by IPv4 and IPv6 on request, and endpoints of other services by IPv4', () => {
  vpc = dualStackVpc('DualStack');
  endpoints({ dualStack: true, otherServices: [ec2.InterfaceVpcEndpointAwsService.STS] });
  const interfaces = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'))
    .map(({ Properties: properties }: any) => properties)
    .filter((properties) => properties.VpcEndpointType === 'Interface');
  const both = { IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'dualstack' } };
  expect(interfaces).toEqual([
    expect.objectContaining({ ServiceName: 'com.amazonaws.eu-west-1.ecr.api', ...both }),
    expect.objectContaining({ ServiceName: 'com.amazonaws.eu-west-1.ecr.dkr', ...both }),
    expect.not.objectContaining(both),
  ]);
});

describe('a client', () => {
  const WARNING =
    'the security group of Stack/Client lets no traffic out to Amazon S3, so that pulls fail at the layers; allow TCP ' +
    'port 443 to the managed prefix list com.amazonaws.<region>.s3 (`addEgressRule(ec2.Peer.prefixList(…), ' +
    'ec2.Port.HTTPS)`) [ack: cdk-ecr::layersUnreachable]';
  const LIST = ec2.Peer.prefixList('pl-6da54004');
  const { HTTPS, HTTP } = ec2.Port;

  test('that lets nothing out causes a warning', () => {
    endpoints();
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test('that is admitted after the endpoints causes a warning', () => {
    endpoints({ clients: undefined }).connections.allowDefaultPortFrom(client);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test('whose rules are resources of their own causes a warning', () => {
    client = new ec2.SecurityGroup(stack, 'Separate', { vpc, allowAllOutbound: false, disableInlineRules: true });
    endpoints();
    expect(warningsOf(stack)).toEqual([WARNING.replace('Stack/Client', 'Stack/Separate')]);
  });

  test.each<[string, ec2.IPeer, ec2.Port]>([
    ['a private address range', ec2.Peer.ipv4('10.0.0.0/16'), HTTPS],
    ['another port of anywhere', ec2.Peer.anyIpv4(), HTTP],
    ['another port of a prefix list', LIST, HTTP],
    ['another protocol', ec2.Peer.anyIpv4(), ec2.Port.udp(443)],
  ])('that lets traffic out to %s only causes a warning', (_, peer, port) => {
    endpoints();
    client.addEgressRule(peer, port);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each<[string, ec2.IPeer, ec2.Port]>([
    ['a prefix list', LIST, HTTPS],
    ['a prefix list of a parameter', ec2.Peer.prefixList(Fn.ref('List')), HTTPS],
    ['anywhere', ec2.Peer.anyIpv4(), HTTPS],
    ['anywhere by IPv6', ec2.Peer.anyIpv6(), HTTPS],
    ['a range of ports', LIST, ec2.Port.tcpRange(400, 500)],
    ['unresolved ports', LIST, ec2.Port.tcp(Lazy.number({ produce: () => 443 }))],
    ['all ports', LIST, ec2.Port.allTraffic()],
  ])('that lets traffic out to %s causes no warning, even if the rule is added later', (_, peer, port) => {
    endpoints();
    client.addEgressRule(peer, port);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that lets everything out, or whose rules another app declares, causes no warning', () => {
    endpoints({
      clients: [
        new ec2.SecurityGroup(stack, 'Open', { vpc }),
        new ec2.SecurityGroup(stack, 'OpenBySeparateRule', { vpc, disableInlineRules: true }),
        ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-12345678', { allowAllOutbound: false }),
        ec2.Peer.ipv4('10.0.0.0/16'),
      ],
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('without any rule for outbound traffic causes no warning, because Amazon EC2 lets everything out', () => {
    const { attrGroupId } = new ec2.CfnSecurityGroup(stack, 'Bare', { groupDescription: 'bare', vpcId: vpc.vpcId });
    const { securityGroup } = endpoints({ clients: undefined });
    new ec2.CfnSecurityGroupIngress(stack, 'Rule', {
      groupId: securityGroup!.securityGroupId,
      sourceSecurityGroupId: attrGroupId,
      ipProtocol: 'tcp',
    });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('the gateway of Amazon S3', () => {
  const LAYERS = {
    Sid: 'PullLayers',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::prod-eu-west-1-starport-layer-bucket/*']],
    },
  };

  test('lets everything through', () => {
    const construct = endpoints();
    expect(policyOf(construct.createdLayerEndpoint)).toBeUndefined();
    expect(stack.resolve(construct.layerStatement().toStatementJson())).toEqual(LAYERS);
  });

  test('lets layers through only, on request', () => {
    expect(policyOf(endpoints({ restrictLayerEndpoint: true }).createdLayerEndpoint).Statement).toEqual([LAYERS]);
  });
});

describe('RegistryEndpoints with existing endpoints', () => {
  function existing() {
    return {
      apiEndpoint: vpc.addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.ECR }),
      dockerEndpoint: vpc.addInterfaceEndpoint('Docker', { service: ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER }),
      layerEndpoint: vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 }),
    };
  }

  test('leaves them as they are', () => {
    existing();
    const before = Template.fromStack(stack).toJSON();
    stack = stackIn('eu-west-1');
    vpc = isolatedVpc();
    client = new ec2.SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false });
    const construct = endpoints({ ...existing(), clients: [] });
    expect(Template.fromStack(stack).toJSON()).toEqual(before);
    expect(rendered(construct)).toHaveLength(2);
    expect([
      construct.createdApiEndpoint,
      construct.createdDockerEndpoint,
      construct.createdLayerEndpoint,
      construct.securityGroup,
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('creates the missing endpoints beside them', () => {
    const { layerEndpoint } = existing();
    vpc.node.tryRemoveChild('Api');
    vpc.node.tryRemoveChild('Docker');
    const construct = endpoints({ layerEndpoint });
    expect(construct.createdLayerEndpoint).toBeUndefined();
    expect(policyOf(layerEndpoint)).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 3);
  });

  test('ignores endpoints of other VPCs', () => {
    endpoints();
    const other = new ec2.Vpc(stack, 'Other', { natGateways: 0 });
    new RegistryEndpoints(stack, 'OtherEndpoints', { vpc: other, clients: [ec2.Peer.ipv4(other.vpcCidrBlock)] });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('ignores endpoints of the same VPC without private DNS or with other route tables', () => {
    vpc = new ec2.Vpc(stack, 'Both', { maxAzs: 1 });
    vpc.addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.ECR, privateDnsEnabled: false });
    endpoints({
      layerEndpoint: vpc.addGatewayEndpoint('Private', {
        service: ec2.GatewayVpcEndpointAwsService.S3,
        subnets: [{ subnets: vpc.privateSubnets }],
      }),
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('fails when another one is in the same VPC', () => {
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    endpoints();
    expect(() => Template.fromStack(stack)).toThrow(
      'RegistryEndpoints at Stack/Endpoints: vpc is "Stack/Vpc/S3/Resource" but must have one endpoint of the service, and ' +
        'Stack/Endpoints/Layers/Resource is another one; keep one of the two; this construct takes existing ones of ' +
        'Amazon ECR and Amazon S3 as properties',
    );
  });

  test('fails once when two constructs are in the same VPC, at the later one', () => {
    endpoints();
    const later = new RegistryEndpoints(stack, 'Later', { vpc, clients: [client], restrictLayerEndpoint: false });
    const conflicts = (construct: RegistryEndpoints) =>
      construct.node.validate().filter((each) => each.includes('must have one endpoint of the service'));
    expect(conflicts(stack.node.findChild('Endpoints') as RegistryEndpoints)).toEqual([]);
    expect(conflicts(later)).toHaveLength(3);
  });

  test('fails when another one has the same private DNS names', () => {
    vpc.addInterfaceEndpoint('Api', { service: ec2.InterfaceVpcEndpointAwsService.ECR });
    endpoints();
    expect(() => Template.fromStack(stack)).toThrow('vpc is "Stack/Vpc/Api/Resource" but must have one endpoint');
  });

  test('fails when a given gateway is to be restricted', () => {
    const { layerEndpoint } = existing();
    expect(() => endpoints({ layerEndpoint, restrictLayerEndpoint: true })).toThrow(
      'RegistryEndpoints at Stack/Endpoints: restrictLayerEndpoint is true but must be left out where `layerEndpoint` is ' +
        'given, which stays as it is; add `layerStatement()` to the policy of the given endpoint, where it has one',
    );
  });

  test('fails when clients are to be admitted to given endpoints', () => {
    expect(() => endpoints({ ...existing(), clients: [client] })).toThrow(
      'RegistryEndpoints at Stack/Endpoints: clients is 1 but must be left out where all interface endpoints are given, ' +
        'which stay as they are; admit the clients by `connections` of the given endpoints',
    );
  });
});

describe('RegistryEndpoints with bad input', () => {
  test('fails when the VPC has no private subnets', () => {
    vpc = new ec2.Vpc(stack, 'Public', {
      subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }],
    });
    expect(() => endpoints()).toThrow(
      'RegistryEndpoints at Stack/Endpoints: vpc is "Stack/Public" but must have private subnets for the endpoints to be ' +
        'in; add subnets of type PRIVATE_ISOLATED or PRIVATE_WITH_EGRESS, or choose others by `subnets`',
    );
    stack.node.tryRemoveChild('Endpoints');
    expect(() => endpoints({ subnets: { subnetType: ec2.SubnetType.PUBLIC } })).not.toThrow();
  });

  test('fails when the VPC has no DNS', () => {
    vpc = new ec2.Vpc(stack, 'WithoutDns', { enableDnsHostnames: false });
    expect(() => endpoints()).toThrow(
      'RegistryEndpoints at Stack/Endpoints: vpc is "Stack/WithoutDns" but must have DNS support and DNS host names, so ' +
        'that clients find the endpoints; leave `enableDnsSupport` and `enableDnsHostnames` of the VPC as they are by default',
    );
  });

  test.each([
    ['0.0.0.0/0', ec2.Peer.anyIpv4()],
    ['::/0', ec2.Peer.anyIpv6()],
  ])('fails when the clients are %s', (cidr, everybody) => {
    expect(() => endpoints({ clients: [client, everybody] })).toThrow(
      `RegistryEndpoints at Stack/Endpoints: clients[1] is "${cidr}" but must not be everybody; ` +
        'name the clients, or the VPC by its range of addresses',
    );
  });

  test('fails when nobody is admitted', () => {
    endpoints({ clients: [] });
    expect(() => Template.fromStack(stack)).toThrow(
      'RegistryEndpoints at Stack/Endpoints: clients is [] but must admit a client to the endpoints, which take over the ' +
        'host names of their services in the whole VPC; give `clients`, or admit them by `connections.allowDefaultPortFrom`',
    );
  });

  test('fails when another service is one of Amazon ECR or named twice', () => {
    const { ECR_DOCKER, STS } = ec2.InterfaceVpcEndpointAwsService;
    expect(() => endpoints({ otherServices: [STS, ECR_DOCKER] })).toThrow(
      'RegistryEndpoints at Stack/Endpoints: otherServices[1] is "ecr.dkr" but must be named once, and not be one of ' +
        'Amazon ECR; leave it out',
    );
    stack.node.tryRemoveChild('Endpoints');
    expect(() => endpoints({ otherServices: [STS, STS] })).toThrow('otherServices[1] is "sts"');
  });

  test('fails when an account has another form', () => {
    expect(() => AwsImageSource.accounts(['12345678901'])).toThrow(
      'AwsImageSource.accounts: accounts[0] is "12345678901" but must be an account id of 12 digits; ' +
        'write all 12 digits as a string',
    );
    expect(() => ReachableRepositories.ownAccountAnd([])).toThrow(
      'ReachableRepositories.ownAccountAnd: accounts is [] but must have at least one account id; ' +
        'add the account id or leave the call out',
    );
  });

  test('fails when an organization has another form', () => {
    expect(() => ReachableRepositories.organization('acme')).toThrow(
      'ReachableRepositories.organization: organizationId is "acme" but must be an organization id like "o-a1b2c3d4e5"; ' +
        'look it up with `aws organizations describe-organization`',
    );
  });

  test('fails when nobody knows where the add-ons of Amazon EKS are', () => {
    stack = stackIn('xx-north-1');
    vpc = isolatedVpc();
    expect(() => endpoints({ clients: [], imageSources: [AwsImageSource.EKS_ADD_ONS] })).toThrow(
      'AwsImageSource.EKS_ADD_ONS at Stack/Endpoints: region is "xx-north-1" but must be one whose registry of Amazon EKS ' +
        'add-ons is known; name the account that the guide of Amazon EKS lists, by AwsImageSource.accounts',
    );
  });
});
