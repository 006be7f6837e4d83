import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { PULL } from '../apps/parts';
import type { Json, Site } from '../mutant';
import type { Context, Operator } from '../operator';

const { REPOSITORY, VPC, VPC_ENDPOINT, SECURITY_GROUP, SECURITY_GROUP_INGRESS, HOSTED_ZONE } = ResourceType;

type Service = 'ecr.api' | 'ecr.dkr' | 's3';

const TOKEN = 'ecr:GetAuthorizationToken';
const OWN_BUCKETS = 'arn:aws:s3:::my-bucket/*';
const LAYERS = { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*' };

const allow = (
  Action: string | string[],
  Resource: string | Json | (string | Json)[] = '*',
  more: Json = {},
): Json => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: Json[]): Json => ({ PolicyDocument: { Version: '2012-10-17', Statement } });

/** Adds a VPC with sound endpoints, and changes some of them. */
function addEndpoints(site: Site, changes: Partial<Record<Service, Json>>): void {
  const vpc = site.add(VPC, { CidrBlock: '10.0.0.0/16' });
  site.add('AWS::EC2::Subnet', { VpcId: { Ref: vpc }, CidrBlock: '10.0.0.0/24' });
  for (const service of ['ecr.api', 'ecr.dkr', 's3'] as const) {
    site.add(VPC_ENDPOINT, {
      VpcId: { Ref: vpc },
      ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` },
      ...(service === 's3' ? {} : { VpcEndpointType: 'Interface', PrivateDnsEnabled: true }),
      ...structuredClone(changes[service]),
    });
  }
}

/** The endpoint of a service that was added. */
function added(site: Site, service: Service): Json {
  const back = { 'ecr.api': -3, 'ecr.dkr': -2, s3: -1 }[service];
  const all = Object.values<Json>(site.stack.template.Resources!).filter(({ Type }) => Type === VPC_ENDPOINT);
  return all.at(back)!.Properties;
}

/** Changes one endpoint in a way, or soundly in others. */
function changing(
  name: string,
  service: Service,
  change: Json,
  sound: Record<string, Json>,
  more: Partial<Operator> = {},
): Operator {
  const { sound: others = [], ...rest } = more;
  return {
    rule: EcrRule.ENDPOINT_PULL,
    name,
    on: [REPOSITORY],
    change: (site) => addEndpoints(site, { [service]: change }),
    sound: [
      ...Object.entries(sound).map(([each, other]): Context => ({
        name: each,
        change: (site) => {
          Object.assign(added(site, service), structuredClone(other));
        },
      })),
      ...others,
    ],
    ...rest,
  };
}

const isParameter = (service: Service, property: string): Context => ({
  name: 'a parameter says it',
  change: (site) => {
    added(site, service)[property] = site.parameter('Chosen', { Type: 'String' });
  },
});

/** Endpoints for images whose security group has a rule. */
const group = (site: Site): string => {
  const rules = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' }];
  return site.add(SECURITY_GROUP, { GroupDescription: 'clients', SecurityGroupIngress: rules });
};
const lastGroup = (site: Site): [string, Json] =>
  Object.entries<Json>(site.stack.template.Resources!)
    .filter(([, { Type }]) => Type === SECURITY_GROUP)
    .at(-1)!;

/** Whether clients pull through endpoints of a VPC. */
export const ENDPOINT_OPERATORS: readonly Operator[] = [
  changing(
    'an endpoint for images has no private DNS',
    'ecr.dkr',
    { PrivateDnsEnabled: false },
    {
      'it has it': { PrivateDnsEnabled: true },
      'it says nothing of it': { PrivateDnsEnabled: undefined },
      'it is for another service': { ServiceName: 'com.example.sqs' },
    },
    {
      severity: EcrRuleSeverity.WARNING,
      sound: [
        isParameter('ecr.dkr', 'PrivateDnsEnabled'),
        {
          name: 'the app has a hosted zone for its names',
          change: (site) => site.add(HOSTED_ZONE, { Name: 'dkr.ecr.eu-west-1.amazonaws.com' }),
        },
      ],
    },
  ),
  changing(
    'an endpoint is for a service of another region',
    'ecr.dkr',
    { ServiceName: 'com.amazonaws.ap-south-2.ecr.dkr' },
    { 'it names that region': { ServiceRegion: 'ap-south-2' } },
    { when: ({ stack }) => stack.region !== undefined },
  ),
  changing(
    'the policy of an endpoint limits logins to a repository',
    'ecr.api',
    policy(allow([TOKEN, ...PULL], 'arn:aws:ecr:*:*:repository/team/*')),
    {
      'a statement of its own allows them': policy(allow(TOKEN), allow(PULL, 'arn:aws:ecr:*:*:repository/team/*')),
      'it limits them to an organization': policy(
        allow('ecr:*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      ),
    },
    { sound: [isParameter('ecr.api', 'PolicyDocument')] },
  ),
  changing('the policy of an endpoint allows no logins', 'ecr.api', policy(allow(PULL)), {
    'it allows them too': policy(allow([...PULL, TOKEN])),
    'it allows all but settings': policy(allow('*'), allow('ecr:Put*', '*', { Effect: 'Deny' })),
  }),
  changing('the policy of an endpoint allows half a pull', 'ecr.dkr', policy(allow(PULL[0])), {
    'it allows both halves': policy(allow(PULL[0]), allow(PULL[1])),
    'it is for clients that push': policy(allow([PULL[0], 'ecr:PutImage'])),
  }),
  changing(
    'the policy of the gateway allows own buckets only',
    's3',
    policy(allow('s3:*', OWN_BUCKETS)),
    {
      'it allows the layers too': policy(allow('s3:*', OWN_BUCKETS), allow('s3:GetObject', LAYERS)),
      'it allows them in one statement': policy(allow('s3:*', [OWN_BUCKETS, LAYERS])),
      'it has no policy': { PolicyDocument: undefined },
    },
    {
      sound: [
        {
          name: 'the VPC has no endpoint for images',
          change: (site) => {
            added(site, 'ecr.dkr').ServiceName = 'com.example.logs';
          },
        },
      ],
    },
  ),
  changing(
    'the policy of the gateway allows the layers of another region',
    's3',
    policy(allow('s3:GetObject', 'arn:aws:s3:::prod-ap-south-2-starport-layer-bucket/*')),
    { 'it allows those of all regions': policy(allow('s3:GetObject', 'arn:*:s3:::prod-*-starport-layer-bucket/*')) },
    { when: ({ stack }) => stack.region !== undefined },
  ),
  changing(
    'the policy of the gateway allows the buckets of one account only',
    's3',
    policy(allow('*', '*', { Condition: { StringEquals: { 's3:ResourceAccount': '111122223333' } } })),
    {
      'it asks for the account of the caller': policy(
        allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } }),
      ),
    },
  ),
  changing(
    'the policy of the gateway denies all but own buckets',
    's3',
    policy(allow('*'), allow('s3:*', '*', { Effect: 'Deny', Resource: undefined, NotResource: OWN_BUCKETS })),
    {
      'it denies all but those and the layers': policy(
        allow('*'),
        allow('s3:*', '*', { Effect: 'Deny', Resource: undefined, NotResource: [OWN_BUCKETS, LAYERS] }),
      ),
      'it denies writes only': policy(
        allow('*'),
        allow('s3:Put*', '*', { Effect: 'Deny', Resource: undefined, NotResource: OWN_BUCKETS }),
      ),
    },
  ),
  {
    rule: EcrRule.ENDPOINT_PULL,
    name: 'the security group of an endpoint admits nobody by HTTPS',
    on: [REPOSITORY],
    change: (site) => {
      const id = group(site);
      addEndpoints(site, { 'ecr.api': { SecurityGroupIds: [{ 'Fn::GetAtt': [id, 'GroupId'] }] } });
    },
    sound: [
      {
        name: 'it admits clients by a range of ports',
        change: (site) => {
          Object.assign(lastGroup(site)[1].Properties.SecurityGroupIngress[0], { ToPort: 1024 });
        },
      },
      {
        name: 'another resource admits them',
        change: (site) =>
          site.add(SECURITY_GROUP_INGRESS, {
            GroupId: { 'Fn::GetAtt': [lastGroup(site)[0], 'GroupId'] },
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
          }),
      },
      {
        name: 'the endpoint has another group too',
        change: (site) => void added(site, 'ecr.api').SecurityGroupIds.push('sg-12345678'),
      },
    ],
  },
  {
    rule: EcrRule.ENDPOINT_PULL,
    name: 'no way leads from a VPC to the layers',
    severity: EcrRuleSeverity.WARNING,
    on: [REPOSITORY],
    // Ways out of other VPCs would be in question.
    when: (site) => site.specimen.original.resourcesOf(VPC).length === 0,
    change: (site) => addEndpoints(site, { s3: { ServiceName: 'com.example.logs' } }),
    sound: [
      {
        name: 'it has an interface endpoint for Amazon S3',
        change: (site) => {
          Object.assign(added(site, 's3'), {
            ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' },
            VpcEndpointType: 'Interface',
          });
        },
      },
      {
        name: 'it has the internet',
        change: (site) => {
          const [vpc] = Object.entries<Json>(site.stack.template.Resources!).find(([, { Type }]) => Type === VPC)!;
          site.add('AWS::EC2::VPCGatewayAttachment', { VpcId: { Ref: vpc }, InternetGatewayId: 'igw-12345678' });
        },
      },
      {
        name: 'its endpoints are for other services',
        change: (site) => {
          added(site, 'ecr.dkr').ServiceName = 'com.example.sqs';
        },
      },
    ],
  },
];
