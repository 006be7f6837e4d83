import { App, Aws, Fn, Lazy, Stack, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RepositoryAccess } from '../../src/access/repository-access';
import { RepositoryGrants } from '../../src/facades/repository-grants';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ORGANIZATION = 'o-a1b2c3d4e5';
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const EVERYBODY = [new iam.AnyPrincipal()];

/** What cdk-nag reports of the app, which it judges as a plugin does: after the synthesis. */
function reported(build: (stack: Stack) => void): string[] {
  const app = new App();
  build(new Stack(app, 'Stack', { env: ENV, terminationProtection: true }));
  app.synth();
  return new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
}

const pull = (conditions?: Record<string, Record<string, unknown>>) =>
  new iam.PolicyStatement({ actions: PULL, principals: EVERYBODY, conditions });

const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };
const TAUTOLOGIES: Record<string, Record<string, unknown>>[] = [
  { StringLike: { 'aws:PrincipalOrgID': '*' } },
  { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } },
  { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringEqualsIfExists: OF_ORGANIZATION.StringEquals },
];

type Change = (stack: Stack, repository: PrivateRepository) => void;

const l1 = (repository: PrivateRepository) => repository.node.defaultChild as ecr.CfnRepository;
const OPEN_POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: PULL }] };

const CHANGES: [string, Change][] = [
  ['adds an open one', (_, repository) => repository.addToResourcePolicy(pull())],
  ['grants to everybody', (_, repository) => repository.grants.pull(new iam.AnyPrincipal())],
  ['replaces the text', (_, repository) => (l1(repository).repositoryPolicyText = OPEN_POLICY)],
  [
    'overrides the text',
    (_, repository) => l1(repository).addPropertyOverride('RepositoryPolicyText.Statement', OPEN_POLICY.Statement),
  ],
  [
    'adds one that is open under a condition of the template',
    (_, repository) => {
      const one = { Effect: 'Allow', Principal: Fn.conditionIf('Open', '*', Aws.ACCOUNT_ID), Action: PULL };
      l1(repository).repositoryPolicyText = {
        Version: '2012-10-17',
        Statement: [pull(OF_ORGANIZATION).toStatementJson(), one],
      };
    },
  ],
  [
    'adds one with a lazy principal',
    (_, repository) => {
      const arn = Lazy.string({ produce: () => '*' });
      repository.addToResourcePolicy(
        new iam.PolicyStatement({ actions: PULL, principals: [new iam.ArnPrincipal(arn)] }),
      );
    },
  ],
];

describe.each<[string, (repository: PrivateRepository) => void]>([
  ['a statement with a condition', (repository) => repository.addToResourcePolicy(pull(OF_ORGANIZATION))],
  [
    'a statement of RepositoryAccess',
    (repository) => {
      RepositoryGrants.fromRepository(repository).admit(RepositoryAccess.of(pull(OF_ORGANIZATION)));
    },
  ],
  [
    'the access of an organization',
    (repository) => {
      RepositoryGrants.fromRepository(repository).admit(RepositoryAccess.pullFromOrganization(ORGANIZATION));
    },
  ],
])('cdk-nag on %s', (_, admit) => {
  test('reports nothing', () => {
    expect(reported((stack) => admit(new PrivateRepository(stack, 'Api')))).toEqual([]);
  });

  test.each(CHANGES)('reports the policy if somebody %s later', (__, change) => {
    const findings = reported((stack) => {
      const repository = new PrivateRepository(stack, 'Api');
      admit(repository);
      change(stack, repository);
    });
    expect(findings).toEqual(['AwsSolutions-ECR1']);
  });
});

test('cdk-nag reports nothing on an organization that a repository is declared with, unless it is replaced', () => {
  const access = [RepositoryAccess.pullFromOrganization(ORGANIZATION)];
  expect(reported((stack) => new PrivateRepository(stack, 'Api', { access }))).toEqual([]);
  const replaced = (stack: Stack) => {
    l1(new PrivateRepository(stack, 'Api', { access })).repositoryPolicyText = OPEN_POLICY;
  };
  expect(reported(replaced)).toEqual(['AwsSolutions-ECR1']);
});

test.each(TAUTOLOGIES)('cdk-nag reports a statement with the condition %j, which all can meet', (conditions) => {
  const findings = reported((stack) => new PrivateRepository(stack, 'Api').addToResourcePolicy(pull(conditions)));
  expect(findings).toEqual(['AwsSolutions-ECR1']);
});

test.each(TAUTOLOGIES)('cdk-nag reports it beside a limited statement: %j', (conditions) => {
  const findings = reported((stack) => {
    const repository = new PrivateRepository(stack, 'Api');
    repository.addToResourcePolicy(pull(OF_ORGANIZATION));
    repository.addToResourcePolicy(pull(conditions));
  });
  expect(findings).toEqual(['AwsSolutions-ECR1']);
});

test('a policy without wildcards in the end has no acknowledgement', () => {
  const app = new App();
  const repository = new PrivateRepository(new Stack(app, 'Stack', { env: ENV }), 'Api');
  repository.addToResourcePolicy(pull(OF_ORGANIZATION));
  l1(repository).repositoryPolicyText = undefined;
  app.synth();
  const types = l1(repository).node.metadata.map(({ type }) => type);
  expect(types).not.toContain(Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
});

describe('cdk-nag on a registry policy for an organization', () => {
  const allow = (principal: iam.IPrincipal) =>
    RegistryPolicyStatement.allowCreateOnPush({ principals: [principal], repositoryPrefixes: ['team/'] });
  const declare = (stack: Stack) => {
    const registry = new Registry(stack, 'Registry');
    registry.addToPolicy(allow(new iam.OrganizationPrincipal(ORGANIZATION)));
    return registry;
  };

  test('reports nothing', () => expect(reported(declare)).toEqual([]));

  test('reports the policy if an open statement is added', () => {
    const findings = reported((stack) => {
      declare(stack).addToPolicy(allow(new iam.AnyPrincipal()));
    });
    expect(findings).toEqual(['AwsSolutions-ECR1']);
  });

  test('reports the policy if its text is replaced', () => {
    const findings = reported((stack) => {
      declare(stack);
      const policies = stack.node.findAll().filter((each) => each instanceof ecr.CfnRegistryPolicy);
      for (const policy of policies) policy.policyText = OPEN_POLICY;
    });
    expect(findings).toEqual(['AwsSolutions-ECR1']);
  });
});
