import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryPerimeter } from '../../src/access/repository-perimeter';
import { RepositoryGrants } from '../../src/facades/repository-grants';
import * as mixins from '../../src/mixins';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const ACCESS = [RepositoryAccess.denyOutside(RepositoryPerimeter.organization('o-a1b2c3d4e5'))];
const OTHER = RepositoryAccess.pullFromAccounts(['444455556666']);
const WARNING =
  'repositoryPolicyText was set or overridden after access was given, and replaces all of it; add statements with ' +
  'addToResourcePolicy instead [ack: cdk-ecr::policyReplaced]';

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

const l1Of = (repository: ecr.IRepository) => repository.node.defaultChild as ecr.CfnRepository;

const GIVEN: [string, () => ecr.CfnRepository][] = [
  ['in the settings', () => l1Of(new PrivateRepository(stack, 'Api', { access: ACCESS }))],
  [
    'by a grant',
    () => {
      const repository = new PrivateRepository(stack, 'Api');
      repository.grants.admit(OTHER);
      return l1Of(repository);
    },
  ],
  [
    'in the settings and by a grant',
    () => {
      const repository = new PrivateRepository(stack, 'Api', { access: ACCESS });
      repository.grants.admit(OTHER);
      return l1Of(repository);
    },
  ],
  [
    'by a mixin on an L2',
    () => {
      const repository = new ecr.Repository(stack, 'Api');
      repository.with(new mixins.RepositoryAccessPolicy(ACCESS));
      return l1Of(repository);
    },
  ],
];

const REPLACES: [string, (resource: ecr.CfnRepository) => void][] = [
  ['the text is removed', (resource) => (resource.repositoryPolicyText = undefined)],
  ['the text is set', (resource) => (resource.repositoryPolicyText = { Version: '2012-10-17', Statement: [] })],
  ['an override removes the text', (resource) => resource.addPropertyDeletionOverride('RepositoryPolicyText')],
  ['an override sets the text', (resource) => resource.addPropertyOverride('RepositoryPolicyText', {})],
];

const BOTH = GIVEN.flatMap(([given, make]) =>
  REPLACES.map(([replaced, replace]): [string, string, () => ecr.CfnRepository, (typeof REPLACES)[number][1]] => [
    given,
    replaced,
    make,
    replace,
  ]),
);

describe('the policy of a repository', () => {
  test.each(BOTH)('has a warning when access was given %s and %s', (_, __, make, replace) => {
    replace(make());
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each(GIVEN)('has no warning when access is given %s and nothing replaces it', (_, make) => {
    make();
    expect(warningsOf(stack)).toEqual([]);
  });

  test('has no warning when statements are added later', () => {
    const repository = new PrivateRepository(stack, 'Api', { access: ACCESS });
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['ecr:BatchGetImage'],
        principals: [new iam.AccountPrincipal('444455556666')],
      }),
    );
    RepositoryGrants.fromRepository(repository).admit(OTHER);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('has no warning when its text is set where no access was given', () => {
    l1Of(new PrivateRepository(stack, 'Api')).repositoryPolicyText = { Version: '2012-10-17', Statement: [] };
    expect(warningsOf(stack)).toEqual([]);
  });
});
