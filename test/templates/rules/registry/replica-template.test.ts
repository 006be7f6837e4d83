import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, RECOVERY, replication, stackBeside, template, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICA_TEMPLATE;

testRuleTable({
  rule,
  l1: (stack) => {
    stackBeside(stack);
    replication(stack, 'Bad', [to(RECOVERY)], ['prod/']);
  },
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad');
    registry.replicateTo(new Registry(stackBeside(stack), 'Registry'), { repositoryPrefixes: ['prod/'] });
    override(registry.node.findChild('Replication') as ecr.CfnReplicationConfiguration, {
      'ReplicationConfiguration.Rules.0.RepositoryFilters.0.Filter': 'team/',
    });
  },
  passes: (stack) => {
    const registry = new Registry(stack, 'Good');
    registry.replicateTo(new Registry(stackBeside(stack), 'Registry'), { repositoryPrefixes: ['prod/'] });
  },
});

/** The findings for a replication of prefixes to a destination with some templates. */
function problemsWith(prefixes: string[] | undefined, ...templates: string[][]): string[] {
  return problemsOf(rule, (stack) => {
    const there = stackBeside(stack);
    templates.forEach(([prefix, ...uses], index) => template(there, `Template${index}`, prefix, ...uses));
    replication(stack, 'Replication', [to(RECOVERY)], prefixes);
  });
}

test('reports the prefixes that no creation template of the destination covers', () => {
  expect({
    all: problemsWith(undefined, ['prod', 'REPLICATION']),
    other: problemsWith(['prod/', 'team/', 'x-'], ['prod', 'REPLICATION']),
    otherUse: problemsWith(['prod/'], ['prod', 'PULL_THROUGH_CACHE', 'CREATE_ON_PUSH']),
    noNamespace: problemsWith(['prod'], ['prod', 'REPLICATION']),
  }).toMatchInlineSnapshot(`
   {
     "all": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: no creation template of the app for replication covers all repositories in 111122223333/eu-central-1",
     ],
     "noNamespace": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: no creation template of the app for replication covers prod in 111122223333/eu-central-1",
     ],
     "other": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: no creation template of the app for replication covers team/, x- in 111122223333/eu-central-1",
     ],
     "otherUse": [
       "Properties/ReplicationConfiguration/Rules/0/Destinations/0: no creation template of the app for replication covers prod/ in 111122223333/eu-central-1",
     ],
   }
  `);
});

test.each([
  ['by ROOT', undefined, ['ROOT', 'REPLICATION']],
  ['by a namespace above', ['prod/api/'], ['prod/', 'CREATE_ON_PUSH', 'REPLICATION']],
  ['by a template that another rule reports', ['prod/'], ['prod']],
])('does not report prefixes that are covered %s', (_, prefixes, known) => {
  expect(problemsWith(prefixes as string[] | undefined, known as string[])).toEqual([]);
});

test('does not report repositories that the destination has or that a template covers', () => {
  const problems = problemsOf(rule, (stack) => {
    const there = stackBeside(stack);
    for (const each of [stack, there]) new ecr.CfnRepository(each, 'Api', { repositoryName: 'prod-api' });
    new ecr.CfnRepository(stack, 'Web', { repositoryName: 'prod/web' });
    template(there, 'Template', 'prod', 'REPLICATION');
    replication(stack, 'Replication', [to(RECOVERY)], ['prod']);
  });
  expect(problems).toEqual([]);
});

test('reports a prefix if the destination has only some of its repositories', () => {
  const problems = problemsOf(rule, (stack) => {
    for (const each of [stack, stackBeside(stack)]) {
      new ecr.CfnRepository(each, 'Api', { repositoryName: 'prod/api' });
    }
    new ecr.CfnRepository(stack, 'Web', { repositoryName: 'prod/web' });
    replication(stack, 'Replication', [to(RECOVERY)], ['prod/']);
  });
  expect(problems).toMatchInlineSnapshot(`
   [
     "Properties/ReplicationConfiguration/Rules/0/Destinations/0: no creation template of the app for replication covers prod/ in 111122223333/eu-central-1",
   ]
  `);
});

test('does not report destinations outside of the app or known only at deployment', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  replication(stack, 'Replication', [to('us-west-2'), to(parameter), to(RECOVERY)], ['prod/', parameter]);
  template(new Stack(app, 'Open', { env: { region: RECOVERY } }), 'Template', 'prod', 'REPLICATION');
  stackBeside(stack);
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});
