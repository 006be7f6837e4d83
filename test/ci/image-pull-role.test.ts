import { App, CfnParameter, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { admits, admitsPod } from './trust-evaluator';
import type { Pod, Token, TrustPolicy } from './trust-evaluator';
import { ImagePullRole } from '../../src/ci/image-pull-role';
import type { ImagePullRoleProps } from '../../src/ci/image-pull-role-props';
import { ImagePushRole } from '../../src/ci/image-push-role';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import type { EksPodIdentityOptions, EksServiceAccountIdentityOptions } from '../../src/ci/workload-identity-options';
import { WorkloadIdentityProvider } from '../../src/ci/workload-identity-provider';
import { PrivateRepository } from '../../src/repository/private-repository';
import type { AccessRequest, PolicyDocument } from '../judges/iam/access-request';
import { describeDecisions } from '../judges/iam/decisions';
import { SynthesizedStack } from '../judges/iam/synthesized-stack';
import { warningsOf } from '../support/warnings';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const ENV = { account: ACCOUNT, region: REGION };
const ISSUER = `oidc.eks.${REGION}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`;
const CLUSTER = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/prod`;
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

const irsa: EksServiceAccountIdentityOptions = {
  issuerUrl: `https://${ISSUER}`,
  namespace: 'flux-system',
  serviceAccount: 'image-reflector-controller',
};
const ofPod: EksPodIdentityOptions = { cluster: CLUSTER, namespace: 'scan', serviceAccount: 'scanner' };
const prefixes = ['team-a/'];

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV });
});

function pullRole(props: Partial<ImagePullRoleProps> = {}, scope = stack, id = 'Pull'): ImagePullRole {
  return new ImagePullRole(scope, id, { identity: WorkloadIdentity.eksPodIdentity(ofPod), prefixes, ...props });
}

/** The trust policy of a role with the identity. */
function trustOf(identity: WorkloadIdentity): TrustPolicy {
  const own = new Stack(new App(), 'Stack', { env: ENV });
  pullRole({ identity }, own);
  const synthesized = SynthesizedStack.of(own);
  return synthesized.resourcePolicies(synthesized.onlyLogicalId('AWS::IAM::Role'))[0];
}

describe('a service account by IRSA', () => {
  const policy = trustOf(WorkloadIdentity.eksServiceAccount(irsa));
  const token: Token = {
    iss: `https://${ISSUER}`,
    aud: 'sts.amazonaws.com',
    sub: 'system:serviceaccount:flux-system:image-reflector-controller',
  };
  const other = `https://oidc.eks.${REGION}.amazonaws.com/id/FEDCBA9876543210FEDCBA9876543210`;

  test.each<[string, boolean, Record<string, string | undefined>]>([
    ['the service account', true, {}],
    ['another namespace', false, { sub: 'system:serviceaccount:default:image-reflector-controller' }],
    ['another service account', false, { sub: 'system:serviceaccount:flux-system:default' }],
    ['a service account that starts alike', false, { sub: `${token.sub}-2` }],
    ['a namespace that ends alike', false, { sub: 'system:serviceaccount:x-flux-system:image-reflector-controller' }],
    ['a user of the cluster', false, { sub: 'flux-system:image-reflector-controller' }],
    ['another case', false, { sub: token.sub!.toUpperCase() }],
    ['another cluster', false, { iss: other }],
    ['a cluster whose URL starts alike', false, { iss: `${token.iss}0` }],
    ['a cluster of another region', false, { iss: token.iss.replace(REGION, 'eu-west-1') }],
    ['another audience', false, { aud: 'kubernetes.default.svc' }],
    ['no audience', false, { aud: undefined }],
    ['no subject', false, { sub: undefined }],
  ])('%s: %s', (_, admitted, change) => {
    expect(admits(policy, { ...token, ...change })).toBe(admitted);
  });

  test('has one statement of exact values', () => {
    expect(policy.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
        Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: token.sub } },
      },
    ]);
  });

  test('may create the provider of the cluster', () => {
    const identity = WorkloadIdentity.eksServiceAccount(irsa);
    pullRole({ identity, identityProvider: WorkloadIdentityProvider.create() });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::OIDCProvider', {
      Url: `https://${ISSUER}`,
      ClientIdList: ['sts.amazonaws.com'],
    });
  });

  test('fails when the issuer is known only at deployment, and names what aws-eks has for that', () => {
    const issuerUrl = new CfnParameter(stack, 'Issuer').valueAsString;
    expect(() => WorkloadIdentity.eksServiceAccount({ ...irsa, issuerUrl })).toThrow(
      /WorkloadIdentity\.eksServiceAccount: issuerUrl is ".*" but must be known at synthesis, because condition keys of the trust policy contain it; for a cluster of this app, let `cluster\.addServiceAccount\(…\)` of aws-eks make the role, and give it the permission with `repository\.grants\.pull\(serviceAccount\)`$/,
    );
  });

  test.each([
    'https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com',
    'https://oidc.eks.eu-central-1.amazonaws.com/id/',
    '',
    undefined as unknown as string,
  ])('fails when the issuer is %p', (issuerUrl) => {
    expect(() => WorkloadIdentity.eksServiceAccount({ ...irsa, issuerUrl })).toThrow(
      `issuerUrl is ${issuerUrl === undefined ? 'undefined' : JSON.stringify(issuerUrl)} but must be the issuer of the ` +
        'tokens of a cluster, like "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"; copy what `aws eks ' +
        'describe-cluster --name <name> --query cluster.identity.oidc.issuer` prints',
    );
  });

  test.each(['http://oidc.eks.eu-central-1.amazonaws.com/id/A', 'oidc.eks.eu-central-1.amazonaws.com/id/A'])(
    'fails when the issuer %p is no URL of https',
    (issuerUrl) => {
      expect(() => WorkloadIdentity.eksServiceAccount({ ...irsa, issuerUrl })).toThrow('be a literal https URL');
    },
  );
});

