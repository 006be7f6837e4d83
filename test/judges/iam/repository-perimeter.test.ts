import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { RepositoryAccess } from '../../../src/access/repository-access';
import type { DenyOutsideOptions } from '../../../src/access/repository-access-options';
import { RepositoryPerimeter } from '../../../src/access/repository-perimeter';
import { ADMINISTRATION_ACTIONS, CONTENT_ACTIONS, DATA_PLANE_ACTIONS } from '../../../src/ecr/policy/ecr-actions';
import { PrivateRepository } from '../../../src/repository/private-repository';

// Every repository but one admits all accounts below and the services to everything. What is denied, a guardrail denies.

const OWNER = '111111111111';
const MEMBER = '222222222222';
const PARTNER = '333333333333';
const STRANGER = '444444444444';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const WORKLOADS = 'r-ab12/ou-ab12-11111111/';
const PRODUCTION = 'r-ab12/ou-ab12-11111111/ou-ab12-22222222/';
const SANDBOX = 'r-ab12/ou-ab12-33333333/';
const REGION = 'eu-central-1';
const ENDPOINT = 'vpce-11111111';
const VPC = 'vpc-11111111';
const EXECUTION_ROLE = `cdk-hnb659fds-cfn-exec-role-${OWNER}-${REGION}`;
const BREAK_GLASS = `arn:aws:iam::${STRANGER}:role/break-glass`;
const PULL = 'ecr:BatchGetImage';

const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
};

const open = repositoryWith();
const exemptions = { exceptAccounts: [PARTNER], exceptPrincipals: [BREAK_GLASS] };
const organization = repositoryWith(RepositoryPerimeter.organization(ORGANIZATION));
const withExemptions = repositoryWith(RepositoryPerimeter.organization(ORGANIZATION), exemptions);
const tree = repositoryWith(RepositoryPerimeter.organizationPaths([`${ORGANIZATION}/${WORKLOADS}*`]));
const endpoint = repositoryWith(RepositoryPerimeter.vpcEndpoints([ENDPOINT]));
const endpointWithExemptions = repositoryWith(RepositoryPerimeter.vpcEndpoints([ENDPOINT]), exemptions);
const vpc = repositoryWith(RepositoryPerimeter.vpcs([VPC]));
const deployed = repositoryWith(RepositoryPerimeter.vpcEndpoints([ENDPOINT]), {
  deploymentRoles: [`arn:aws:iam::${OWNER}:role/${EXECUTION_ROLE}`],
});

/** Inside the organization and through the endpoint. CloudFormation administers. */
const both = repositoryOf(
  RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION), exemptions),
  RepositoryAccess.denyOutside(RepositoryPerimeter.vpcEndpoints([ENDPOINT]), {
    ...exemptions,
    deploymentRoles: [`arn:aws:iam::${OWNER}:role/${EXECUTION_ROLE}`],
  }),
);
/** The same without a statement that allows everything. The organization may pull. */
const bothForOrganization = policyOf([
  RepositoryAccess.pullFromOrganization(ORGANIZATION),
  RepositoryAccess.denyOutside(RepositoryPerimeter.organization(ORGANIZATION)),
  RepositoryAccess.denyOutside(RepositoryPerimeter.vpcEndpoints([ENDPOINT])),
]);
/** A guardrail written by hand, which compares the organization with itself. `RepositoryAccess.of` refuses it. */
const COMPARED_WITH_ITSELF = {
  Sid: 'DenyNobody',
  Effect: 'Deny',
  Action: PULL,
  Principal: '*',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:PrincipalOrgID}' } },
};
const comparedWithItself = repositoryOf().map((policy) => ({
  ...policy,
  Statement: [policy.Statement, COMPARED_WITH_ITSELF].flat(),
}));

/** A role of another organization, whom its own account and the repository allow everything. */
function stranger(
  resourcePolicies: PolicyDocument[],
  action = PULL,
  name = 'admin',
  account = STRANGER,
): AccessRequest {
  return {
    caller: { kind: 'role', account, name, organizationId: OTHER_ORGANIZATION },
    action,
    resource: `arn:aws:ecr:${REGION}:${OWNER}:repository/vault/keys`,
    identityPolicies: [EVERYTHING],
    resourcePolicies,
  };
}

