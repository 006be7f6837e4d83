import { Aws, Duration } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { lifecycleText, overridden, template } from './build';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.LIFECYCLE_GRAMMAR;
const TEXT = 'LifecyclePolicy.LifecyclePolicyText';

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { lifecyclePolicy: { lifecyclePolicyText: '{}' } }),
  l2: (stack) => {
    const untagged = { tagStatus: ecr.TagStatus.UNTAGGED };
    new ecr.Repository(stack, 'Bad', {
      lifecycleRules: [
        { ...untagged, rulePriority: 1, maxImageAge: Duration.days(1) },
        { ...untagged, rulePriority: 2, maxImageCount: 1 },
      ],
    });
  },
  override: (stack) => overridden(stack, { [TEXT]: lifecycleText({ countNumber: 0 }) }),
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

function foundFor(text: unknown): (string | undefined)[] {
  const found = findingsOfRule(rule, (stack) => overridden(stack, { [TEXT]: text }));
  expect(found).toHaveLength(1);
  return [found[0].text, found[0].fix];
}

test('reports what Amazon ECR refuses in a policy, with its place', () => {
  expect(foundFor(lifecycleText({ countNumber: 0 }))).toMatchInlineSnapshot(`
    [
      "rules[0].selection.countNumber is 0 but must be an integer of at least 1. Amazon ECR refuses the whole policy for one mistake, when it is deployed or when a repository is created",
      "give a positive whole number",
    ]
  `);
  expect(foundFor({ rules: [] })).toMatchInlineSnapshot(`
    [
      "the policy is {"rules":[]} but must be a string. Amazon ECR refuses the whole policy for one mistake, when it is deployed or when a repository is created",
      "write the policy as a JSON string",
    ]
  `);
});

test('reports all mistakes in the text of a policy', () => {
  const text = lifecycleText({ countNumber: 0, countUnit: 'weeks' });
  const found = findingsOfRule(rule, (stack) => overridden(stack, { [TEXT]: text }));
  expect(found.map((each) => each.text.split(' but ')[0])).toEqual([
    'rules[0].selection.countUnit is "weeks"',
    'rules[0].selection.countNumber is 0',
  ]);
});

test('reports a text that is too long because of its white space', () => {
  const [text] = foundFor(lifecycleText().padEnd(40_000, ' '));
  expect(text).toContain('length of the policy text is 40000');
});

test('reports a mistake in the policy of a creation template', () => {
  const [found] = findingsOfRule(rule, (stack) =>
    template(stack, { lifecyclePolicy: lifecycleText({ countType: 'sinceImagePulled' }) }),
  );
  expect(found).toMatchObject({ at: 'Properties/LifecyclePolicy', path: 'Stack/Bad' });
  expect(found.text).toContain('rules[0].action.type is "expire" but must be "transition"');
});

test('does not report an empty text, nor one with parts known only at deployment', () => {
  expect(findingsOfRule(rule, (stack) => overridden(stack, { [TEXT]: '' }))).toEqual([]);
  const open = lifecycleText().replace('14', Aws.ACCOUNT_ID);
  expect(findingsOfRule(rule, (stack) => overridden(stack, { [TEXT]: `${Aws.STACK_ID}${open}` }))).toEqual([]);
});

describe('a policy with values known only at deployment', () => {
  const days = { Ref: 'AWS::StackId' };
  const textOf = (selection: object) => lifecycleText(selection).replace('"Days"', '${Days}');
  const spelled = (text: string): [string, unknown][] => [
    ['Fn::Sub', { 'Fn::Sub': [text, { Days: days }] }],
    ['Fn::Join', { 'Fn::Join': ['', [text.split('${Days}')[0], days, text.split('${Days}')[1]]] }],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': fillNumber(text, days) }],
  ];
  const wrong = textOf({ countNumber: 'Days', countUnit: 'weeks' });

  test.each(spelled(wrong))('of %s has its mistakes outside of them', (_, text) => {
    expect(foundFor(text)[0]).toMatch(/^rules\[0\]\.selection\.countUnit is "weeks" but must be "days"/);
  });

  test.each(spelled(textOf({ countNumber: 'Days' })))('of %s has no mistake where there is none', (_, text) => {
    expect(findingsOfRule(rule, (stack) => overridden(stack, { [TEXT]: text }))).toEqual([]);
  });

  function fillNumber(text: string, value: unknown): unknown {
    return JSON.parse(text.replace('${Days}', JSON.stringify(value))) as unknown;
  }
});
