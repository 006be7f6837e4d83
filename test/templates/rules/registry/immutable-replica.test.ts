import { CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { cache, RECOVERY, replication, stackBeside, template, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ImageTagMutability } from '../../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { Build } from '../../../checks/support';
import { findingsOf, override, problemsOf, stackOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.IMMUTABLE_REPLICA;

const repository = (stack: Stack, repositoryName: string, imageTagMutability?: string) =>
  new ecr.CfnRepository(stack, repositoryName.replaceAll('/', ''), { repositoryName, imageTagMutability });
const templateFor = (stack: Stack, imageTagMutability: string, prefix = 'prod', use = 'REPLICATION') =>
  override(template(stack, `Replicas${prefix}`, prefix, use), { ImageTagMutability: imageTagMutability });
/** A repository that is replicated, and the settings of its replica. */
const replicated =
  (mode: string | undefined, settle: (there: Stack, source: Stack) => void): Build =>
  (stack) => {
    repository(stack, 'prod/api', mode);
    replication(stack, 'Bad', [to(RECOVERY)], ['prod/']);
    settle(stackBeside(stack), stack);
  };

testRuleTable({
  rule,
  l1: replicated('MUTABLE', (there) => templateFor(there, 'IMMUTABLE')),
  l2: (stack) => {
    new ecr.Repository(stack, 'Api', { repositoryName: 'prod/api' });
    replication(stack, 'Bad', [to(RECOVERY)], ['prod/']);
    templateFor(stackBeside(stack), 'IMMUTABLE');
  },
  override: (stack) => {
    new Registry(stack, 'Bad').replicateTo(new Registry(stackBeside(stack), 'Registry'), {
      repositoryPrefixes: ['prod/'],
      settings: {},
    });
    const own = new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' }).node.defaultChild;
    (own as ecr.CfnRepository).addPropertyOverride('ImageTagMutability', 'MUTABLE');
  },
  passes: replicated('MUTABLE', (there) => templateFor(there, 'MUTABLE')),
});

const AT = 'Properties/ReplicationConfiguration/Rules/0/Destinations/0';

test.each<[string, Build, string]>([
  [
    'an immutable template of the replicas',
    replicated('MUTABLE', (there) => templateFor(there, 'IMMUTABLE')),
    'tags of prod/api can move, but not those of the replicas in 111122223333/eu-central-1 ' +
      '(In-111122223333-eu-central-1/Replicasprod)',
  ],
  [
    'an immutable repository of the same name, beside a mutable template',
    replicated('IMMUTABLE_WITH_EXCLUSION', (there) => {
      templateFor(there, 'MUTABLE');
      repository(there, 'prod/api', 'IMMUTABLE');
    }),
    'tags of prod/api can move, but not those of the replicas in 111122223333/eu-central-1 ' +
      '(In-111122223333-eu-central-1/prodapi)',
  ],
  [
    'the nearest template, and several repositories once',
    replicated(undefined, (there, source) => {
      repository(source, 'prod/web', 'MUTABLE');
      repository(source, 'prod/job', 'IMMUTABLE');
      templateFor(there, 'MUTABLE', 'ROOT');
      templateFor(there, 'IMMUTABLE');
    }),
    'tags of prod/api, prod/web can move, but not those of the replicas in 111122223333/eu-central-1 ' +
      '(In-111122223333-eu-central-1/Replicasprod)',
  ],
])('reports %s', (_, build, text) => {
  expect(problemsOf(rule, build)).toEqual([`${AT}: ${text}`]);
});

test.each<[string, Build]>([
  ['an immutable source', replicated('IMMUTABLE', (there) => templateFor(there, 'IMMUTABLE'))],
  [
    'a replica of which some tags can move',
    replicated('MUTABLE', (there) => templateFor(there, 'IMMUTABLE_WITH_EXCLUSION')),
  ],
  ['a template without a mutability, which is mutable', replicated('MUTABLE', (there) => template(there, 'T', 'prod'))],
  [
    'a mutable repository of the same name, beside an immutable template',
    replicated('MUTABLE', (there) => {
      templateFor(there, 'IMMUTABLE');
      repository(there, 'prod/api', 'MUTABLE');
    }),
  ],
  [
    'a nearer template that is mutable',
    replicated('MUTABLE', (there) => {
      templateFor(there, 'IMMUTABLE', 'ROOT');
      templateFor(there, 'MUTABLE');
    }),
  ],
  [
    'a template for a push',
    replicated('MUTABLE', (there) => templateFor(there, 'IMMUTABLE', 'prod', 'CREATE_ON_PUSH')),
  ],
  ['a template for other names', replicated('MUTABLE', (there) => templateFor(there, 'IMMUTABLE', 'team'))],
  [
    'a repository of a pull-through cache',
    replicated('MUTABLE', (there, source) => {
      templateFor(there, 'IMMUTABLE');
      cache(source, 'Cache', { ecrRepositoryPrefix: 'prod' });
    }),
  ],
  [
    'a mutability of the source known only at deployment',
    (stack) =>
      replicated(new CfnParameter(stack, 'Mode').valueAsString, (there) => templateFor(there, 'IMMUTABLE'))(stack),
  ],
  [
    'a template whose prefix is known only at deployment',
    replicated('MUTABLE', (there) => {
      templateFor(there, 'IMMUTABLE');
      template(there, 'Other', new CfnParameter(there, 'Prefix').valueAsString, 'REPLICATION');
    }),
  ],
  [
    'a repository whose name is known only at deployment',
    replicated('MUTABLE', (there) => {
      templateFor(there, 'IMMUTABLE');
      new ecr.CfnRepository(there, 'Other', { repositoryName: new CfnParameter(there, 'Name').valueAsString });
    }),
  ],
  [
    'a repository that only a condition creates',
    replicated('MUTABLE', (there) => {
      const expression = Fn.conditionEquals(new CfnParameter(there, 'Live').valueAsString, 'yes');
      const condition = new CfnCondition(there, 'IsLive', { expression });
      repository(there, 'prod/api', 'IMMUTABLE').cfnOptions.condition = condition;
    }),
  ],
  [
    'a template of an environment known only at deployment',
    replicated('MUTABLE', (there) => templateFor(new Stack(there.node.root, 'Anywhere'), 'IMMUTABLE')),
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});

test('does not report replicas whose settings Registry.replicateTo takes over from their sources', () => {
  const stack = stackOf((each) => {
    new Registry(each, 'Registry').replicateTo(new Registry(stackBeside(each), 'Registry'), {
      repositoryPrefixes: ['prod/'],
    });
    new PrivateRepository(each, 'Api', { repositoryName: 'prod/api', tagMutability: ImageTagMutability.mutable() });
  });
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});
