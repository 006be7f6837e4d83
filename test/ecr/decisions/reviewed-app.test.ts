import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledge, newStack, synthesize } from './decided-app';
import type { Outcome } from './decided-app';
import { stackBeside } from './decision-case';
import { DECISIONS, decisionId } from '../../../src/ecr/decisions/decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { Registry } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';

/** The decisions of the app. Constructs warn of each, rules find those that a template shows. */
const MEANT = [
  EcrRule.REPLICATION_CHAIN,
  EcrRule.ROOT_CREATE_ON_PUSH,
  EcrRule.TEMPLATE_NOT_SCANNED,
  EcrRule.REPOSITORY_SCANNING,
  EcrRule.TAG_IMMUTABILITY,
  EcrRule.CUSTOMER_KEY,
  EcrRule.LIFECYCLE_POLICY,
  EcrRule.OPEN_POLICY,
  EcrRule.IMMUTABLE_REPLICA,
  EcrRule.REPLICA_LIFECYCLE,
];
const FOUND = MEANT.filter((rule) => DECISIONS[rule].finding !== undefined);

/** An app in which much is meant that is seldom right: two replications in a row, a template for all names, a loose repository. */
function looseApp(): Stack {
  const stack = newStack();
  const source = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['team/*'] }) });
  const [middle, last] = [stackBeside(stack), stackBeside(stack, 'us-east-1')].map(
    (scope) => new Registry(scope, 'Registry'),
  );
  source.replicateTo(middle, { repositoryPrefixes: ['prod/'], settings: { lifecycle: LifecyclePolicy.forBuilds() } });
  middle.replicateTo(last, { repositoryPrefixes: ['prod/'] });
  source.addCreateOnPush('All', { prefix: 'ROOT' });
  const loose = new PrivateRepository(stack, 'Loose', {
    repositoryName: 'prod/loose',
    tagMutability: ImageTagMutability.mutable(),
    encryption: RepositoryEncryption.aes256(),
    lifecycle: LifecyclePolicy.none(),
    scanOnPush: false,
  });
  loose.addToResourcePolicy(
    new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()] }),
  );
  return stack;
}

/** The open decisions after some decisions are acknowledged, each once. */
function leftWith(rules: readonly EcrRule[]): Outcome {
  const stack = looseApp();
  for (const rule of rules) acknowledge(stack.node.root, rule);
  return synthesize(stack);
}

const ids = (open: Outcome['warnings']) => [...new Set(open.map(({ id }) => id))].sort();

test('the app has a warning for each decision, and a finding for those that a template shows', () => {
  const { warnings, findings } = leftWith([]);
  expect(FOUND.length).toBeGreaterThanOrEqual(7);
  expect(ids(warnings)).toEqual(MEANT.map(decisionId).sort());
  expect(ids(findings)).toEqual(FOUND.map(decisionId).sort());
});

test('the app has no warning and no finding with one acknowledgement of each decision', () => {
  expect(leftWith(MEANT)).toEqual({ warnings: [], findings: [] });
});

test.each(MEANT)(
  'the app has only the warning and the finding of %s if only its acknowledgement is missing',
  (rule) => {
    const { warnings, findings } = leftWith(MEANT.filter((each) => each !== rule));
    expect(ids(warnings)).toEqual([decisionId(rule)]);
    expect(ids(findings)).toEqual(FOUND.includes(rule) ? [decisionId(rule)] : []);
  },
);
