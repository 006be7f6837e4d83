import { RemovalPolicy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { PublicRepository } from '../../../../src/repository/public-repository';
import type { Build } from '../../../checks/support';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPOSITORY_RETENTION;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad'),
  l2: (stack) => new ecr.Repository(stack, 'Bad', { removalPolicy: RemovalPolicy.DESTROY }),
  override: (stack) => {
    const resource = new PrivateRepository(stack, 'Bad').node.defaultChild as ecr.CfnRepository;
    resource.addOverride('UpdateReplacePolicy', 'Delete');
  },
  passes: (stack) => {
    new PrivateRepository(stack, 'Good');
    new ecr.Repository(stack, 'L2', { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
  },
});

function textOf(build: Build): string {
  const found = findingsOfRule(rule, build);
  expect(found).toHaveLength(1);
  expect(found[0].severity).toBe('warning');
  return found[0].text.replace(/\. .*$/, '');
}

test('reports what is deleted, and when', () => {
  const destroyed = { removalPolicy: RemovalPolicy.DESTROY };
  expect([
    textOf((stack) => new ecr.CfnRepository(stack, 'Bad')),
    textOf((stack) => new PrivateRepository(stack, 'Bad', destroyed)),
    textOf((stack) => new PrivateRepository(stack, 'Bad', { ...destroyed, emptyOnDelete: true })),
    textOf((stack) => {
      const resource = new PrivateRepository(stack, 'Bad').node.defaultChild as ecr.CfnRepository;
      resource.addDeletionOverride('UpdateReplacePolicy');
    }),
  ]).toMatchInlineSnapshot(`
   [
     "DeletionPolicy is not set, which means Delete: the repository is deleted if it has no images left when it leaves its stack",
     "DeletionPolicy is Delete: the repository is deleted if it has no images left when it leaves its stack",
     "DeletionPolicy is Delete: the repository is deleted with all its images (EmptyOnDelete) when it leaves its stack",
     "UpdateReplacePolicy is not set, which means Delete: a change of its name or encryption replaces the repository, and the old one is deleted if it has no images left",
   ]
  `);
});

test('reports a public repository that is not retained', () => {
  const found = findingsOfRule(rule, (stack) => new ecr.CfnPublicRepository(stack, 'Bad'));
  expect(found).toHaveLength(1);
});

test('does not report a PublicRepository, which is retained by default', () => {
  const open = (stack: any) => {
    stack.region = 'us-east-1';
    new PublicRepository(stack, 'Good');
  };
  expect(findingsOfRule(rule, open)).toEqual([]);
});

test('does not report a deletion policy known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    stack.addTransform('AWS::LanguageExtensions');
    const resource = new ecr.CfnRepository(stack, 'Repository');
    resource.addOverride('DeletionPolicy', { Ref: 'AWS::StackId' });
  });
  expect(found).toEqual([]);
});
