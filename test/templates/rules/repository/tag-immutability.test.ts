import { Aws, CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { Registry } from '../../../../src/registry/registry';
import { ImageTagMutability } from '../../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { RepositorySettings } from '../../../../src/repository/repository-settings';
import type { Build } from '../../../checks/support';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TAG_IMMUTABILITY;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad'),
  l2: (stack) => new ecr.Repository(stack, 'Bad'),
  override: (stack) => overridden(stack, { ImageTagMutability: 'MUTABLE' }),
  passes: (stack) =>
    new PrivateRepository(stack, 'Good', { tagMutability: ImageTagMutability.immutable({ exceptTags: ['a'] }) }),
});

function textOf(build: Build): string {
  const [found, ...others] = findingsOfRule(rule, build);
  expect(others).toEqual([]);
  return found.text;
}

test('reports which tags can be moved', () => {
  expect(textOf((stack) => new ecr.CfnRepository(stack, 'Bad'))).toMatchInlineSnapshot(
    `"ImageTagMutability is not set, which means MUTABLE, so that a push can move any tag to another image. If a tag can move, the image that runs may differ from the image that was tested under the same tag"`,
  );
  expect(textOf((stack) => overridden(stack, { ImageTagMutability: 'MUTABLE' }))).toMatchInlineSnapshot(
    `"ImageTagMutability is MUTABLE, so that a push can move any tag to another image. If a tag can move, the image that runs may differ from the image that was tested under the same tag"`,
  );
  expect(textOf((stack) => overridden(stack, { ImageTagMutability: 'MUTABLE_WITH_EXCLUSION' }))).toMatchInlineSnapshot(
    `"ImageTagMutability is MUTABLE_WITH_EXCLUSION, so that a push can move all tags but those of the filters. If a tag can move, the image that runs may differ from the image that was tested under the same tag"`,
  );
  expect(textOf((stack) => overridden(stack, { ImageTagMutability: 'immutable' }))).toMatchInlineSnapshot(
    `"ImageTagMutability is immutable, which CloudFormation refuses. If a tag can move, the image that runs may differ from the image that was tested under the same tag"`,
  );
});

test('reports a creation template, unless it is for caches only', () => {
  const bad = (...appliedFor: string[]) =>
    findingsOfRule(rule, (stack) => template(stack, { appliedFor, imageTagMutability: undefined })).length;
  expect(bad('CREATE_ON_PUSH')).toBe(1);
  expect(bad('PULL_THROUGH_CACHE', 'REPLICATION')).toBe(1);
  expect(bad('PULL_THROUGH_CACHE')).toBe(0);
});

test('reports mutable tags as a warning if a creation template is only for replicas and cached images', () => {
  const severities = (imageTagMutability: string, ...appliedFor: string[]) =>
    findingsOfRule(rule, (stack) => template(stack, { appliedFor, imageTagMutability })).map(
      ({ severity }) => severity,
    );
  expect(severities('MUTABLE', 'REPLICATION')).toEqual(['warning']);
  expect(severities('MUTABLE_WITH_EXCLUSION', 'REPLICATION', 'PULL_THROUGH_CACHE')).toEqual(['warning']);
  expect(severities('MUTABLE', 'REPLICATION', 'CREATE_ON_PUSH')).toEqual(['error']);
  expect(severities('MUTABLE', 'CREATE_ON_PUSH')).toEqual(['error']);
  expect(severities('MUTABLE')).toEqual(['error']);
  expect(severities('mutable', 'REPLICATION')).toEqual(['error']);
  expect(severities('IMMUTABLE', 'REPLICATION')).toEqual([]);
});

test('reports mutable tags as a warning if a use of the creation template is known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    const use = new CfnParameter(stack, 'Use').valueAsString;
    template(stack, { appliedFor: ['REPLICATION', use], imageTagMutability: 'MUTABLE' });
  });
  expect(found.map(({ severity }) => severity)).toEqual(['warning']);
});

