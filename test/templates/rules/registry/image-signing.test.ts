import { CfnParameter } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { cache, replication, stackBeside, to } from './support';
import { EcrChecks } from '../../../../src/checks/ecr-checks';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, problemsOf, quickApp, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.IMAGE_SIGNING;
const props = { requireSigning: ['prod/*'] };
const ARN = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`;

/** A repository, in a registry with signing rules that have these filters. */
const repository =
  (repositoryName?: string, ...filters: (string[] | undefined)[]): Build =>
  (stack) => {
    new ecr.CfnRepository(stack, 'Bad', { repositoryName });
    if (filters.length === 0) return;
    const rules = filters.map((each) => ({
      signingProfileArn: ARN,
      repositoryFilters: each?.map((filter) => ({ filter, filterType: 'WILDCARD_MATCH' })),
    }));
    new ecr.CfnSigningConfiguration(stack, 'Signing', { rules });
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
