import type { App } from 'aws-cdk-lib';
import { Aws, CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { lifecycleText, overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { readAssembly } from '../../../../src/templates/assembly';
import { LIFECYCLE_POLICY } from '../../../../src/templates/rules/repository/lifecycle-policy';
import { TemplateApp } from '../../../../src/templates/template-app';
import type { Build } from '../../../checks/support';
import { findingsOfRule, stackOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.LIFECYCLE_POLICY;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad'),
  l2: (stack) => new ecr.Repository(stack, 'Bad'),
  override: (stack) => {
    overridden(stack, {}).addPropertyDeletionOverride('LifecyclePolicy');
  },
  passes: (stack) => {
    new PrivateRepository(stack, 'Good');
    new ecr.Repository(stack, 'L2', {
      lifecycleRules: [{ maxImageAge: Duration.days(1), tagStatus: ecr.TagStatus.UNTAGGED }],
    });
  },
});

const textOf = (build: Build) => findingsOfRule(rule, build)[0].text;

test('reports a missing or empty policy of a repository and of a creation template', () => {
  expect(
    textOf((stack) => new PrivateRepository(stack, 'Bad', { lifecycle: LifecyclePolicy.none() })),
  ).toMatchInlineSnapshot(
    `"it has no lifecycle policy: images are never deleted. Without a lifecycle policy, old images stay, are billed, and keep their vulnerabilities"`,
  );
  expect(textOf((stack) => overridden(stack, { 'LifecyclePolicy.LifecyclePolicyText': ' ' }))).toMatchInlineSnapshot(
    `"the text is empty, so that it has no lifecycle policy: images are never deleted. Without a lifecycle policy, old images stay, are billed, and keep their vulnerabilities"`,
  );
  expect(textOf((stack) => template(stack))).toMatchInlineSnapshot(
    `"repositories that Amazon ECR creates by it have no lifecycle policy: images are never deleted. Without a lifecycle policy, old images stay, are billed, and keep their vulnerabilities"`,
  );
});

test('accepts a text with unresolved parts as a policy, and cannot judge a parameter', () => {
  const stack = stackOf((each) => {
    const parameter = new CfnParameter(each, 'Text').valueAsString;
    new ecr.CfnRepository(each, 'A', { lifecyclePolicy: { lifecyclePolicyText: parameter } });
    const text = lifecycleText().replace('14', Aws.STACK_ID);
    new ecr.CfnRepository(each, 'B', { lifecyclePolicy: { lifecyclePolicyText: text } });
  });
  const app = new TemplateApp(readAssembly((stack.node.root as App).synth().directory));
  const problems = app
    .resourcesOf(ResourceType.REPOSITORY)
    .map((each) => [...LIFECYCLE_POLICY.check(each, { app, props: {} })]);
  expect(problems).toMatchObject([[{ unresolved: true }], []]);
});

test('does not report a policy known only at deployment', () => {
  const found = findingsOfRule(rule, (stack) => {
    overridden(stack, { LifecyclePolicy: Fn.importValue('Policy') });
    const parameter = new CfnParameter(stack, 'Text').valueAsString;
    new ecr.CfnRepository(stack, 'Parameter', { lifecyclePolicy: { lifecyclePolicyText: parameter } });
  });
  expect(found).toEqual([]);
});
