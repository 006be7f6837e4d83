import { mistakesInLifecycle } from '../../src/lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';

const action = { type: 'expire' };
const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };

function mistakesOf(...rules: unknown[]): string[] {
  const text = JSON.stringify({ rules }, undefined, 4);
  return [...mistakesInLifecycle(text)].map(({ at, must }) => `${at} must ${must}`);
}

test('a valid policy has no mistakes', () => {
  expect(mistakesOf({ rulePriority: 1, selection: untagged, action })).toEqual([]);
});

test('all mistakes in all rules are found, each with its place', () => {
  const tagged = { tagStatus: 'tagged', countType: 'imageCountMoreThan', countUnit: 'days', countNumber: 0 };
  expect(
    mistakesOf(
      { rulePriority: 0, note: 'x', selection: { ...tagged, tagPatternList: ['v*', 'a b', 'v*'] }, action },
      'rule',
      { rulePriority: 2, selection: { ...untagged, tagStatus: 'none' }, action: { type: 'transition' } },
    ),
  ).toEqual([
    'rules[0].note must be absent, as ECR refuses unknown properties',
    'rules[0].rulePriority must be an integer of at least 1',
    'rules[0].selection.tagPatternList[1] must consist of one or more of the characters a-z, A-Z, 0-9, ".", "_", "-" ' +
      'and the wildcard "*"',
    'rules[0].selection.tagPatternList[2] must occur once in the list',
    'rules[0].selection.countUnit must be absent with countType imageCountMoreThan',
    'rules[0].selection.countNumber must be an integer of at least 1',
    'rules[1] must be an object',
    'rules[2].selection.tagStatus must be "tagged" or "untagged" or "any"',
    'rules[2].action.targetStorageClass must be "archive"',
  ]);
});

test('valid rules are compared with each other even if other rules have mistakes', () => {
  const rule = { rulePriority: 1, selection: untagged, action };
  expect(mistakesOf({ ...rule, action: {} }, rule, rule)).toEqual([
    'rules[0].action.type must be "expire" or "transition"',
    'rules[2].rulePriority must be unique in the policy, and rules[1] has it too',
    'the tag selection of rules[2] must occur once among the rules for standard storage, and rules[1] has it too',
  ]);
});

test('LifecyclePolicy.fromJson fails with the first of several mistakes', () => {
  const text = JSON.stringify({
    rules: [{ rulePriority: 'first', selection: { ...untagged, countNumber: 0 }, action }],
  });
  const [first] = mistakesInLifecycle(text);
  expect(first.at).toBe('rules[0].rulePriority');
  expect(() => LifecyclePolicy.fromJson(text)).toThrow(
    `LifecyclePolicy.fromJson: ${first.at} is "first" but must ${first.must}; ${first.remedy}`,
  );
});
