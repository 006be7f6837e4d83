import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { cache, replication, stackBeside, template, to } from './support';
import { EcrChecks } from '../../../../src/checks/ecr-checks';
import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, quickApp, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.IMAGE_SIGNING;
const props = { requireSigning: ['prod/*'] };
const ARN = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`;

/** Signing rules, each with some filters. */
function signing(stack: Stack, ...filters: (string[] | undefined)[]): void {
  const rules = filters.map((each) => ({
    signingProfileArn: ARN,
    repositoryFilters: each?.map((filter) => ({ filter, filterType: 'WILDCARD_MATCH' })),
  }));
  new ecr.CfnSigningConfiguration(stack, 'Signing', { rules });
}

/** A repository, in a registry with signing rules that have these filters. */
const repository =
  (repositoryName?: string, ...filters: (string[] | undefined)[]): Build =>
  (stack) => {
    new ecr.CfnRepository(stack, 'Bad', { repositoryName });
    if (filters.length > 0) signing(stack, ...filters);
  };

testRuleTable({
  rule,
  props,
  l1: repository('prod/api'),
  l2: (stack) => new ecr.Repository(stack, 'Bad', { repositoryName: 'prod/api' }),
  override: (stack) => {
    const own = new PrivateRepository(stack, 'Bad', { repositoryName: 'team/api' }).node.defaultChild;
    (own as ecr.CfnRepository).addPropertyOverride('RepositoryName', 'prod/api');
  },
  passes: repository('prod/api', ['prod/*']),
});

test('reports repositories that no signing rule matches, with the filters of the rules', () => {
  const builds = [repository('prod/api'), repository('prod/api', ['team/*', 'prod/web'], ['prod'])];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/RepositoryName: the app has no signing rule for the registry
    Properties/RepositoryName: the signing rules of the registry have only the filters team/*, prod/web, prod, which do not match it"
  `);
});

test.each<[string, Build]>([
  ['a repository that does not have to be signed', repository('team/api')],
  ['a repository that a rule without filters signs', repository('prod/api', undefined)],
  ['a repository that one of several filters matches', repository('prod/api', ['team/*', '*api'])],
  ['a repository whose name is generated', repository()],
  [
    'a repository whose name is a parameter',
    (stack) => repository(new CfnParameter(stack, 'Name').valueAsString)(stack),
  ],
  [
    'a repository under a filter that is a parameter',
    (stack) => repository('prod/api', [new CfnParameter(stack, 'F').valueAsString])(stack),
  ],
  [
    'a repository of a pull-through cache, to which nobody pushes',
    (stack) => {
      repository('prod/api')(stack);
      cache(stack, 'Cache', { ecrRepositoryPrefix: 'prod' });
    },
  ],
  [
    'a replica, whose source is signed',
    (stack) => {
      repository('prod/api', ['prod/*'])(stack);
      const other = stackBeside(stack);
      replication(stack, 'Replication', [to(other.region)], ['prod/']);
      new ecr.CfnRepository(other, 'Replica', { repositoryName: 'prod/api' });
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

/** A creation template for a push, in a registry with a signing rule that has these filters. */
const created =
  (prefix: string, ...filters: string[]): Build =>
  (stack) => {
    template(stack, 'Bad', prefix, 'CREATE_ON_PUSH');
    if (filters.length > 0) signing(stack, filters);
  };

test('reports creation templates for a push whose repositories no signing rule can match', () => {
  const all = { requireSigning: ['*'] };
  const builds: [Build, EcrChecksProps][] = [
    [created('prod'), props],
    [created('prod/web/', 'team/*', 'prod/api'), props],
    [created('ROOT'), all],
  ];
  expect(builds.flatMap(([build, options]) => problemsOf(rule, build, options))).toEqual([
    'Properties/Prefix: Amazon ECR creates repositories under prod/, but the app has no signing rule for the registry',
    'Properties/Prefix: Amazon ECR creates repositories under prod/web/, but the signing rules of the registry have only ' +
      'the filters team/*, prod/api, which match none of them',
    'Properties/Prefix: Amazon ECR creates repositories of any name, but the app has no signing rule for the registry',
  ]);
});

test.each<[string, Build, string[]?]>([
  ['a prefix that a filter matches', created('prod/web', 'prod/*')],
  ['a prefix of which a filter matches some names', created('prod', 'prod/api')],
  ['all names, of which a filter matches some', created('ROOT', 'team/*'), ['*']],
  ['all names, of which signing is required for some', created('ROOT')],
  ['a prefix of other names', created('product')],
  [
    'a prefix known only at deployment',
    (stack) => created(new CfnParameter(stack, 'Prefix').valueAsString, 'prod/*')(stack),
    ['*'],
  ],
  ['the template of a cache, to which nobody pushes', (stack) => template(stack, 'T', 'prod', 'PULL_THROUGH_CACHE')],
  ['the template of replicas, whose source is signed', (stack) => template(stack, 'T', 'prod', 'REPLICATION')],
  [
    'uses known only at deployment',
    (stack) => template(stack, 'T', 'prod', new CfnParameter(stack, 'Use').valueAsString),
  ],
  [
    'a template for replicas and pushes at a destination of replication',
    (stack) => {
      const other = stackBeside(stack);
      replication(stack, 'Replication', [to(other.region)], ['prod/']);
      template(other, 'Replicas', 'prod', 'REPLICATION', 'CREATE_ON_PUSH');
    },
  ],
])('does not report of creation templates %s', (_, build, requireSigning = props.requireSigning) => {
  expect(problemsOf(rule, build, { requireSigning })).toEqual([]);
});

test('requires signing of all repositories with the pattern *, also of those whose name is generated', () => {
  const all = { requireSigning: ['*'] };
  expect(findingsOfRule(rule, repository(), all)).toHaveLength(1);
  expect(findingsOfRule(rule, repository(undefined, ['*']), all)).toEqual([]);
});

test('reports nothing if nobody asks for it', () => {
  expect(findingsOfRule(rule, repository('prod/api'))).toEqual([]);
});

test.each(['requireSigning', 'requireReplication'])('%s must have patterns of names', (property) => {
  const create = (value: string[]) => () => new EcrChecks(quickApp(), { [property]: value });
  expect(create(['Prod/*'])).toThrow(
    `EcrChecks at App: ${property}[0] is "Prod/*" but must be a pattern that the name of a repository can match; ` +
      'write the names with "*" for any characters, such as "prod/*"',
  );
  expect(create([])).toThrow(`EcrChecks at App: ${property} is [] but must have at least one element`);
});
