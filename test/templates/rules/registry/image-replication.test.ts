import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OTHER_ACCOUNT, RECOVERY, replication, stackBeside, template, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { findingsOf, findingsOfRule, problemsOf, REGION, stackOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.IMAGE_REPLICATION;
const props = { requireReplication: ['prod/*'] };

const repository =
  (repositoryName?: string, prefixes?: string[], destinations = [to(RECOVERY)]): Build =>
  (stack) => {
    new ecr.CfnRepository(stack, 'Bad', { repositoryName });
    if (prefixes) replication(stack, 'Replication', destinations, prefixes.length > 0 ? prefixes : undefined);
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
  passes: repository('prod/api', ['prod/']),
});

test('reports repositories that no rule replicates elsewhere', () => {
  const builds = [
    repository('prod/api'),
    repository('prod/api', ['team/', 'prod/web']),
    repository('prod/api', ['prod/'], [to(REGION)]),
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/RepositoryName: the app has no replication to another region or account for the registry
    Properties/RepositoryName: the registry replicates only the prefixes team/, prod/web, which its name does not have
    Properties/RepositoryName: the app has no replication to another region or account for the registry"
  `);
});

test.each<[string, Build]>([
  ['a repository that does not have to be replicated', repository('team/api')],
  ['a repository that a rule without filters replicates', repository('prod/api', [])],
  [
    'a repository that is replicated to another account',
    repository('prod/api', ['prod/'], [to(REGION, OTHER_ACCOUNT)]),
  ],
  ['a repository whose name is generated', repository()],
  [
    'a replica, which its registry does not replicate on',
    (stack) => {
      repository('prod/api', ['prod/'])(stack);
      new ecr.CfnRepository(stackBeside(stack), 'Replica', { repositoryName: 'prod/api' });
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

/** A creation template for a push, in a registry that replicates these prefixes. */
const created =
  (prefix: string, prefixes?: string[], use = 'CREATE_ON_PUSH'): Build =>
  (stack) => {
    template(stack, 'Bad', prefix, use);
    if (prefixes) replication(stack, 'Replication', [to(RECOVERY)], prefixes);
  };

test('reports creation templates for a push whose repositories no rule replicates elsewhere', () => {
  const builds = [created('prod/'), created('prod/web', ['team/', 'prod/api'])];
  expect(builds.flatMap((build) => problemsOf(rule, build, props))).toEqual([
    'Properties/Prefix: Amazon ECR creates repositories under prod/, but the app has no replication to another region or ' +
      'account for the registry',
    'Properties/Prefix: Amazon ECR creates repositories under prod/web/, but the registry replicates only the prefixes ' +
      'team/, prod/api, which none of their names has',
  ]);
});

test.each<[string, Build]>([
  ['a prefix that is replicated', created('prod/web', ['prod/'])],
  ['a prefix of which a part is replicated', created('prod', ['prod/api'])],
  ['all names, of which replication is required for some', created('ROOT')],
  ['the template of replicas', created('prod', undefined, 'REPLICATION')],
  ['the template of a cache', created('prod', undefined, 'PULL_THROUGH_CACHE')],
])('does not report of creation templates %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

test('does not report what Registry.replicateTo replicates', () => {
  const stack = stackOf((each) => {
    const other = new Registry(stackBeside(each), 'Registry');
    new Registry(each, 'Registry').replicateTo(other, { repositoryPrefixes: ['prod/'] });
    new PrivateRepository(each, 'Api', { repositoryName: 'prod/api' });
  });
  expect(findingsOf(stack, props).filter((each) => each.rule === rule)).toEqual([]);
});

test('does not report a registry that may be the one of another stack, whose environment is known only at deployment', () => {
  const stack = stackOf((each) => {
    repository('prod/api')(each);
    replication(new Stack(each.node.root, 'Anywhere'), 'Replication', [to(RECOVERY)], ['prod/']);
  });
  expect(findingsOf(stack, props).filter((each) => each.rule === rule)).toEqual([]);
});

test('reports nothing if nobody asks for it', () => {
  expect(findingsOfRule(rule, repository('prod/api'))).toEqual([]);
});
