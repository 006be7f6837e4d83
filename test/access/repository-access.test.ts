import { App, Aws, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../src';

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

test('accounts may push, with what clients read before they push', () => {
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

test('an organization may pull', () => {
  expect(render(RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'))).toEqual([
    {
      Sid: 'PullFromOrganization',
      Effect: 'Allow',
      Action: PULL,
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
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

test('order and repetition change nothing', () => {
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

describe('refuses', () => {
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

  test('fails when an account is a token, which would be another one elsewhere', () => {
    expect(() => RepositoryAccess.pushFromAccounts([Aws.ACCOUNT_ID])).toThrow(
      /RepositoryAccess.pushFromAccounts: accounts\[0\] is .* but must be a literal, because it travels to other accounts and regions; write the value itself or read it from the context/,
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
});
