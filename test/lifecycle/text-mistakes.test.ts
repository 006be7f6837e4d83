import * as fc from 'fast-check';
import { policyDocument } from './arbitraries';
import { mistakesInLifecycle } from '../../src/lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';

const rule = {
  rulePriority: 7,
  selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 5 },
  action: { type: 'expire' },
};
const policy = { rules: [rule] };

/** Each mistake in a text as an error says it, without the value, which may be long. */
function mistakesIn(text: string): string[] {
  return [...mistakesInLifecycle(text)].map(({ at, must, remedy }) => `${at} must ${must}; ${remedy}`);
}

describe('a text that is near a policy is told apart', () => {
  const form = 'the policy must be a policy, {"rules":[…]}, and this is';

  test.each<[string, unknown, string]>([
    [
      'the answer of the AWS command line',
      { registryId: '444455556666', repositoryName: 'shop/web', lifecyclePolicyText: JSON.stringify(policy) },
      `${form} the answer of aws ecr get-lifecycle-policy; pass its lifecyclePolicyText`,
    ],
    [
      'the answer for a preview',
      { repositoryName: 'shop/web', lifecyclePolicyText: '{', status: 'COMPLETE', previewResults: [] },
      `${form} the answer of aws ecr get-lifecycle-policy-preview; pass its lifecyclePolicyText`,
    ],
    [
      'a property of CloudFormation',
      { LifecyclePolicyText: JSON.stringify(policy) },
      `${form} an object that has the policy in LifecyclePolicyText; pass its LifecyclePolicyText`,
    ],
    ['an object around it', { policy }, `${form} an object that has the policy in policy; pass its policy`],
    [
      'an object with its text',
      { name: 'x', value: JSON.stringify(policy) },
      `${form} an object that has the policy in value; pass its value`,
    ],
    [
      'the list of its rules',
      [rule],
      'the policy must be an object, and not the list of its rules; write {"rules":[…]}',
    ],
    ['one of its rules', rule, 'the policy must be the policy, and not one rule of it; write {"rules":[…]}'],
    [
      'a text of a text',
      JSON.stringify(policy),
      'the policy must be a policy, {"rules":[…]}, and not a text within a text; turn the policy into JSON once, and not twice',
    ],
  ])('%s', (_, document, expected) => {
    expect(mistakesIn(JSON.stringify(document))).toEqual([expected]);
  });

  test('before LifecyclePolicy.fromJson says anything else', () => {
    expect(() => LifecyclePolicy.fromJson('{"lifecyclePolicyText":"{}"}')).toThrow(
      'LifecyclePolicy.fromJson: the policy is {"lifecyclePolicyText":"{}"} but must be a policy, {"rules":[…]}, and this is ' +
        'the answer of aws ecr get-lifecycle-policy; pass its lifecyclePolicyText',
    );
  });
});

describe('names in another spelling are said by the right name', () => {
  const write = (name: string) =>
    `have the name "${name}": ECR takes names in exactly this spelling; write "${name}", and the other names as the guide of ` +
    'ECR does';
  const { rulePriority, selection, action } = rule;

  test.each<[string, object, string]>([
    ['Rules', { Rules: [rule] }, 'rules'],
    ['rules[0].RulePriority', { rules: [{ RulePriority: 1, Selection: selection, Action: action }] }, 'rulePriority'],
    ['rules[0].rule_priority', { rules: [{ rule_priority: 1, selection, action }] }, 'rulePriority'],
    [
      'rules[0].selection.TagStatus',
      { rules: [{ rulePriority, selection: { ...selection, tagStatus: undefined, TagStatus: 'untagged' }, action }] },
      'tagStatus',
    ],
    ['rules[0].action.Type', { rules: [{ rulePriority, selection, action: { Type: 'expire' } }] }, 'type'],
  ])('%s', (at, document, name) => {
    expect(mistakesIn(JSON.stringify(document) + ' '.repeat(100))).toEqual([`${at} must ${write(name)}`]);
  });

  test('whatever the tool that changed them', () => {
    const changes: ((name: string) => string)[] = [
      (name) => name[0].toUpperCase() + name.slice(1),
      (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      (name) => name.toUpperCase(),
    ];
    fc.assert(
      fc.property(policyDocument, fc.constantFrom(...changes), (document, change) => {
        const text = JSON.stringify({ rules: document.rules.map((each) => renamed(each, change)) });
        const mistakes = [...mistakesInLifecycle(text)];
        expect(mistakes.length).toBeGreaterThan(0);
        for (const { must } of mistakes) expect(must).toMatch(/^have the name /);
      }),
      { numRuns: 50 },
    );
  });

  function renamed(value: object, change: (name: string) => string): object {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]: [string, unknown]) => [
        change(name),
        typeof each === 'object' && each !== null && !Array.isArray(each) ? renamed(each, change) : each,
      ]),
    );
  }
});

describe('a placeholder that a template has left', () => {
  const fill = (placeholder: string) => `fill in ${placeholder}, a placeholder that a template has left there`;

  test.each([
    '${keep}',
    '{{ keep }}',
    '${{ vars.KEEP }}',
    '<%= keep %>',
    '<KEEP>',
    '%KEEP%',
    '$KEEP',
    '$(keep)',
    '#{keep}',
  ])('as a number is named: %s', (placeholder) => {
    const text = JSON.stringify(policy, undefined, 2).replace('5', placeholder);
    const [mistake, ...others] = [...mistakesInLifecycle(text)];
    expect(others).toEqual([]);
    expect(mistake.at).toBe('line 9 of the text');
    expect(mistake.found).toBe(`"countNumber": ${placeholder}`);
    expect(mistake.remedy).toBe(fill(placeholder));
  });

  test.each<[string, object]>([
    ['rules[0].selection.tagPrefixList[0]', { tagStatus: 'tagged', tagPrefixList: ['${stage}'] }],
    ['rules[0].selection.tagPatternList[1]', { tagStatus: 'tagged', tagPatternList: ['v*', '${stage}-*'] }],
    ['rules[0].selection.countNumber', { countNumber: '${stage}' }],
    ['rules[0].selection.tagStatus', { tagStatus: '${stage}' }],
  ])('as a text is named at %s', (at, changed) => {
    const text = JSON.stringify({ rules: [{ ...rule, selection: { ...rule.selection, ...changed } }] });
    expect([...mistakesInLifecycle(text)].map((each) => [each.at, each.remedy])).toEqual([[at, fill('${stage}')]]);
  });

  test('may stand in a description', () => {
    expect(mistakesIn(JSON.stringify({ rules: [{ ...rule, description: 'of ${stage}' }] }))).toEqual([]);
  });

  test('is not blamed for a mistake elsewhere', () => {
    const text = JSON.stringify({ rules: [{ ...rule, description: '${stage}' }] }).replace(':5', ':');
    expect(mistakesIn(text)).toEqual([expect.stringMatching(/^line 1 of the text must be JSON .+; correct it there$/)]);
  });
});
