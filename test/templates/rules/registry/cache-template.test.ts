import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { cache, NO_L2, stackBeside, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CACHE_TEMPLATE;
const USE = 'PULL_THROUGH_CACHE';

testRuleTable({
  rule,
  l1: (stack) => cache(stack, 'Bad'),
  l2: NO_L2,
  override: (stack) => {
    template(stack, 'Template', 'quay', USE);
    override(cache(stack, 'Bad'), { EcrRepositoryPrefix: 'mirror' });
  },
  passes: (stack) => new Registry(stack, 'Good').addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() }),
});

test('reports a cache that no creation template covers, and names a template for its prefix that is not applied to caches', () => {
  const problems = (prefix: string, ...templates: string[][]) =>
    problemsOf(rule, (stack) => {
      cache(stack, 'Cache', { ecrRepositoryPrefix: prefix });
      template(stackBeside(stack), 'Elsewhere', 'ROOT', USE);
      templates.forEach(([each, ...uses], index) => template(stack, `Template${index}`, each, ...uses));
    });
  expect({
    none: problems('quay'),
    otherUse: problems('quay', ['quay', 'CREATE_ON_PUSH', 'REPLICATION']),
    otherPrefix: problems('quay', ['qu', USE], ['quay/team', USE]),
    root: problems('ROOT', ['quay', USE]),
  }).toMatchInlineSnapshot(`
   {
     "none": [
       "Properties/EcrRepositoryPrefix: no creation template of the app covers quay",
     ],
     "otherPrefix": [
       "Properties/EcrRepositoryPrefix: no creation template of the app covers quay",
     ],
     "otherUse": [
       "Properties/EcrRepositoryPrefix: the creation template for quay (Stack/Template0) is not applied for PULL_THROUGH_CACHE",
     ],
     "root": [
       "Properties/EcrRepositoryPrefix: no creation template of the app covers ROOT",
     ],
   }
  `);
  expect(problems('quay/', ['quay', USE])).toEqual([]);
  expect(problems('mirror/quay', ['mirror/', USE])).toEqual([]);
  expect(problems('ROOT', ['ROOT', 'CREATE_ON_PUSH', USE])).toEqual([]);
});

test('does not report prefixes, uses and environments known only at deployment', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  cache(stack, 'Parameterized', { ecrRepositoryPrefix: parameter });
  cache(stack, 'Cache');
  template(stack, 'Template', 'quay', parameter);
  cache(stack, 'Other', { ecrRepositoryPrefix: 'other' });
  template(new Stack(app, 'Open'), 'Template', 'other', USE);
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});