describe('a service account by other means than its factory', () => {
  test.each(['system:serviceaccount:', 'system:serviceaccount:scan:'])('fails when %s stands for several', (prefix) => {
    const make = () =>
      WorkloadIdentity.custom({
        issuerUrl: `https://${ISSUER}`,
        audience: 'sts.amazonaws.com',
        subjectPrefixes: [prefix],
      });
    expect(make).toThrow(
      `WorkloadIdentity.custom: subjectPrefixes[0] is "${prefix}" but must name the owner, the project and the branch or ` +
        'environment, as far as the subjects of the issuer have them',
    );
  });

  test.each(['system:serviceaccount:*', 'system:serviceaccount:scan:*', 'system:serviceaccount:*:scanner'])(
    'fails when the trust policy of a given role admits %s',
    (sub) => {
      const conditions = {
        StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${ISSUER}:sub`]: sub },
      };
      const assumedBy = new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`, conditions);
      new ImagePushRole(stack, 'Push', { role: new iam.Role(stack, 'Given', { assumedBy }), prefixes });
      expect(() => app.synth()).toThrow(
        `must have no wildcard and no policy variable, which would admit other jobs as well (sub "${sub}")`,
      );
    },
  );
});

describe('a service account by EKS Pod Identity', () => {
  const policy = trustOf(WorkloadIdentity.eksPodIdentity(ofPod));

  test.each<[string, boolean, Partial<Pod>]>([
    ['the service account', true, {}],
    ['another namespace', false, { namespace: 'default' }],
    ['another service account', false, { serviceAccount: 'default' }],
    ['a service account that starts alike', false, { serviceAccount: 'scanner-2' }],
    ['another cluster', false, { cluster: CLUSTER.replace('prod', 'dev') }],
    ['a cluster that starts alike', false, { cluster: `${CLUSTER}-2` }],
    ['a cluster of another region', false, { cluster: CLUSTER.replace(REGION, 'eu-west-1') }],
    ['a cluster of another account', false, { cluster: CLUSTER.replace(ACCOUNT, '444455556666') }],
    ['an association without session tags', false, { withoutTags: true }],
  ])('%s: %s', (_, admitted, change) => {
    expect(admitsPod(policy, { ...ofPod, ...change })).toBe(admitted);
  });

  test('has one statement for the service, with exact values', () => {
    expect(policy.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': ACCOUNT,
            'aws:RequestTag/eks-cluster-arn': CLUSTER,
            'aws:RequestTag/kubernetes-namespace': 'scan',
            'aws:RequestTag/kubernetes-service-account': 'scanner',
          },
        },
      },
    ]);
  });

  test('admits no token of the cluster', () => {
    const sub = 'system:serviceaccount:scan:scanner';
    expect(admits(policy, { iss: `https://${ISSUER}`, aud: 'sts.amazonaws.com', sub })).toBe(false);
  });

  test('may be of a cluster whose ARN is known only at deployment', () => {
    const cluster = new CfnParameter(stack, 'Cluster').valueAsString;
    pullRole({ identity: WorkloadIdentity.eksPodIdentity({ ...ofPod, cluster }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Condition: { StringEquals: { 'aws:RequestTag/eks-cluster-arn': { Ref: 'Cluster' } } } }],
      },
    });
  });

  test('fails when the cluster is in another account than the role', () => {
    const cluster = CLUSTER.replace(ACCOUNT, '444455556666');
    expect(() => pullRole({ identity: WorkloadIdentity.eksPodIdentity({ ...ofPod, cluster }) })).toThrow(
      `WorkloadIdentity.eksPodIdentity at Stack/Pull: cluster is "${cluster}" but must be a cluster of account ${ACCOUNT}, ` +
        "because an association takes only roles of the cluster's account; declare the role in a stack of that account; " +
        'its repositories may be in another one',
    );
  });

  test('may be in a stack that leaves its account open', () => {
    const open = new Stack(app, 'Open');
    pullRole({}, open);
    Template.fromStack(open).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
      },
    });
  });

  test('fails when a provider is given', () => {
    expect(() => pullRole({ identityProvider: WorkloadIdentityProvider.create() })).toThrow(
      'WorkloadIdentity.eksPodIdentity at Stack/Pull: identityProvider is an object of class WorkloadIdentityProvider but ' +
        'must not be given, because EKS Pod Identity needs no OpenID Connect provider; leave it out',
    );
  });

  test.each(['prod', '', '*', `${CLUSTER}*`, `${CLUSTER}/x`, CLUSTER.replace(ACCOUNT, '*'), undefined!])(
    'fails when the cluster is %p',
    (cluster: string) => {
      expect(() => WorkloadIdentity.eksPodIdentity({ ...ofPod, cluster })).toThrow(
        `WorkloadIdentity.eksPodIdentity: cluster is ${cluster === undefined ? 'undefined' : JSON.stringify(cluster)} but ` +
          'must be the ARN of a cluster, like "arn:aws:eks:eu-central-1:111122223333:cluster/prod"; copy what `aws eks ' +
          'describe-cluster --name <name> --query cluster.arn` prints',
      );
    },
  );
});

