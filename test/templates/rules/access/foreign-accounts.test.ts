import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { RuleParameters } from '../../../../src/templates/rule-parameters';
import { RULES } from '../../../../src/templates/rules';
import { TemplateApp } from '../../../../src/templates/template-app';
import { template } from '../../../ecr/decisions/decision-case';

const ALLOWED = '222222222222';
const OTHER = '333333333333';
const OWN = '111122223333';

function problemsOf(type: string, properties: object, props: RuleParameters = { allowedAccounts: [ALLOWED] }) {
  const app = TemplateApp.fromTemplates([template({ Bad: [type, properties] })]);
  const { check } = RULES.find(({ id }) => id === EcrRule.ALLOWED_PRINCIPALS)!;
  return [...check(app.resourcesOf(type)[0], { app, props })];
}

type Case = [name: string, type: string, propertiesFor: (account: unknown) => object, text: string];

const CASES: Case[] = [
  [
    'a replication destination',
    'AWS::ECR::ReplicationConfiguration',
    (account) => ({
      ReplicationConfiguration: { Rules: [{ Destinations: [{ RegistryId: account, Region: 'eu-central-1' }] }] },
    }),
    'the replication destination is in account 333333333333, which is not among those allowed',
  ],
  [
    'the upstream of a cache',
    'AWS::ECR::PullThroughCacheRule',
    (account) => ({
      EcrRepositoryPrefix: 'up',
      UpstreamRegistryUrl: { 'Fn::Join': ['', [account, '.dkr.ecr.eu-west-1.amazonaws.com']] },
    }),
    'the cache upstream is in account 333333333333, which is not among those allowed',
  ],
  ...['AWS::ECR::PullThroughCacheRule', 'AWS::ECR::RepositoryCreationTemplate'].map((type): Case => [
    `the custom role of ${type}`,
    type,
    (account) => ({ CustomRoleArn: { 'Fn::Join': ['', ['arn:aws:iam::', account, ':role/ecr']] } }),
    'the custom role is in account 333333333333, which is not among those allowed',
  ]),
];

test.each(CASES)('reports %s in an account that is not allowed', (_, type, propertiesFor, text) => {
  expect(problemsOf(type, propertiesFor(OTHER)).map((each) => each.text)).toEqual([text]);
});

test.each(CASES)('does not report %s in an allowed account or its own', (_, type, propertiesFor) => {
  for (const account of [ALLOWED, OWN, { Ref: 'AWS::AccountId' }]) {
    expect(problemsOf(type, propertiesFor(account))).toEqual([]);
  }
});

test.each(CASES)('leaves %s in an account of a parameter to the deployment', (_, type, propertiesFor) => {
  const found = problemsOf(type, propertiesFor({ Ref: 'Account' }));
  expect(found.map(({ unresolved }) => unresolved)).toEqual([true]);
});

test.each(CASES)('does not judge %s by organizations, which an account does not tell', (_, type, propertiesFor) => {
  expect(problemsOf(type, propertiesFor(OTHER), { allowedOrganizations: ['o-a1b2c3d4e5'] })).toEqual([]);
});

test('does not report an upstream without an account', () => {
  const properties = { EcrRepositoryPrefix: 'up', UpstreamRegistryUrl: 'public.ecr.aws' };
  expect(problemsOf('AWS::ECR::PullThroughCacheRule', properties)).toEqual([]);
});
