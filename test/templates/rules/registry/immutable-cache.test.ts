import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { cache, NO_L2, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.IMMUTABLE_CACHE;
const USE = 'PULL_THROUGH_CACHE';

function tags(stack: Stack, mode: string, prefix = 'quay', ...uses: string[]) {
  const resource = template(stack, `Template-${prefix}`, prefix, ...(uses.length > 0 ? uses : [USE]));
  resource.imageTagMutability = mode;
  return resource;
}

testRuleTable({
  rule,
  l1: (stack) => {
    tags(stack, 'IMMUTABLE');
    cache(stack, 'Bad');
  },
  l2: NO_L2,
  override: (stack) => {
    override(tags(stack, 'MUTABLE'), { ImageTagMutability: 'IMMUTABLE' });
    cache(stack, 'Bad');
  },
  passes: (stack) => {
    tags(stack, 'MUTABLE');
    cache(stack, 'Good');
  },
});

test('names the creation template that makes the tags of a cache immutable', () => {
  const problems = problemsOf(rule, (stack) => {
    tags(stack, 'IMMUTABLE', 'ROOT', 'REPLICATION', USE);
    cache(stack, 'Cache');
  });
  expect(problems).toMatchInlineSnapshot(`
    [
      "Properties/EcrRepositoryPrefix: the creation template Stack/Template-ROOT makes tags immutable, but an immutable tag that the upstream moves stays on the image that was cached first",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  ['a template with exceptions from immutability', (stack) => tags(stack, 'IMMUTABLE_WITH_EXCLUSION')],
  ['a template for replicas', (stack) => tags(stack, 'IMMUTABLE', 'quay', 'REPLICATION')],
  ['a template of another namespace', (stack) => tags(stack, 'IMMUTABLE', 'quay2')],
  ['a mode known only at deployment', (stack) => tags(stack, new CfnParameter(stack, 'Mode').valueAsString)],
  [
    'a template for all names if a nearer one makes tags mutable',
    (stack) => {
      tags(stack, 'IMMUTABLE', 'ROOT');
      tags(stack, 'MUTABLE');
    },
  ],
  [
    'a template for all names if an unresolved prefix may be nearer',
    (stack) => {
      tags(stack, 'IMMUTABLE', 'ROOT');
      template(stack, 'Open', new CfnParameter(stack, 'Prefix').valueAsString, USE);
    },
  ],
])('does not report %s', (_, build) => {
  const problems = problemsOf(rule, (stack) => {
    build(stack);
    cache(stack, 'Cache');
  });
  expect(problems).toEqual([]);
});

describe('a repository that was created before the first pull', () => {
  const repository = (stack: Stack, repositoryName: string, imageTagMutability: string) =>
    new CfnRepository(stack, 'Repository', { repositoryName, imageTagMutability });

  test('is found where its tags cannot follow the upstream', () => {
    const problems = problemsOf(rule, (stack) => {
      cache(stack, 'Cache');
      repository(stack, 'quay/mesh/agent', 'IMMUTABLE');
    });
    expect(problems).toEqual([
      'Properties/ImageTagMutability: the repository is in the namespace of a pull-through cache, but an immutable tag ' +
        'that the upstream moves stays on the image that was cached first',
    ]);
  });

  test.each<[string, string, string]>([
    ['tags can move', 'quay/mesh/agent', 'MUTABLE'],
    ['tags can move as exceptions', 'quay/mesh/agent', 'IMMUTABLE_WITH_EXCLUSION'],
    ['the name only starts with the same letters', 'quayside/agent', 'IMMUTABLE'],
  ])('is no finding where %s', (_, name, mode) => {
    const problems = problemsOf(rule, (stack) => {
      cache(stack, 'Cache');
      repository(stack, name, mode);
    });
    expect(problems).toEqual([]);
  });
});