describe.each<[string, (names: { namespace: string; serviceAccount: string }) => WorkloadIdentity]>([
  ['eksServiceAccount', (names) => WorkloadIdentity.eksServiceAccount({ ...irsa, ...names })],
  ['eksPodIdentity', (names) => WorkloadIdentity.eksPodIdentity({ ...ofPod, ...names })],
])('the names of %s', (factory, make) => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

  test('may be all names of Kubernetes, which the identity tells', () => {
    fc.assert(
      fc.property(label, fc.array(label, { minLength: 1, maxLength: 3 }), (namespace, labels) => {
        const serviceAccount = labels.join('.');
        expect(`${make({ namespace, serviceAccount })}`).toBe(`service account ${namespace}/${serviceAccount}`);
      }),
    );
  });

  test('fails when one has a wildcard, a separator or capitals', () => {
    const mistaken = fc.tuple(label, fc.constantFrom('*', '?', ':', '/', ' ', 'A', '${aws:username}'), label);
    fc.assert(
      fc.property(mistaken, fc.constantFrom('namespace', 'serviceAccount'), (parts, property) => {
        const found = parts.join('');
        expect(() => make({ namespace: 'scan', serviceAccount: 'scanner', [property]: found })).toThrow(
          `WorkloadIdentity.${factory}: ${property} is ${JSON.stringify(found)} but must be one name of Kubernetes, in ` +
            'lower case and without wildcards; copy it from `kubectl get serviceaccounts --all-namespaces`',
        );
      }),
    );
  });
});