/** A role of the own account, which is in the organization. */
function own(resourcePolicies: PolicyDocument[], action = PULL, name = 'admin'): AccessRequest {
  return {
    ...stranger(resourcePolicies, action),
    caller: { kind: 'role', account: OWNER, name, organizationId: ORGANIZATION, organizationPath: WORKLOADS },
  };
}

/** A role of another account of the organization. */
function member(resourcePolicies: PolicyDocument[], action = PULL): AccessRequest {
  return {
    ...stranger(resourcePolicies, action),
    caller: {
      kind: 'role',
      account: MEMBER,
      name: 'task',
      organizationId: ORGANIZATION,
      organizationPath: PRODUCTION,
    },
  };
}

const leftOrganization = {
  when: 'it is of another organization',
  change: { caller: { organizationId: OTHER_ORGANIZATION } },
  explicitly: true,
};
const fromNoOrganization = {
  when: 'it is of no organization',
  change: { caller: { organizationId: undefined } },
  explicitly: true,
};
const guarded = (policies: PolicyDocument[]) => ({
  when: 'the guardrail is there',
  change: { resourcePolicies: policies },
  explicitly: true,
});

describeDecisions('an organization as the perimeter', [
  ...[...CONTENT_ACTIONS, ...ADMINISTRATION_ACTIONS].flatMap((action) => [
    {
      name: `a role of a member account calls ${action}`,
      allow: member(organization, action),
      denyWhen: [leftOrganization, fromNoOrganization],
    },
    {
      name: `a stranger, whom another statement allows everything, calls ${action} without a guardrail`,
      allow: stranger(open, action),
      denyWhen: [guarded(organization), guarded(tree)],
    },
  ]),
  {
    name: 'a stranger describes images, which is not denied',
    allow: stranger(organization, 'ecr:DescribeImages'),
    denyWhen: [{ when: 'it pulls', change: { action: PULL }, explicitly: true }],
  },
  {
    name: 'a service calls on behalf of a role of a member account',
    allow: { ...member(organization), via: ['cloudformation.amazonaws.com'] },
    denyWhen: [leftOrganization, fromNoOrganization],
  },
  ...['aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication', 'break-glass'].map((name) => ({
    name: `the role ${name} of the own account, which no exemption names, pulls`,
    allow: own(organization, PULL, name),
    denyWhen: [leftOrganization, fromNoOrganization],
  })),
  ...['aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2', 'break-glass'].map((name) => ({
    name: `the role ${name} of a stranger pulls without a guardrail`,
    allow: stranger(open, PULL, name),
    denyWhen: [guarded(organization)],
  })),
  {
    name: 'a service calls on behalf of a stranger without a guardrail',
    allow: { ...stranger(open), via: ['athena.amazonaws.com'] },
    denyWhen: [guarded(organization), guarded(tree)],
  },
  {
    name: 'a replica is written by the service-linked role of another account of the organization',
    allow: {
      ...member(organization, 'ecr:ReplicateImage'),
      caller: {
        kind: 'role',
        account: MEMBER,
        name: 'aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication',
        organizationId: ORGANIZATION,
      },
    },
    denyWhen: [leftOrganization],
  },
  {
    name: 'the break-glass role that is named with its account pulls',
    allow: stranger(withExemptions, PULL, 'break-glass'),
    denyWhen: [
      {
        when: 'a role of that name of another account does',
        change: { caller: { account: MEMBER } },
        explicitly: true,
      },
      { when: 'another role of the account does', change: { caller: { name: 'admin' } }, explicitly: true },
      guarded(organization),
    ],
  },
  ...[PULL, 'ecr:PutImage', 'ecr:PutLifecyclePolicy'].map((action) => ({
    name: `a partner calls ${action}`,
    allow: stranger(withExemptions, action, 'admin', PARTNER),
    denyWhen: [
      { when: 'its account is another', change: { caller: { account: STRANGER } }, explicitly: true },
      guarded(organization),
    ],
  })),
  ...[EXECUTION_ROLE, 'admin'].flatMap((name) =>
    ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepository', 'ecr:PutLifecyclePolicy'].map((action) => ({
      name: `the role ${name} of the own account, even if it is in another organization, calls ${action}`,
      allow: {
        ...own(organization, action),
        caller: { kind: 'role' as const, account: OWNER, name, organizationId: OTHER_ORGANIZATION },
      },
      denyWhen: [
        { when: 'it is of another account', change: { caller: { account: STRANGER } }, explicitly: true },
        { when: 'it pulls instead', change: { action: PULL }, explicitly: true },
      ],
    })),
  ),
  {
    name: 'a laptop of the organization pulls from anywhere',
    allow: member(organization),
    denyWhen: [leftOrganization],
  },
]);