test('reports that the tags of replicas follow the tags of their source', () => {
  const [{ text, fix }] = findingsOfRule(rule, (stack) =>
    template(stack, { appliedFor: ['REPLICATION'], imageTagMutability: 'MUTABLE' }),
  );
  expect(text).toMatchInlineSnapshot(
    `"ImageTagMutability is MUTABLE, so that a push can move any tag to another image; the tags of replicas follow the tags of their source, which decides whether they have to move. If a tag can move, the image that runs may differ from the image that was tested under the same tag"`,
  );
  expect(fix).toMatchInlineSnapshot(
    `"set ImageTagMutability to IMMUTABLE where it is so at the source (\`settings\` of \`replicateTo\` and \`acceptReplicationFrom\`), or acknowledge that the tags of the source move"`,
  );
});

test('reports the creation template for replicas of an unknown source as a warning, unless its settings make tags immutable', () => {
  const severities = (settings?: RepositorySettings) =>
    findingsOfRule(rule, (stack) => {
      const registry = new Registry(stack, 'Registry');
      registry.acceptReplicationFrom({ account: '222222222222', repositoryPrefixes: ['prod/'], settings });
    }).map(({ severity }) => severity);
  expect(severities()).toEqual(['warning']);
  expect(severities({ tagMutability: ImageTagMutability.immutable() })).toEqual([]);
});

test('does not report a repository in the namespace of a cache', () => {
  const found = findingsOfRule(rule, (stack) => {
    const registry = new Registry(stack, 'Registry');
    registry.addPullThroughCache('Cache', { upstream: UpstreamRegistry.ecrPublic(), precreate: ['nginx/nginx'] });
    new ecr.CfnRepository(stack, 'Cached', { repositoryName: 'ecr-public/nginx/unit' });
    new ecr.CfnRepository(stack, 'Other', { repositoryName: 'ecr-public-mirror' });
  });
  expect(found.map(({ path }) => path)).toEqual(['Stack/Other']);
});

test('reports a repository although a cache has the prefix ROOT', () => {
  const found = findingsOfRule(rule, (stack) => {
    new ecr.CfnPullThroughCacheRule(stack, 'Cache', {
      ecrRepositoryPrefix: 'ROOT',
      upstreamRegistryUrl: 'public.ecr.aws',
    });
    new ecr.CfnRepository(stack, 'Bad', { repositoryName: 'team/api' });
  });
  expect(found).toHaveLength(1);
});

test('does not report a repository whose name is known only at deployment if a cache has a prefix other than ROOT', () => {
  const found = (ecrRepositoryPrefix: string) =>
    findingsOfRule(rule, (stack) => {
      new ecr.CfnPullThroughCacheRule(stack, 'Cache', { ecrRepositoryPrefix, upstreamRegistryUrl: 'public.ecr.aws' });
      new ecr.CfnRepository(stack, 'Bad', { repositoryName: new CfnParameter(stack, 'Name').valueAsString });
    }).length;
  expect([found('docker'), found('ROOT')]).toEqual([0, 1]);
});

test('does not report a mode or uses known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    const mode = new CfnParameter(stack, 'Mode').valueAsString;
    new ecr.CfnRepository(stack, 'Repository', { imageTagMutability: mode });
    const uses = new CfnParameter(stack, 'Uses', { type: 'CommaDelimitedList' }).valueAsList;
    template(stack, { appliedFor: uses, imageTagMutability: 'MUTABLE' });
  });
  expect(found).toEqual([]);
});

test('reports nothing where only the deployment knows whether a cache fills the repository', () => {
  const cached = (prefix: string) => (stack: Stack) => {
    new ecr.CfnPullThroughCacheRule(stack, 'Cache', { ecrRepositoryPrefix: prefix });
    new ecr.CfnRepository(stack, 'Bad', { repositoryName: 'hub-1/app', imageTagMutability: 'MUTABLE' });
  };
  expect(findingsOfRule(rule, cached(`hub-${Aws.STACK_ID}`))).toEqual([]);
  expect(findingsOfRule(rule, cached(`quay-${Aws.STACK_ID}`))).toHaveLength(1);
});
