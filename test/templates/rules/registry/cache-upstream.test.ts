import { App, Aws, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { cache, NO_L2, OTHER_ACCOUNT, RECOVERY, stackBeside } from './support';
import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CACHE_UPSTREAM;

const ecrUrl = (account: string, region: string) => `${account}.dkr.ecr.${region}.${Aws.URL_SUFFIX}`;
const problems = (props: Partial<ecr.CfnPullThroughCacheRuleProps>, checks?: EcrChecksProps) =>
  problemsOf(rule, (stack) => cache(stack, 'Cache', props), checks);

testRuleTable({
  rule,
  l1: (stack) => cache(stack, 'Bad', { upstreamRegistryUrl: 'https://quay.io/v2' }),
  l2: NO_L2,
  override: (stack) => {
    const added = new Registry(stack, 'Bad').addPullThroughCache('Cache', { upstream: UpstreamRegistry.quay() });
    override(added.node.defaultChild as ecr.CfnPullThroughCacheRule, { UpstreamRegistryUrl: 'ghcr.io' });
  },
  passes: (stack) => {
    const registry = new Registry(stack, 'Good');
    registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
    registry.addPullThroughCache('Ecr', { upstream: UpstreamRegistry.ecr({ account: OTHER_ACCOUNT, region: REGION }) });
  },
});

describe('the number of caches of a registry', () => {
  const caches = (stack: Stack, count: number, from = 0) => {
    for (let index = from; index < from + count; index++) {
      cache(stack, `Cache${index}`, { ecrRepositoryPrefix: `quay${index}` });
    }
  };

  test('is at most 50, and the first one that is too many is reported', () => {
    const texts = (count: number) => problemsOf(rule, (stack) => caches(stack, count));
    expect(texts(50)).toEqual([]);
    expect(texts(53)).toEqual(['Properties: number of caches is 53 but must be at most 50 in a registry']);
  });

  test('is that of all stacks of an account and region', () => {
    const texts = (region: string) =>
      problemsOf(rule, (stack) => {
        caches(stack, 30);
        caches(stackBeside(stack, region), 30, 30);
      });
    expect(texts('us-east-1')).toEqual([]);
    expect(texts(REGION)).toHaveLength(1);
  });

  test('leaves out caches that depend on a condition', () => {
    const problem = problemsOf(rule, (stack) => {
      caches(stack, 50);
      const isProduction = new CfnParameter(stack, 'Stage').valueAsString;
      const condition = new CfnCondition(stack, 'Production', { expression: Fn.conditionEquals(isProduction, 'prod') });
      cache(stack, 'Last').cfnOptions.condition = condition;
    });
    expect(problem).toEqual([]);
  });
});

test('reports each mistake in the upstream or prefix of a cache once', () => {
  expect({
    noUrl: problems({ upstreamRegistryUrl: Aws.NO_VALUE }),
    noPrefix: problems({ ecrRepositoryPrefix: Aws.NO_VALUE }),
    scheme: problems({ upstreamRegistryUrl: 'https://quay.io' }),
    unknownNotAllowed: problems({ upstreamRegistryUrl: 'mirror.gcr.io' }, { allowedUpstreams: ['quay.io'] }),
    mismatch: problems({ upstreamRegistry: 'docker-hub' }),
    shortPrefix: problems({ ecrRepositoryPrefix: 'q' }),
    longPrefix: problems({ ecrRepositoryPrefix: 'a'.repeat(31) }),
    prefix: problems({ ecrRepositoryPrefix: 'Quay/*' }),
    upstreamPrefix: problems({
      upstreamRegistryUrl: ecrUrl(OTHER_ACCOUNT, REGION),
      ecrRepositoryPrefix: 'ROOT',
      upstreamRepositoryPrefix: 'team',
    }),
    badUpstreamPrefix: problems({
      upstreamRegistryUrl: ecrUrl(OTHER_ACCOUNT, REGION),
      upstreamRepositoryPrefix: '-team',
    }),
    itself: problems({ upstreamRegistryUrl: ecrUrl(ACCOUNT, REGION) }),
    notAllowed: problems({}, { allowedUpstreams: ['registry-1.docker.io', 'public.ecr.aws'] }),
  }).toMatchInlineSnapshot(`
    {
      "badUpstreamPrefix": [
        "Properties/UpstreamRepositoryPrefix: UpstreamRepositoryPrefix is "-team" but must be namespaces like "team" or "team/project/", or "ROOT"",
      ],
      "itself": [
        "Properties/UpstreamRegistryUrl: account and region of UpstreamRegistryUrl is "111122223333/eu-west-1" but must not both be those of the cache",
      ],
      "longPrefix": [
        "Properties/EcrRepositoryPrefix: EcrRepositoryPrefix is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" but must be 2 to 30 characters, not 31",
      ],
      "mismatch": [
        "Properties/UpstreamRegistryUrl: UpstreamRegistryUrl is "quay.io" but must be a host of docker-hub, the upstream registry",
      ],
      "noPrefix": [
        "Properties/EcrRepositoryPrefix: EcrRepositoryPrefix is missing and must be namespaces like "team" or "team/project/", or "ROOT"",
      ],
      "noUrl": [
        "Properties/UpstreamRegistryUrl: UpstreamRegistryUrl is not set, which CloudFormation accepts but Amazon ECR refuses",
      ],
      "notAllowed": [
        "Properties/UpstreamRegistryUrl: UpstreamRegistryUrl is quay.io, but only these are allowed: registry-1.docker.io, public.ecr.aws",
      ],
      "prefix": [
        "Properties/EcrRepositoryPrefix: EcrRepositoryPrefix is "Quay/*" but must be namespaces like "team" or "team/project/", or "ROOT"",
      ],
      "scheme": [
        "Properties/UpstreamRegistryUrl: UpstreamRegistryUrl is "https://quay.io" but must be a host without a scheme or path",
      ],
      "shortPrefix": [
        "Properties/EcrRepositoryPrefix: EcrRepositoryPrefix is "q" but must be 2 to 30 characters, not 1",
      ],
      "unknownNotAllowed": [
        "Properties/UpstreamRegistryUrl: UpstreamRegistryUrl is mirror.gcr.io, but only these are allowed: quay.io",
      ],
      "upstreamPrefix": [
        "Properties/UpstreamRepositoryPrefix: UpstreamRepositoryPrefix is "team" but must be left out with the repositoryPrefix ROOT, under which the names are those of the upstream",
      ],
    }
  `);
});

test('reports a region without pull-through caches', () => {
  const found = problemsOf(rule, (stack) => cache(stackBeside(stack, 'us-gov-west-1'), 'Cache'));
  expect(found).toMatchInlineSnapshot(`
       [
         "Properties: region is "us-gov-west-1" but must be one that has pull-through caches, which China and AWS GovCloud (US) have not",
       ]
    `);
});

test.each([
  ['an allowed host', { upstreamRegistryUrl: 'quay.io' }],
  ['an allowed registry', { upstreamRegistryUrl: ecrUrl(OTHER_ACCOUNT, RECOVERY) }],
])('does not report %s', (_, props) => {
  const allowedUpstreams = ['quay.io', `${OTHER_ACCOUNT}.dkr.ecr.${RECOVERY}.amazonaws.com`];
  expect(problems(props, { allowedUpstreams })).toEqual([]);
});

test('does not report hosts, prefixes and regions known only at deployment', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  cache(stack, 'All', {
    ecrRepositoryPrefix: parameter,
    upstreamRegistryUrl: parameter,
    upstreamRegistry: parameter,
    upstreamRepositoryPrefix: parameter,
  });
  cache(stack, 'Ecr', { upstreamRegistryUrl: ecrUrl(ACCOUNT, Aws.REGION), upstreamRegistry: 'ecr' });
  cache(stack, 'Root', { ecrRepositoryPrefix: 'ROOT', upstreamRepositoryPrefix: parameter });
  const found = findingsOf(stack, { allowedUpstreams: ['quay.io'] }).filter((each) => each.rule === rule);
  expect(found).toEqual([]);
});