describeDecisions('organizational units as the perimeter', [
  {
    name: 'a role of an account in a unit below pulls',
    allow: member(tree),
    denyWhen: [
      { when: 'it is in another unit', change: { caller: { organizationPath: SANDBOX } }, explicitly: true },
      leftOrganization,
      fromNoOrganization,
    ],
  },
  {
    name: 'a role of an account in a unit below deletes the repository',
    allow: member(tree, 'ecr:DeleteRepository'),
    denyWhen: [{ when: 'it is in another unit', change: { caller: { organizationPath: SANDBOX } }, explicitly: true }],
  },
  {
    name: 'CodeBuild pulls for an account in a unit below',
    allow: { ...fromService('codebuild', tree), context: { 'aws:SourceOrgPaths': [`${ORGANIZATION}/${PRODUCTION}`] } },
    denyWhen: [
      {
        when: 'the account is in another unit',
        change: { context: { 'aws:SourceOrgPaths': [`${ORGANIZATION}/${SANDBOX}`] } },
        explicitly: true,
      },
    ],
  },
  {
    name: 'CodeBuild pulls and tells no unit',
    allow: fromService('codebuild', tree),
    denyWhen: [
      {
        when: 'it tells another unit',
        change: { context: { 'aws:SourceOrgPaths': [`${ORGANIZATION}/${SANDBOX}`] } },
        explicitly: true,
      },
    ],
  },
]);

describeDecisions('AWS services under an organization', [
  ...['lambda', 'codebuild'].flatMap((name) => [
    {
      name: `${name} pulls for the organization`,
      allow: { ...fromService(name, organization), context: { 'aws:SourceOrgID': ORGANIZATION } },
      denyWhen: [
        {
          when: 'it tells another organization',
          change: { context: { 'aws:SourceOrgID': OTHER_ORGANIZATION } },
          explicitly: true,
        },
      ],
    },
    {
      name: `${name} pulls and tells no organization`,
      allow: fromService(name, organization),
      denyWhen: [
        {
          when: 'it tells another organization',
          change: { context: { 'aws:SourceOrgID': OTHER_ORGANIZATION } },
          explicitly: true,
        },
      ],
    },
  ]),
  {
    name: 'CodeBuild pulls for a partner',
    allow: {
      ...fromService('codebuild', withExemptions, PARTNER),
      context: { 'aws:SourceOrgID': OTHER_ORGANIZATION },
    },
    denyWhen: [
      {
        when: 'it does for a stranger',
        change: { caller: { source: sourceOf('codebuild', STRANGER) } },
        explicitly: true,
      },
    ],
  },
]);

/** A case without an endpoint is a laptop, a pipeline elsewhere or CloudFormation. */
const fromInternet = {
  when: 'it comes by the internet, as from a laptop',
  change: { context: { 'aws:SourceVpce': undefined } },
  explicitly: true,
};

