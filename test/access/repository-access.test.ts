import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryPerimeter } from '../../src/access/repository-perimeter';
import { REPOSITORY_ACTIONS } from '../../src/ecr/policy/action-names';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const root = (account: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]] });

function render(...access: RepositoryAccess[]) {
  const stack = new Stack(new App(), 'Stack');
  return RepositoryAccess._statements(access).map((statement) => stack.resolve(statement.toStatementJson()));
}

test('accounts may pull', () => {
  expect(render(RepositoryAccess.pullFromAccounts(['444455556666', '111122223333']))).toEqual([
    {
      Sid: 'PullFromAccounts',
      Effect: 'Allow',
      Action: PULL,
      Principal: { AWS: [root('111122223333'), root('444455556666')] },
    },
  ]);
});

test('accounts may push, and read what clients read before a push', () => {
  expect(render(RepositoryAccess.pushFromAccounts(['111122223333']))).toEqual([
    {
      Sid: 'PushFromAccounts',
      Effect: 'Allow',
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImages',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      Principal: { AWS: root('111122223333') },
    },
  ]);
});

test('organizational units may pull', () => {
  const paths = ['o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/*', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'];
  expect(render(RepositoryAccess.pullFromOrganizationPaths(paths))).toMatchObject([
    {
      Sid: 'PullFromOrganizationPaths',
      Principal: { AWS: '*' },
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [...paths].sort() } },
    },
  ]);
});

test('Lambda of accounts may pull: the account that deploys and the service, by source ARN', () => {
  const actions = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  expect(render(RepositoryAccess.pullFromLambda({ accounts: ['111122223333'] }))).toEqual([
    { Sid: 'LambdaDeploymentAccounts', Effect: 'Allow', Action: actions, Principal: { AWS: root('111122223333') } },
    {
      Sid: 'LambdaECRImageRetrievalPolicy',
      Effect: 'Allow',
      Action: actions,
      Principal: { Service: 'lambda.amazonaws.com' },
      Condition: {
        StringLike: {
          'aws:SourceArn': {
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':lambda:*:111122223333:function:*']],
          },
        },
      },
    },
  ]);
});

describe('an organization', () => {
  const OTHERS = { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } };

  test('may pull, and gives the own account nothing', () => {
    expect(render(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'))).toEqual([
      {
        Sid: 'PullFromOrganization',
        Effect: 'Allow',
        Action: PULL,
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ...OTHERS },
      },
    ]);
  });

  test('may pull by organizational units, and gives the own account nothing', () => {
    const path = 'o-a1b2c3d4e5/r-ab12/*';
    expect(render(RepositoryAccess.pullFromOrganizationPaths([path]))).toMatchObject([
      {
        Sid: 'PullFromOrganizationPaths',
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': path }, ...OTHERS },
      },
    ]);
  });
});

test('permission sets may pull: their accounts, under a condition on the reserved roles', () => {
  const reserved = (account: string, name: string) => ({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        `:iam::${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${name}_????????????????`,
      ],
    ],
  });
  expect(
    render(
      RepositoryAccess.pullFromPermissionSets({
        accounts: ['444455556666', '111122223333'],
        permissionSets: ['Developer'],
      }),
      RepositoryAccess.pullFromPermissionSets({ accounts: ['111122223333'], permissionSets: ['Auditor'] }),
    ),
  ).toEqual([
    {
      Sid: 'PullFromPermissionSets',
      Effect: 'Allow',
      Action: PULL,
      Principal: { AWS: [root('111122223333'), root('444455556666')] },
      Condition: {
        ArnLike: {
          'aws:PrincipalArn': [
            reserved('111122223333', 'Auditor'),
            reserved('111122223333', 'Developer'),
            reserved('444455556666', 'Developer'),
          ],
        },
      },
    },
  ]);
});

