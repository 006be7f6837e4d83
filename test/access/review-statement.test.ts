import { App, Lazy, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryAccess } from '../../src/access/repository-access';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { RegistryPolicyScope } from '../../src/ecr/registry-policy-scope';
import { RepositoryGrants } from '../../src/facades/repository-grants';
import { RepositoryAccessPolicy } from '../../src/mixins/repository-access-policy';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';
import { PublicRepository } from '../../src/repository/public-repository';
import { findingsOfRule } from '../checks/support';
import { warningsOf } from '../support/warnings';

const OTHER = new iam.AccountPrincipal('222222222222');
const PULL = ['ecr:BatchGetImage'];
const EVERYBODY = [new iam.AnyPrincipal()];
const ENV = { account: '111122223333', region: 'eu-west-1' };

function stackOf(): Stack {
  return new Stack(new App(), 'Stack', { env: ENV, terminationProtection: true });
}

type Case = [EcrRule, iam.PolicyStatementProps];

/** What constructs warn of. */
const WARNINGS: Case[] = [
  [EcrRule.OPEN_POLICY, { actions: PULL, principals: EVERYBODY }],
  [EcrRule.POLICY_RESOURCES, { actions: PULL, principals: [OTHER], resources: ['*'] }],
  [EcrRule.SERVICE_SOURCE, { actions: PULL, principals: [new iam.ServicePrincipal('codebuild.amazonaws.com')] }],
  [
    EcrRule.SERVICE_SOURCE,
    { actions: ['ecr:PutImage'], principals: [new iam.ServicePrincipal('omics.amazonaws.com')] },
  ],
  [
    EcrRule.FOR_ALL_VALUES,
    {
      actions: PULL,
      principals: EVERYBODY,
      conditions: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
    },
  ],
  [
    EcrRule.ORGANIZATION_PATH,
    {
      actions: PULL,
      principals: EVERYBODY,
      conditions: { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111' } },
    },
  ],
  [EcrRule.ACCOUNT_PUSH, { actions: ['ecr:PutImage'], principals: [OTHER] }],
  [EcrRule.ADMINISTRATION, { actions: ['ecr:SetRepositoryPolicy'], principals: [OTHER] }],
  [EcrRule.UNKNOWN_NAME, { actions: ['ecr:BatchGetImages'], principals: [OTHER] }],
];

/** What they refuse. */
const REFUSALS: Case[] = [
  [EcrRule.POLICY_ACTIONS, { actions: ['ecr:GetAuthorizationToken'], principals: [OTHER] }],
  [EcrRule.POLICY_ACTIONS, { actions: ['s3:GetObject'], principals: [OTHER] }],
  [
    EcrRule.POLICY_FORM,
    { actions: PULL, principals: [OTHER], conditions: { StringEqual: { 'aws:PrincipalTag/a': 'b' } } },
  ],
  [EcrRule.POLICY_FORM, { actions: PULL, principals: [new iam.ArnPrincipal('arn:aws:iam::222222222222:role/*')] }],
  [EcrRule.POLICY_FORM, { actions: PULL, principals: [new iam.ArnPrincipal('arn:aws:iam::222222222222:*')] }],
  [EcrRule.POLICY_FORM, { actions: PULL, principals: [new iam.ArnPrincipal('AROAEXAMPLE1234567890')] }],
  [EcrRule.POLICY_FORM, { actions: PULL, principals: [new iam.ServicePrincipal('build.apprunner.amazonaws.com')] }],
  [
    EcrRule.POLICY_CONDITIONS,
    { actions: PULL, principals: EVERYBODY, conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } } },
  ],
  [
    EcrRule.POLICY_CONDITIONS,
    { actions: PULL, principals: [OTHER], conditions: { StringEquals: { 'aws:SourceAccount': '222222222222' } } },
  ],
];

/** What the rule says of the same statement in a template, after its name. */
function foundIn(rule: EcrRule, props: iam.PolicyStatementProps): string {
  const [{ text }] = findingsOfRule(rule, (stack) => {
    const document = new iam.PolicyDocument({ statements: [new iam.PolicyStatement(props)] });
    new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: document });
  });
  return text.slice('statement 1 '.length).split('. ')[0];
}

test.each(WARNINGS)('addToResourcePolicy warns of %s in the words of the rule', (rule, props) => {
  const stack = stackOf();
  new PrivateRepository(stack, 'Api').addToResourcePolicy(new iam.PolicyStatement(props));
  const [warning, ...others] = warningsOf(stack);
  expect(others).toEqual([]);
  expect(warning).toContain(`a statement of the repository policy ${foundIn(rule, props)}; `);
  expect(warning).toMatch(new RegExp(`\\[ack: cdk-ecr::${rule}\\]$`));
});

test.each(REFUSALS)('addToResourcePolicy refuses what %s reports as an error, in its words', (rule, props) => {
  const repository = new PrivateRepository(stackOf(), 'Api');
  expect(() => repository.addToResourcePolicy(new iam.PolicyStatement(props))).toThrow(
    'PrivateRepository.addToResourcePolicy at Stack/Api: a statement of the repository policy ' + foundIn(rule, props),
  );
});