describeDecisions('VPC endpoints and VPCs as the perimeter', [
  ...DATA_PLANE_ACTIONS.map((action) => ({
    name: `a role calls ${action} through the endpoint`,
    allow: { ...own(endpoint, action), context: { 'aws:SourceVpce': ENDPOINT } },
    denyWhen: [
      fromInternet,
      { when: 'by another endpoint', change: { context: { 'aws:SourceVpce': 'vpce-22222222' } }, explicitly: true },
    ],
  })),
  {
    name: 'a role pulls from the VPC',
    allow: { ...own(vpc), context: { 'aws:SourceVpc': VPC } },
    denyWhen: [
      { when: 'from another VPC', change: { context: { 'aws:SourceVpc': 'vpc-22222222' } }, explicitly: true },
      { when: 'it comes by the internet', change: { context: { 'aws:SourceVpc': undefined } }, explicitly: true },
    ],
  },
  ...ADMINISTRATION_ACTIONS.flatMap((action) => [
    {
      name: `the execution role of CloudFormation, where no deployment role is named, calls ${action}`,
      allow: own(endpoint, action, EXECUTION_ROLE),
      denyWhen: [{ when: 'it pulls instead', change: { action: PULL }, explicitly: true }],
    },
    {
      name: `the execution role of CloudFormation, which is named, calls ${action}`,
      allow: own(deployed, action, EXECUTION_ROLE),
      denyWhen: [
        { when: 'it is another role, as of a laptop', change: { caller: { name: 'admin' } }, explicitly: true },
        { when: 'its account is another', change: { caller: { account: STRANGER } }, explicitly: true },
        { when: 'it pulls instead', change: { action: PULL }, explicitly: true },
      ],
    },
    {
      name: `a laptop in the network, where the deployment role is named, calls ${action}`,
      allow: { ...own(deployed, action), context: { 'aws:SourceVpce': ENDPOINT } },
      denyWhen: [fromInternet],
    },
  ]),
  {
    name: 'a service calls on behalf of a role',
    allow: { ...own(endpoint), via: ['cloudformation.amazonaws.com'] },
    denyWhen: [{ when: 'the role calls itself', change: { via: [] }, explicitly: true }],
  },
  {
    name: 'a service-linked role of the own account pulls',
    allow: own(endpoint, PULL, 'aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2'),
    denyWhen: [
      { when: 'it is of another account', change: { caller: { account: STRANGER } }, explicitly: true },
      { when: 'it is an ordinary role', change: { caller: { name: 'admin' } }, explicitly: true },
    ],
  },
  {
    name: 'a partner pulls from anywhere',
    allow: stranger(endpointWithExemptions, PULL, 'admin', PARTNER),
    denyWhen: [{ when: 'its account is another', change: { caller: { account: MEMBER } }, explicitly: true }],
  },
  {
    name: 'the break-glass role pulls from anywhere',
    allow: stranger(endpointWithExemptions, PULL, 'break-glass'),
    denyWhen: [
      {
        when: 'a role of that name of another account does',
        change: { caller: { account: MEMBER } },
        explicitly: true,
      },
    ],
  },
  {
    name: 'replication writes from another account, not through an endpoint',
    allow: member(deployed, 'ecr:ReplicateImage'),
    denyWhen: [{ when: 'it pushes instead', change: { action: 'ecr:PutImage' }, explicitly: true }],
  },
  ...['lambda', 'codebuild'].map((name) => ({
    name: `${name} pulls`,
    allow: fromService(name, endpoint),
    denyWhen: [{ when: 'nothing allows it', change: { resourcePolicies: [] } }],
  })),
]);

const throughEndpoint = { context: { 'aws:SourceVpce': ENDPOINT } };