test('CodeBuild projects may pull, by source ARN and account', () => {
  const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:codebuild:${rest}`]] });
  const options = { account: '111122223333', projectName: 'api' };
  expect(
    render(
      RepositoryAccess.pullFromCodeBuild(options),
      RepositoryAccess.pullFromCodeBuild({ ...options, projectName: 'web', region: 'eu-west-1' }),
    ),
  ).toEqual([
    {
      Sid: 'PullFromCodeBuild',
      Effect: 'Allow',
      Action: PULL,
      Principal: { Service: 'codebuild.amazonaws.com' },
      Condition: {
        ArnLike: { 'aws:SourceArn': [arn('*:111122223333:project/api'), arn('eu-west-1:111122223333:project/web')] },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    },
  ]);
});

test('an organization may push, and gives the own account nothing', () => {
  const statements = render(RepositoryAccess.pushFromOrganization('o-a1b2c3d4e5'));
  expect(statements).toMatchObject([
    {
      Sid: 'PushFromOrganization',
      Principal: { AWS: '*' },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
      },
    },
  ]);
  expect(statements[0].Action).toContain('ecr:PutImage');
});

describe('a statement of the user', () => {
  const statement = () =>
    new iam.PolicyStatement({
      sid: 'PullFromSageMaker',
      principals: [new iam.ServicePrincipal('sagemaker.amazonaws.com')],
      actions: ['ecr:BatchGetImage'],
      conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    });

  test('is rendered as it was when it was given', () => {
    const given = statement();
    const access = RepositoryAccess.of(given);
    given.addActions('ecr:PutImage');
    expect(render(access)).toEqual([
      {
        Sid: 'PullFromSageMaker',
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'ecr:BatchGetImage',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ]);
  });

  test('is rendered once however often it is given, in an order that does not depend on the order given', () => {
    const other = RepositoryAccess.of(
      new iam.PolicyStatement({ principals: [new iam.AccountPrincipal('111122223333')], actions: ['ecr:ListImages'] }),
    );
    const one = [other, RepositoryAccess.of(statement()), RepositoryAccess.of(statement())];
    expect(render(...one)).toHaveLength(2);
    expect(render(...one.reverse())).toEqual(render(...one));
  });

  test.each<[string, iam.PolicyStatementProps, string]>([
    [
      'has no principal',
      { actions: ['ecr:BatchGetImage'] },
      'RepositoryAccess.of: a statement of the repository policy ',
    ],
    [
      'has an action of another service',
      { principals: [new iam.AccountPrincipal('111122223333')], actions: ['s3:GetObject'] },
      'RepositoryAccess.of: a statement of the repository policy names s3:GetObject: ',
    ],
  ])('fails when it %s', (_, props, text) => {
    expect(() => RepositoryAccess.of(new iam.PolicyStatement(props))).toThrow(text);
  });

  test('is one warning of the repository if it admits everybody', () => {
    const stack = new Stack(new App(), 'Stack');
    const open = new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['ecr:BatchGetImage'] });
    new PrivateRepository(stack, 'Api', { access: [RepositoryAccess.of(open)] });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-ecr::openPolicy]')]);
  });
});

describe('a guardrail', () => {
  const ORGANIZATION = RepositoryPerimeter.organization('o-a1b2c3d4e5');
  const ENDPOINTS = RepositoryPerimeter.vpcEndpoints(['vpce-22222222', 'vpce-11111111']);
  const BREAK_GLASS = 'arn:aws:iam::111122223333:role/break-glass';
  const DEPLOYMENT = 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1';
  const DATA_PLANE = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchDeleteImage',
    'ecr:BatchGetImage',
    'ecr:CompleteLayerUpload',
    'ecr:GetDownloadUrlForLayer',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ];
  const CONTENT = [...DATA_PLANE, 'ecr:BatchImportUpstreamImage', 'ecr:ReplicateImage'].sort();
  const ADMINISTRATION = [
    'ecr:DeleteLifecyclePolicy',
    'ecr:DeleteRepository',
    'ecr:DeleteRepositoryPolicy',
    'ecr:PutImageScanningConfiguration',
    'ecr:PutImageTagMutability',
    'ecr:PutLifecyclePolicy',
    'ecr:SetRepositoryPolicy',
    'ecr:TagResource',
    'ecr:UntagResource',
    'ecr:UpdateImageStorageClass',
  ];
  const OWN_ACCOUNT = { Ref: 'AWS::AccountId' };
  /** Service-linked roles of the own account: those of other accounts are not exempt. */
  const LINKED = {
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/aws-service-role/*'],
    ],
  };
  const deny = (Sid: string, Action: string[], Condition: object) => ({
    Sid,
    Effect: 'Deny',
    Action,
    Principal: { AWS: '*' },
    Condition,
  });

  // Once it denied pulls, pushes and deletion of images only, and exempted calls through a service and service-linked
  // roles, also those of strangers.
  test('denies principals outside the organization to use, delete and configure the repository', () => {
    expect(render(RepositoryAccess.denyOutside(ORGANIZATION))).toEqual([
      deny('DenyOutsideOrganization', CONTENT, {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
      deny('DenyOutsideOrganizationAdministration', ADMINISTRATION, {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalAccount': OWN_ACCOUNT },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
      deny('DenyOutsideOrganizationServices', [...CONTENT, ...ADMINISTRATION].sort(), {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:SourceOrgID': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ]);
  });

  test('denies principals outside organizational units', () => {
    const paths = ['o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/*', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'];
    const sorted = [paths[1], paths[0]];
    const given = [...paths, paths[0]];
    expect(render(RepositoryAccess.denyOutside(RepositoryPerimeter.organizationPaths(given)))).toEqual([
      deny('DenyOutsideOrganizationPaths', CONTENT, {
        'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': sorted },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
      deny('DenyOutsideOrganizationPathsAdministration', ADMINISTRATION, {
        'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': sorted },
        StringNotEqualsIfExists: { 'aws:PrincipalAccount': OWN_ACCOUNT },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
      deny('DenyOutsideOrganizationPathsServices', [...CONTENT, ...ADMINISTRATION].sort(), {
        'ForAllValues:StringNotLike': { 'aws:SourceOrgPaths': sorted },
        Null: { 'aws:SourceOrgPaths': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ]);
  });

  test('exempts partners and named principals of accounts from all of its statements', () => {
    const exceptPrincipals = ['arn:aws:iam::111122223333:user/root/admin', BREAK_GLASS, BREAK_GLASS];
    const exceptAccounts = ['777788889999', '444455556666', '444455556666'];
    const partners = ['444455556666', '777788889999'];
    const exempt = { ArnNotLikeIfExists: { 'aws:PrincipalArn': [BREAK_GLASS, exceptPrincipals[0]] } };
    expect(render(RepositoryAccess.denyOutside(ORGANIZATION, { exceptPrincipals, exceptAccounts }))).toMatchObject([
      { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': partners }, ...exempt } },
      { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': [OWN_ACCOUNT, ...partners] }, ...exempt } },
      { Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': partners } } },
    ]);
  });

  test('denies the data plane to calls that do not come through the endpoints', () => {
    const exceptPrincipals = [BREAK_GLASS];
    expect(
      render(RepositoryAccess.denyOutside(ENDPOINTS, { exceptPrincipals, exceptAccounts: ['444455556666'] })),
    ).toEqual([
      deny('DenyOutsideVpcEndpoints', DATA_PLANE, {
        StringNotEqualsIfExists: {
          'aws:SourceVpce': ['vpce-11111111', 'vpce-22222222'],
          'aws:PrincipalAccount': '444455556666',
        },
        ArnNotLikeIfExists: { 'aws:PrincipalArn': [LINKED, BREAK_GLASS] },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      }),
    ]);
  });

  test('denies administration from outside a network only if a deployment role is named', () => {
    const options = { exceptPrincipals: [BREAK_GLASS], deploymentRoles: [DEPLOYMENT] };
    expect(render(RepositoryAccess.denyOutside(RepositoryPerimeter.vpcs(['vpc-11111111']), options))).toMatchObject([
      {
        Sid: 'DenyOutsideVpcs',
        Action: DATA_PLANE,
        Condition: { ArnNotLikeIfExists: { 'aws:PrincipalArn': [LINKED, BREAK_GLASS] } },
      },
      deny('DenyOutsideVpcsAdministration', ADMINISTRATION, {
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-11111111' },
        ArnNotLikeIfExists: { 'aws:PrincipalArn': [LINKED, BREAK_GLASS, DEPLOYMENT] },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      }),
    ]);
  });

  test.each([
    ['VPC endpoints', RepositoryPerimeter.vpcEndpoints([Fn.ref('Network')]), 'aws:SourceVpce'],
    ['VPCs', RepositoryPerimeter.vpcs([Fn.ref('Network')]), 'aws:SourceVpc'],
  ])('accepts %s of the app', (_, perimeter, key) => {
    expect(render(RepositoryAccess.denyOutside(perimeter))).toMatchObject([
      { Condition: { StringNotEqualsIfExists: { [key]: { Ref: 'Network' } } } },
    ]);
  });

  test('names only actions that the policy of a repository can hold', () => {
    const guardrails = [ORGANIZATION, ENDPOINTS].flatMap((each) => RepositoryAccess.denyOutside(each).toStatements());
    expect(REPOSITORY_ACTIONS).toEqual(expect.arrayContaining(guardrails.flatMap(({ actions }) => actions)));
  });

  test('has statements of its own beside another: together they admit less, not more', () => {
    const outside = (id: string) => RepositoryAccess.denyOutside(RepositoryPerimeter.organization(id));
    const rendered = render(outside('o-z9y8x7w6v5'), outside('o-a1b2c3d4e5'), outside('o-z9y8x7w6v5'));
    const first = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    const second = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } };
    expect(rendered).toMatchObject([
      { Sid: 'DenyOutsideOrganization', Condition: first },
      { Sid: 'DenyOutsideOrganizationAdministration', Condition: first },
      { Sid: 'DenyOutsideOrganizationServices' },
      { Sid: 'DenyOutsideOrganization2', Condition: second },
      { Sid: 'DenyOutsideOrganizationAdministration2', Condition: second },
      { Sid: 'DenyOutsideOrganizationServices2' },
    ]);
  });

  test('exempts exactly the accounts that are given, in any order', () => {
    const account = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(account, { minLength: 2, maxLength: 5 }), (exceptAccounts) => {
        const [first, ...others] = exceptAccounts;
        const rendered = render(RepositoryAccess.denyOutside(ORGANIZATION, { exceptAccounts }));
        const reordered = render(
          RepositoryAccess.denyOutside(ORGANIZATION, { exceptAccounts: [...others, first, first] }),
        );
        expect(reordered).toEqual(rendered);
        expect(rendered).toMatchObject([
          { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': [...exceptAccounts].sort() } } },
          {},
          {},
        ]);
      }),
      { numRuns: 20 },
    );
  });

  test.each(['*', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:root', 'arn:aws:s3:::bucket'])(
    'fails when the exempt principal is %s',
    (arn) => {
      expect(() => RepositoryAccess.denyOutside(ORGANIZATION, { exceptPrincipals: [arn] })).toThrow(
        `RepositoryAccess.denyOutside: exceptPrincipals[0] is "${arn}" but must be the ARN of a role or user like ` +
          '"arn:aws:iam::111122223333:role/break-glass", with a name; name the role and its account',
      );
    },
  );

  // Strangers can name a role so in their account. This was once the recommended form.
  test.each([
    'arn:aws:iam::*:role/break-glass',
    'arn:aws:iam::1111*:user/admin',
    'arn:aws:iam::11112222333?:role/x',
    'arn:aws:iam:*111122223333:role/x',
    'arn:*:iam::111122223333:role/x',
    '*:111122223333:role/*',
    '*/x',
  ])('fails when the account of the exempt principal is not one account: %s', (arn) => {
    expect(() => RepositoryAccess.denyOutside(ENDPOINTS, { exceptPrincipals: [arn] })).toThrow(
      `RepositoryAccess.denyOutside: exceptPrincipals[0] is "${arn}" but must have an account id and no wildcard in or ` +
        'before it, because every AWS account can have a role or user that matches; write the account id in place of ' +
        'the wildcard, with one ARN for each account',
    );
  });

  test('never exempts a principal of another account, whatever its path and whatever pattern is accepted', () => {
    const account = fc.stringMatching(/^\d{12}$/);
    const part = fc.constantFrom('arn', 'aws', '*', '?', '', 'iam', '111122223333', ':', '/', 'role', 'x', ':role/');
    const pattern = fc.oneof(
      fc.stringMatching(/^arn:(aws|aws-cn|\*):(iam|\*):[*?]?:[*?]?111122223333[*?]?:(role|user|\*)\/[a-z*?/]{1,8}$/),
      fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.stringMatching(/^arn:aws:iam::111122223333:(role|user)\/[a-z*?/]{1,8}$/),
    );
    let accepted = 0;
    fc.assert(
      fc.property(pattern, account, (text, stranger) => {
        fc.pre(stranger !== '111122223333');
        try {
          RepositoryAccess.denyOutside(ENDPOINTS, { exceptPrincipals: [text] });
        } catch {
          return;
        }
        accepted++;
        // A stranger may put everything that the pattern asks for into the path.
        const wanted = text.replace(/[*?]/g, 'x');
        const arns = ['role', 'user'].flatMap((kind) =>
          [wanted, `x/${wanted}`, wanted.replace(/^arn:/, ''), wanted.replace(/^arn:aws:iam:/, '')].map(
            (path) => `arn:aws:iam::${stranger}:${kind}/${path}`,
          ),
        );
        // As under StringLike, which is wider than ArnLike.
        const like = new RegExp(
          `^${text
            .replace(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')
            .replace(/\\\*/g, '.*')
            .replace(/\\\?/g, '.')}$`,
          's',
        );
        expect(arns.filter((arn) => like.test(arn))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  test.each(['12345', '*', 'arn:aws:iam::444455556666:root'])('fails when the exempt account is %s', (account) => {
    expect(() => RepositoryAccess.denyOutside(ORGANIZATION, { exceptAccounts: ['444455556666', account] })).toThrow(
      `RepositoryAccess.denyOutside: exceptAccounts[1] is "${account}" but must be an account id of 12 digits; ` +
        'write all 12 digits as a string',
    );
  });

  test.each([
    ['a user', 'arn:aws:iam::111122223333:user/admin'],
    ['a role of an unnamed account', 'arn:aws:iam:::role/deploy'],
  ])('fails when the deployment role is %s', (_, arn) => {
    expect(() => RepositoryAccess.denyOutside(ENDPOINTS, { deploymentRoles: [arn] })).toThrow(
      `RepositoryAccess.denyOutside: deploymentRoles[0] is "${arn}" but must be the ARN of a role like "${DEPLOYMENT}"; ` +
        'name the role with which CloudFormation deploys the repository, and its account',
    );
  });

  test('fails when there is no deployment role in the list, as nobody could change the repository', () => {
    expect(() => RepositoryAccess.denyOutside(ENDPOINTS, { deploymentRoles: [] })).toThrow(
      'RepositoryAccess.denyOutside: deploymentRoles is [] but must have at least one role; name the role with which ' +
        'CloudFormation deploys the repository, or leave the property out',
    );
  });

  test('fails when the deployment role of any account is exempt', () => {
    expect(() => RepositoryAccess.denyOutside(ENDPOINTS, { deploymentRoles: ['arn:aws:iam::*:role/deploy'] })).toThrow(
      'RepositoryAccess.denyOutside: deploymentRoles[0] is "arn:aws:iam::*:role/deploy" but must have an account id',
    );
  });

  test('fails when a deployment role is named for an organization', () => {
    expect(() => RepositoryAccess.denyOutside(ORGANIZATION, { deploymentRoles: [DEPLOYMENT] })).toThrow(
      `RepositoryAccess.denyOutside: deploymentRoles is ["${DEPLOYMENT}"] but must be left out with an organization as ` +
        'the perimeter, because roles of its accounts and of the own account are not denied; add roles of other ' +
        'organizations to exceptPrincipals',
    );
  });

  test('fails when a VPC is an endpoint', () => {
    expect(() => RepositoryPerimeter.vpcs(['vpce-11111111'])).toThrow(
      'RepositoryPerimeter.vpcs: vpcIds[0] is "vpce-11111111" but must be the id of a VPC like "vpc-0a1b2c3d4e5f60718"; ' +
        'use `vpcId` of the VPC',
    );
  });

  test('fails when a path of the organization ends in no slash', () => {
    expect(() => RepositoryPerimeter.organizationPaths(['o-a1b2c3d4e5/r-ab12'])).toThrow(
      'RepositoryPerimeter.organizationPaths: paths[0] is "o-a1b2c3d4e5/r-ab12" but must be a path like ',
    );
  });

  test('fails when there is no endpoint', () => {
    expect(() => RepositoryPerimeter.vpcEndpoints([])).toThrow(
      'RepositoryPerimeter.vpcEndpoints: vpcEndpointIds is [] but must have at least one VPC endpoint; add the VPC ' +
        'endpoint or leave the call out',
    );
  });

  test('fails when an endpoint is a VPC', () => {
    expect(() => RepositoryPerimeter.vpcEndpoints(['vpc-11111111'])).toThrow(
      'RepositoryPerimeter.vpcEndpoints: vpcEndpointIds[0] is "vpc-11111111" but must be the id of a VPC endpoint like ' +
        '"vpce-0a1b2c3d4e5f60718"; use `vpcEndpointId` of the endpoint',
    );
  });

  test('fails when the organization id is not valid', () => {
    expect(() => RepositoryPerimeter.organization('r-ab12')).toThrow(
      'RepositoryPerimeter.organization: organizationId is "r-ab12" but must be an organization id like "o-a1b2c3d4e5"; ' +
        'look it up with `aws organizations describe-organization`',
    );
  });
});

test('toStatements gives the statements for a repository that is declared elsewhere', () => {
  const [statement, ...others] = RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5').toStatements();
  expect(others).toEqual([]);
  expect(statement.sid).toBe('PullFromOrganization');
});

test('order and repetition of access change nothing', () => {
  const values = fc.shuffledSubarray(
    [
      RepositoryAccess.pullFromAccounts(['111122223333']),
      RepositoryAccess.pullFromAccounts(['444455556666', '111122223333']),
      RepositoryAccess.pushFromAccounts(['111122223333']),
      RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'),
      RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] }),
      RepositoryAccess.pullFromLambda({ accounts: ['111122223333'] }),
    ],
    { minLength: 6 },
  );
  const first = fc.sample(values, 1)[0];
  fc.assert(
    fc.property(values, (shuffled) => {
      expect(render(...shuffled, shuffled[0])).toEqual(render(...first));
    }),
  );
});

describe('RepositoryAccess', () => {
  test('fails when no account is named', () => {
    expect(() => RepositoryAccess.pullFromAccounts([])).toThrow(
      'RepositoryAccess.pullFromAccounts: accounts is [] but must have at least one account id; add the account id or ' +
        'leave the call out',
    );
  });

  test('fails when an account id has 11 digits', () => {
    expect(() => RepositoryAccess.pullFromLambda({ accounts: ['111122223333', '11112222333'] })).toThrow(
      'RepositoryAccess.pullFromLambda: accounts[1] is "11112222333" but must be an account id of 12 digits; write all ' +
        '12 digits as a string',
    );
  });

  test('fails when an account is a token, which would be another account elsewhere', () => {
    expect(() => RepositoryAccess.pushFromAccounts([Aws.ACCOUNT_ID])).toThrow(
      /RepositoryAccess.pushFromAccounts: accounts\[0\] is .* but must be a literal, because it is used in other accounts and regions; write the value itself or read it from the context/,
    );
  });

  test.each(['o-short', 'r-ab12', 'o-A1B2C3D4E5', 'o-a1b2c3d4e5/'])('fails when the organization is %s', (id) => {
    expect(() => RepositoryAccess.pullFromOrganization(id)).toThrow(
      `RepositoryAccess.pullFromOrganization: organizationId is "${id}" but must be an organization id like ` +
        '"o-a1b2c3d4e5"; look it up with `aws organizations describe-organization`',
    );
  });

  test.each(['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111*', 'o-a1b2c3d4e5', 'o-a1b2c3d4e5*', '*', 'o-a1b2c3d4e5/ou-ab12-1/'])(
    'fails when the path is %s',
    (path) => {
      expect(() => RepositoryAccess.pullFromOrganizationPaths([path])).toThrow(
        `RepositoryAccess.pullFromOrganizationPaths: paths[0] is "${path}" but must be a path like ` +
          '"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/" that ends in "/" or "/*"; end it in "/" for the unit alone or in ' +
          '"/*" for the units below it as well',
      );
    },
  );

  test('fails when the permission set is a pattern', () => {
    const options = { accounts: ['111122223333'], permissionSets: ['*'] };
    expect(() => RepositoryAccess.pullFromPermissionSets(options)).toThrow(
      'RepositoryAccess.pullFromPermissionSets: permissionSets[0] is "*" but must be the name of a permission set: 1 to ' +
        '32 letters, digits and _+=,.@-; use its name',
    );
  });

  test('fails when there is no permission set', () => {
    const options = { accounts: ['111122223333'], permissionSets: [] };
    expect(() => RepositoryAccess.pullFromPermissionSets(options)).toThrow(
      'RepositoryAccess.pullFromPermissionSets: permissionSets is [] but must have at least one permission set; add the ' +
        'permission set or leave the call out',
    );
  });

  test('fails when the project is a pattern', () => {
    expect(() => RepositoryAccess.pullFromCodeBuild({ account: '111122223333', projectName: 'api-*' })).toThrow(
      'RepositoryAccess.pullFromCodeBuild: projectName is "api-*" but must be the name of a project: 2 to 255 letters, ' +
        'digits, dashes and underscores, without wildcards; name one project in each call',
    );
  });

  test('fails when the region of a project is not valid', () => {
    const options = { account: '111122223333', projectName: 'api', region: '*' };
    expect(() => RepositoryAccess.pullFromCodeBuild(options)).toThrow(
      'RepositoryAccess.pullFromCodeBuild: region is "*" but must be a region like "eu-west-1"; leave it out for every region',
    );
  });
});