test.each(REFUSALS)('addToPolicy refuses what %s reports as an error', (rule, props) => {
  const registry = new Registry(stackOf(), 'Registry', { policyScope: RegistryPolicyScope.V2 });
  const add = () => {
    registry.addToPolicy(
      RegistryPolicyStatement.of(new iam.PolicyStatement({ ...props, sid: 'Mine', resources: ['*'] })),
    );
  };
  // The policy of a registry is also about the registry.
  if (props.actions?.includes('ecr:GetAuthorizationToken')) {
    expect(add).not.toThrow();
  } else {
    expect(add).toThrow(
      `Registry.addToPolicy at Stack/Registry: statement Mine of the registry policy ${foundIn(rule, props)}`,
    );
  }
});

test.each(WARNINGS.filter(([rule]) => rule !== EcrRule.POLICY_RESOURCES))('addToPolicy warns of %s', (rule, props) => {
  const stack = stackOf();
  const statement = new iam.PolicyStatement({ ...props, sid: 'Mine', resources: ['*'] });
  new Registry(stack, 'Registry', { policyScope: RegistryPolicyScope.V2 }).addToPolicy(
    RegistryPolicyStatement.of(statement),
  );
  expect(warningsOf(stack)).toEqual([
    expect.stringMatching(new RegExp(`^statement Mine of the registry policy .*\\[ack: cdk-ecr::${rule}\\]$`)),
  ]);
});

describe('administration that is given to another account is a warning in', () => {
  const actions = ['ecr:SetRepositoryPolicy'];
  const given = (action = actions[0]) => new iam.PolicyStatement({ actions: [action], principals: [OTHER] });
  const access = [RepositoryAccess.of(given())];

  test.each<[string, (stack: Stack) => unknown]>([
    ['a repository', (stack) => new PrivateRepository(stack, 'Api', { access })],
    ['a grant', (stack) => new PrivateRepository(stack, 'Api').grant(OTHER, ...actions)],
    [
      'a grant to a role',
      (stack) => {
        const role = iam.Role.fromRoleArn(stack, 'Admin', 'arn:aws:iam::222222222222:role/admin');
        return new PrivateRepository(stack, 'Api').grant(role, ...actions);
      },
    ],
    [
      'access to an L2',
      (stack) => {
        RepositoryGrants.fromRepository(new ecr.Repository(stack, 'Api')).admit(access[0]);
      },
    ],
    ['a mixin', (stack) => new ecr.CfnRepository(stack, 'Api').with(new RepositoryAccessPolicy(access))],
    [
      'a creation template',
      (stack) => {
        new Registry(stack, 'Registry').addCreateOnPush('Team', { prefix: 'team/', settings: { access } });
      },
    ],
    [
      'a public repository',
      (stack) => {
        const repository = new PublicRepository(stack, 'Cli', { tags: { team: 'cli' } });
        repository.addToResourcePolicy(given('ecr-public:SetRepositoryPolicy'));
      },
    ],
  ])('%s', (_, declare) => {
    const stack = new Stack(new App(), 'Stack', { env: { ...ENV, region: 'us-east-1' }, terminationProtection: true });
    declare(stack);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(
        /^a statement of the repository policy lets account 222222222222 administer, with ecr(-public)?:SetRepositoryPolicy; /,
      ),
    ]);
  });

  test('no role of the own account', () => {
    const stack = stackOf();
    const role = new iam.Role(stack, 'Admin', { assumedBy: new iam.AccountRootPrincipal() });
    const repository = new PrivateRepository(stack, 'Api');
    repository.grant(role, ...actions);
    repository.addToResourcePolicy(new iam.PolicyStatement({ actions, principals: [role] }));
    repository.addToResourcePolicy(new iam.PolicyStatement({ actions, principals: [new iam.AccountRootPrincipal()] }));
    expect(warningsOf(stack)).toEqual([]);
  });
});

test('principals that a grant or an access names are not warned of', () => {
  const stack = stackOf();
  const repository = new PrivateRepository(stack, 'Api', {
    access: [
      RepositoryAccess.pushFromAccounts(['222222222222']),
      RepositoryAccess.pullFromOrganizationPaths(['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*']),
      RepositoryAccess.pullFromLambda({ accounts: ['222222222222'] }),
    ],
  });
  repository.grants.pullPush(OTHER);
  expect(warningsOf(stack)).toEqual([]);
});

test('a statement that is unresolved is not judged', () => {
  const stack = stackOf();
  const condition = { StringEquals: { 'aws:PrincipalOrgID': Lazy.string({ produce: () => '*' }) } };
  new PrivateRepository(stack, 'Api').addToResourcePolicy(
    new iam.PolicyStatement({
      actions: [Lazy.string({ produce: () => 's3:GetObject' })],
      principals: [new iam.ArnPrincipal(Lazy.string({ produce: () => 'nobody' }))],
      conditions: condition,
    }),
  );
  expect(warningsOf(stack)).toEqual([]);
});