describeDecisions('an organization and a VPC endpoint as perimeters', [
  {
    name: 'a role of a member account pulls through the endpoint',
    allow: { ...member(both), ...throughEndpoint },
    denyWhen: [fromInternet, leftOrganization, fromNoOrganization],
  },
  {
    name: 'a service calls on behalf of a role of a member account',
    allow: { ...member(both), via: ['athena.amazonaws.com'] },
    denyWhen: [
      { when: 'the role calls itself, from a laptop', change: { via: [] }, explicitly: true },
      leftOrganization,
      fromNoOrganization,
    ],
  },
  ...[
    { who: 'directly', name: 'admin', more: throughEndpoint },
    { who: 'through a service', name: 'admin', more: { via: ['athena.amazonaws.com'] } },
    {
      who: 'under the name of a service-linked role',
      name: 'aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication',
      more: throughEndpoint,
    },
  ].flatMap(({ who, name, more }) =>
    [PULL, 'ecr:PutImage', 'ecr:DeleteRepository'].map((action) => ({
      name: `a stranger, whom another statement allows everything, calls ${action} ${who} without guardrails`,
      allow: { ...stranger(open, action, name), ...more },
      denyWhen: [guarded(both)],
    })),
  ),
  {
    name: 'the role break-glass that is named with its account pulls from anywhere',
    allow: stranger(both, PULL, 'break-glass'),
    denyWhen: [
      {
        when: 'a role of that name of a member account does',
        change: { caller: { account: MEMBER } },
        explicitly: true,
      },
      { when: 'another role of the account does', change: { caller: { name: 'admin' } }, explicitly: true },
    ],
  },
  {
    name: 'a partner pulls from anywhere',
    allow: stranger(both, PULL, 'admin', PARTNER),
    denyWhen: [{ when: 'its account is another', change: { caller: { account: STRANGER } }, explicitly: true }],
  },
  ...ADMINISTRATION_ACTIONS.map((action) => ({
    name: `the execution role of CloudFormation calls ${action}`,
    allow: own(both, action, EXECUTION_ROLE),
    denyWhen: [
      { when: 'it is another role, as of a laptop', change: { caller: { name: 'admin' } }, explicitly: true },
      {
        when: 'a role of that name of another account does',
        change: { caller: { account: MEMBER } },
        explicitly: true,
      },
      { when: 'it pulls instead', change: { action: PULL }, explicitly: true },
    ],
  })),
  {
    name: 'a role of the own account with an identity policy pulls through the endpoint',
    allow: { ...own(bothForOrganization), ...throughEndpoint },
    denyWhen: [{ when: 'it has no identity policy', change: { identityPolicies: [] } }, fromInternet, leftOrganization],
  },
  {
    name: 'a stranger pulls where a guardrail compares the organization with itself',
    allow: stranger(comparedWithItself),
    denyWhen: [guarded(organization)],
  },
]);

function fromService(name: string, resourcePolicies: PolicyDocument[], account = MEMBER): AccessRequest {
  return {
    caller: { kind: 'service', service: `${name}.amazonaws.com`, source: sourceOf(name, account) },
    action: PULL,
    resource: stranger([]).resource,
    resourcePolicies,
  };
}

function sourceOf(name: string, account: string): string {
  const resource = name === 'lambda' ? 'function:api' : 'project/api';
  return `arn:aws:${name}:${REGION}:${account}:${resource}`;
}

function repositoryWith(perimeter?: RepositoryPerimeter, options?: DenyOutsideOptions): PolicyDocument[] {
  return repositoryOf(...(perimeter ? [RepositoryAccess.denyOutside(perimeter, options)] : []));
}

function repositoryOf(...guardrails: RepositoryAccess[]): PolicyDocument[] {
  const everything = new iam.PolicyStatement({
    sid: 'Everything',
    actions: ['ecr:*'],
    principals: [OWNER, MEMBER, PARTNER, STRANGER].map((account) => new iam.AccountPrincipal(account)),
  });
  const services = new iam.PolicyStatement({
    sid: 'Services',
    actions: [PULL],
    principals: ['lambda', 'codebuild'].map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`)),
  });
  return policyOf([RepositoryAccess.of(everything), RepositoryAccess.of(services), ...guardrails]);
}

function policyOf(access: RepositoryAccess[]): PolicyDocument[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: OWNER, region: REGION } });
  new PrivateRepository(stack, 'Repository', { repositoryName: 'vault/keys', access });
  const synthesized = SynthesizedStack.of(stack);
  return synthesized.resourcePolicies(synthesized.onlyLogicalId('AWS::ECR::Repository'));
}