describe('the role that pulls', () => {
  test('says what it is for, and is created after its permissions', () => {
    const { managedPolicy, role } = pullRole();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Pulls images from Amazon ECR for service account scan/scanner',
      RoleName: Match.absent(),
      PermissionsBoundary: Match.absent(),
      MaxSessionDuration: Match.absent(),
      ManagedPolicyArns: [stack.resolve(managedPolicy.managedPolicyArn)],
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
    expect(role.node.path).toBe('Stack/Pull/Resource');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may be for jobs of a CI system, with the warning of their identity', () => {
    pullRole({ identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', branch: 'main' }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Description: 'Pulls images from Amazon ECR for GitHub acme/api',
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRoleWithWebIdentity' }] },
    });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-ecr::reusableName')]);
  });

  test('has the given name, boundary and duration', () => {
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'ci-boundary');
    pullRole({ roleName: 'scanner', permissionsBoundary, maxSessionDuration: Duration.hours(2) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'scanner',
      MaxSessionDuration: 7200,
      PermissionsBoundary: stack.resolve(permissionsBoundary.managedPolicyArn),
    });
  });

  test('can be a grantee', () => {
    const grantee = pullRole();
    new ecr.Repository(stack, 'Other').grantRead(grantee);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('passes cdk-nag, with a wildcard for logging in and one for each prefix', () => {
    pullRole({ repositories: [new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' })] });
    pullRole({ repositories: [new PrivateRepository(stack, 'Web')], prefixes: [] }, stack, 'Second');
    app.synth();
    const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];
    for (const pack of packs) expect(new pack().validateScope(app).violations).toEqual([]);
  });

  test('admits the role in the policy of a repository of another account', () => {
    const owner = new Stack(app, 'Owner', { env: { ...ENV, account: '444455556666' } });
    const repository = new PrivateRepository(owner, 'Api', { repositoryName: 'team/api' });
    pullRole({ repositories: [repository], prefixes: [], roleName: 'scanner' });
    Template.fromStack(owner).hasResourceProperties('AWS::ECR::Repository', {
      RepositoryPolicyText: { Statement: [{ Action: PULL, Effect: 'Allow' }] },
    });
  });

  test.each<[string, Partial<ImagePullRoleProps>]>([
    ['nothing is given', { prefixes: undefined }],
    ['all lists are empty', { prefixes: [], repositories: [] }],
  ])('fails when %s to pull from', (_, props) => {
    expect(() => pullRole(props)).toThrow(
      'ImagePullRole at Stack/Pull: repositories is [] but must name what the role pulls from; give repositories or prefixes',
    );
  });

  test.each(['team-a', '/', '', '*', 'team-*/', 'Team/'])('fails when a prefix is "%s"', (prefix) => {
    expect(() => pullRole({ prefixes: ['ok/', prefix] })).toThrow(
      `ImagePullRole at Stack/Pull: prefixes[1] is "${prefix}" but must be the start of a repository name that ends in ` +
        '"/", so that it does not match "team-ab" for "team-a"; end it at a "/" and leave out wildcards',
    );
  });

  test('fails at synthesis when a prefix becomes empty', () => {
    pullRole({ prefixes: [Lazy.string({ produce: () => '' })] });
    expect(() => app.synth()).toThrow('ImagePullRole at Stack/Pull: prefixes[0] is "" but must be the start of');
  });

  test.each<[string, object, string]>([
    ['no identity', { identity: undefined }, 'identity is undefined but must be a WorkloadIdentity; use one of its'],
    ['a text as identity', { identity: 'scan/scanner' }, 'identity is "scan/scanner" but must be a WorkloadIdentity'],
    [
      'a text as repository',
      { repositories: ['api'] },
      'repositories[0] is "api" but must be a repository, not its name',
    ],
    ['a text as prefixes', { prefixes: 'team-a/' }, 'prefixes is "team-a/" but must be a list; put it in brackets'],
  ])('fails when it gets %s', (_, props, text) => {
    expect(() => pullRole(props)).toThrow(`ImagePullRole at Stack/Pull: ${text}`);
  });
});

describe('a role that pushes', () => {
  test.each<[string, () => WorkloadIdentity, string | string[]]>([
    ['IRSA', () => WorkloadIdentity.eksServiceAccount(irsa), 'sts:AssumeRoleWithWebIdentity'],
    ['EKS Pod Identity', () => WorkloadIdentity.eksPodIdentity(ofPod), ['sts:AssumeRole', 'sts:TagSession']],
  ])('may be for pods that build images, by %s', (_, make, action) => {
    const { role } = new ImagePushRole(stack, 'Push', { identity: make(), prefixes });
    const given = stack.resolve((role as iam.Role).assumeRolePolicy) as { Statement: object[] };
    expect(given.Statement).toEqual([expect.objectContaining({ Action: action })]);
    new ImagePushRole(stack, 'Given', { role, prefixes });
    expect(() => app.synth()).not.toThrow();
  });
});

/** The permissions of a role. */
function policies(props: (scope: Stack) => Partial<ImagePullRoleProps>): PolicyDocument[] {
  const one = new Stack(new App(), 'Stack', { env: ENV });
  pullRole({ prefixes: [], ...props(one) }, one);
  const synthesized = SynthesizedStack.of(one);
  return synthesized.identityPolicies(synthesized.onlyLogicalId('AWS::IAM::Role'));
}

const arnOf = (name: string, region = REGION) => `arn:aws:ecr:${region}:${ACCOUNT}:repository/${name}`;
const request = (identityPolicies: PolicyDocument[], action: string, resource: string): AccessRequest => ({
  caller: { kind: 'role', account: ACCOUNT, name: 'scanner' },
  action,
  resource,
  identityPolicies,
});
const NEVER = [
  'ecr:PutImage',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:BatchDeleteImage',
  'ecr:CreateRepository',
  'ecr:SetRepositoryPolicy',
  'ecr:TagResource',
];
const denied = NEVER.map((action) => ({ when: `it calls ${action} instead`, change: { action } }));

const ofRepository = policies((scope) => ({
  repositories: [PrivateRepository.fromRepositoryName(scope, 'Api', 'team/api')],
}));
const ofBase = policies((scope) => ({
  repositories: [new ecr.Repository(scope, 'Api', { repositoryName: 'team/api' })],
}));
const ofPrefix = policies(() => ({ prefixes: ['team-a/', 'team-b/'] }));

describeDecisions('what the role that pulls may do', [
  ...PULL.flatMap((action) => [
    {
      name: `${action} on a given repository`,
      allow: request(ofRepository, action, arnOf('team/api')),
      denyWhen: [
        ...denied,
        { when: 'the name is longer', change: { resource: arnOf('team/api-2') } },
        { when: 'it is in another region', change: { resource: arnOf('team/api', 'eu-west-1') } },
      ],
    },
    {
      name: `${action} on a repository of aws-ecr`,
      allow: request(ofBase, action, arnOf('team/api')),
      denyWhen: [...denied, { when: 'the name is longer', change: { resource: arnOf('team/api-2') } }],
    },
    {
      name: `${action} under a prefix`,
      allow: request(ofPrefix, action, arnOf('team-b/api')),
      denyWhen: [
        ...denied,
        { when: 'the prefix is another one', change: { resource: arnOf('team-c/api') } },
        { when: 'the prefix is longer', change: { resource: arnOf('team-bb/api') } },
        { when: 'it is in another region', change: { resource: arnOf('team-b/api', 'eu-west-1') } },
      ],
    },
  ]),
  ...[ofRepository, ofBase, ofPrefix].map((one, index) => ({
    name: `log in, as role ${index + 1}`,
    allow: request(one, 'ecr:GetAuthorizationToken', '*'),
    denyWhen: [{ when: 'it describes the registry instead', change: { action: 'ecr:DescribeRegistry' } }],
  })),
]);

describe('the name of a role', () => {
  const far = (scope: Construct = app, account = ACCOUNT) =>
    new Stack(scope, 'Far', { env: { account, region: 'us-east-1' } });
  const repeated = (found: string, at: string, other: string) =>
    `Role at ${at}: roleName is "${found}" but must be unique in its account in all regions, and ${other} has it ` +
    'already; give each role a name of its own, such as one that ends in the region, or leave the name out';

  test('fails in a second stack of the account, in another region', () => {
    pullRole({ roleName: 'scanner' });
    pullRole({ roleName: 'scanner' }, far());
    expect(() => app.synth()).toThrow(repeated('scanner', 'Far/Pull', 'Stack/Pull'));
  });

  test('fails where another construct has it, in other letters', () => {
    pullRole({ roleName: 'scanner' });
    new iam.Role(far(), 'Role', { roleName: 'Scanner', assumedBy: new iam.AccountRootPrincipal() });
    expect(() => app.synth()).toThrow(repeated('Scanner', 'Far/Role', 'Stack/Pull'));
  });

  test('fails in a second stage of the account', () => {
    for (const [id, region] of [
      ['One', REGION],
      ['Two', 'us-east-1'],
    ]) {
      const scope = new Stack(new Stage(app, id), 'Stack', { env: { account: ACCOUNT, region } });
      pullRole({ roleName: 'scanner' }, scope);
    }
    expect(() => app.synth()).toThrow(repeated('scanner', 'Two/Stack/Pull', 'One/Stack/Pull'));
  });

  test('may be the same in different accounts, in stacks without an account, and left out', () => {
    pullRole({ roleName: 'scanner' });
    const identity = WorkloadIdentity.eksServiceAccount(irsa);
    pullRole({ roleName: 'scanner', identity }, far(app, '444455556666'));
    for (const id of ['A', 'B']) pullRole({ roleName: 'scanner', identity }, new Stack(app, id));
    for (const id of ['C', 'D']) pullRole({}, new Stack(app, id, { env: ENV }));
    expect(() => app.synth()).not.toThrow();
  });

  test('is not judged for roles of other constructs', () => {
    pullRole({ roleName: 'scanner' });
    for (const id of ['A', 'B']) {
      new iam.Role(new Stack(app, id, { env: ENV }), 'Role', {
        roleName: 'other',
        assumedBy: new iam.AccountRootPrincipal(),
      });
    }
    expect(() => app.synth()).not.toThrow();
  });
});
