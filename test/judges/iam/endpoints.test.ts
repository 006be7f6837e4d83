import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { AwsImageSource } from '../../../src/network/aws-image-source';
import { ReachableRepositories } from '../../../src/network/reachable-repositories';
import { RegistryEndpoints } from '../../../src/network/registry-endpoints';
import type { RegistryEndpointsProps } from '../../../src/network/registry-endpoints-props';

// What gets through the endpoints of a VPC, for a caller whom every other policy allows everything.

const OWN = '111111111111';
const PLATFORM = '222222222222';
const STRANGER = '333333333333';
const EKS = '602401143452';
/** The account of Amazon ECR's own bucket. */
const LAYERS = '999999999999';
const REGION = 'eu-central-1';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['ecr:*', 's3:*'], Resource: '*' }],
};
/** What a repository's owner says to let the account of the VPC in. */
const OPEN_TO_OWN: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWN}:root` }, Action: ['ecr:*'], Resource: '*' }],
};

function repository(account: string, region = REGION): string {
  return `arn:aws:ecr:${region}:${account}:repository/team/api`;
}

/** The policies of the created endpoints. */
function policies(props: Partial<RegistryEndpointsProps>) {
  const stack = new Stack(new App(), 'Stack', { env: { account: OWN, region: REGION } });
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  const endpoints = new RegistryEndpoints(stack, 'Endpoints', {
    vpc,
    clients: [ec2.Peer.ipv4('10.0.0.0/16')],
    restrictLayerEndpoint: true,
    ...props,
  });
  const synthesized = SynthesizedStack.of(stack);
  const policyOf = (endpoint?: ec2.VpcEndpoint) =>
    synthesized.resourcePolicies(stack.getLogicalId(endpoint!.node.defaultChild as ec2.CfnVPCEndpoint))[0];
  return {
    api: policyOf(endpoints.createdApiEndpoint),
    docker: policyOf(endpoints.createdDockerEndpoint),
    layers: policyOf(endpoints.createdLayerEndpoint),
  };
}

const own = policies({});
const platform = policies({ repositories: ReachableRepositories.ownAccountAnd([PLATFORM]) });
const organization = policies({ repositories: ReachableRepositories.organization(ORGANIZATION) });
const eks = policies({ imageSources: [AwsImageSource.EKS_ADD_ONS] });
const caches = policies({ pullThroughCaches: true });

function request(action: string, account: string, vpcEndpointPolicy: PolicyDocument): AccessRequest {
  return {
    caller: { kind: 'role', account: OWN, name: 'node', organizationId: ORGANIZATION },
    action,
    resource: repository(account),
    identityPolicies: [EVERYTHING],
    resourcePolicies: account === OWN ? [] : [OPEN_TO_OWN],
    vpcEndpointPolicy,
  };
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const PUSH = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];

describeDecisions('endpoints that reach the own account', [
  ...[...PULL, ...PUSH, 'ecr:DescribeImages'].flatMap((action) =>
    [own.api, own.docker].map((policy, index) => ({
      name: `${action} by ecr.${['api', 'dkr'][index]} on a repository of the own account`,
      allow: request(action, OWN, policy),
      denyWhen: [
        { when: 'it wants to delete images instead', change: { action: 'ecr:BatchDeleteImage' } },
        { when: 'it wants to open the repository instead', change: { action: 'ecr:SetRepositoryPolicy' } },
        { when: 'it wants to import an image instead', change: { action: 'ecr:BatchImportUpstreamImage' } },
        { when: 'the repository is in another region', change: { resource: repository(OWN, 'eu-west-1') } },
        { when: 'no other policy allows it', change: { identityPolicies: [] } },
      ],
    })),
  ),
  ...[...PULL, ...PUSH].map((action) => ({
    name: `${action} on a repository of another account that is named`,
    allow: request(action, PLATFORM, platform.docker),
    denyWhen: [
      { when: 'it is not named', change: { vpcEndpointPolicy: own.docker } },
      { when: 'the repository is of a third account', change: { resource: repository(STRANGER) } },
    ],
  })),
  {
    name: 'ecr:GetAuthorizationToken, which has no repository,',
    allow: { ...request('ecr:GetAuthorizationToken', OWN, own.api), resource: '*' },
    denyWhen: [{ when: 'it asks about the registry instead', change: { action: 'ecr:DescribeRegistry' } }],
  },
]);

describeDecisions('endpoints that reach an organization', [
  ...[...PULL, ...PUSH].map((action) => ({
    name: `${action} on a repository of another account of the organization`,
    allow: {
      ...request(action, PLATFORM, organization.docker),
      context: { 'aws:ResourceOrgID': ORGANIZATION },
    },
    denyWhen: [
      { when: 'it belongs to another one', change: { context: { 'aws:ResourceOrgID': OTHER_ORGANIZATION } } },
      { when: 'it belongs to none', change: { context: { 'aws:ResourceOrgID': undefined } } },
      { when: 'only the own account is reached', change: { vpcEndpointPolicy: own.docker } },
      { when: 'its owner does not allow it', change: { resourcePolicies: [] } },
    ],
  })),
  {
    name: 'a pull from the own account',
    allow: {
      ...request('ecr:BatchGetImage', OWN, organization.docker),
      context: { 'aws:ResourceOrgID': ORGANIZATION },
    },
    denyWhen: [{ when: 'it wants to delete images instead', change: { action: 'ecr:BatchDeleteImage' } }],
  },
]);

describeDecisions('endpoints for nodes of Amazon EKS', [
  ...PULL.map((action) => ({
    name: `${action} on an add-on of Amazon EKS`,
    allow: request(action, EKS, eks.docker),
    denyWhen: [
      { when: 'add-ons are not among the sources', change: { vpcEndpointPolicy: own.docker } },
      { when: 'the image is of a stranger', change: { resource: repository(STRANGER) } },
      { when: 'it pushes instead', change: { action: 'ecr:PutImage' } },
    ],
  })),
  {
    name: 'a pull from the own account',
    allow: request('ecr:BatchGetImage', OWN, eks.docker),
    denyWhen: [{ when: 'the image is of a stranger', change: { resource: repository(STRANGER) } }],
  },
]);

describeDecisions('endpoints for pull-through caches', [
  ...['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'].map((action) => ({
    name: `${action} in the own account`,
    allow: request(action, OWN, caches.docker),
    denyWhen: [
      { when: 'it was not asked for', change: { vpcEndpointPolicy: own.docker } },
      { when: 'the repository is of another account', change: { resource: repository(STRANGER) } },
    ],
  })),
]);

describeDecisions('a restricted gateway of Amazon S3', [
  {
    // Amazon ECR signs the request of every pull.
    name: 'reading a layer with a URL that Amazon ECR signed',
    allow: {
      caller: { kind: 'role', account: LAYERS, name: 'ecr' },
      action: 's3:GetObject',
      resource: `arn:aws:s3:::prod-${REGION}-starport-layer-bucket/layer`,
      resourceAccount: LAYERS,
      identityPolicies: [EVERYTHING],
      vpcEndpointPolicy: own.layers,
    },
    denyWhen: [
      { when: 'it is another bucket', change: { resource: 'arn:aws:s3:::backups/layer' } },
      {
        when: 'it is the bucket of another region',
        change: { resource: 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer' },
      },
      {
        when: 'a bucket only starts alike',
        change: { resource: `arn:aws:s3:::prod-${REGION}-starport-layer-bucket-copy/layer` },
      },
      { when: 'it writes instead', change: { action: 's3:PutObject' } },
    ],
  },
]);
