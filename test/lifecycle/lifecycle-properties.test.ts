import * as fc from 'fast-check';
import type { PolicyDocument } from './arbitraries';
import { lifecyclePolicy, lifecycleRules, policyDocument, shuffled } from './arbitraries';
import { violations } from './grammar';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';

type Rule = PolicyDocument['rules'][number];

test('every policy that LifecyclePolicy accepts satisfies the grammar of AWS', () => {
  fc.assert(fc.property(lifecyclePolicy, (policy) => expect(violations(policy.toJson())).toEqual([])));
});

test('LifecyclePolicy keeps the order of rules, with those for any image last', () => {
  fc.assert(
    fc.property(lifecycleRules, (rules) => {
      const others = rules.filter((rule) => rule.tags.tagStatus !== 'any');
      expect(LifecyclePolicy.of(...rules).rules.slice(0, others.length)).toEqual(others);
    }),
  );
});

test('LifecyclePolicy.fromJson reads the JSON of any policy as the same policy', () => {
  fc.assert(
    fc.property(lifecyclePolicy, (policy) => {
      const read = LifecyclePolicy.fromJson(policy.toJson());
      expect(read.toJson()).toBe(policy.toJson());
      expect(read.isSameAs(policy)).toBe(true);
      expect(read.rules).toEqual(policy.rules);
    }),
  );
});

test('LifecyclePolicy.fromJson reads the same policy from its rules in any order', () => {
  const permuted = lifecyclePolicy.chain((policy) =>
    shuffled<Rule>(JSON.parse(policy.toJson()).rules).map((rules) => ({ policy, text: JSON.stringify({ rules }) })),
  );
  fc.assert(
    fc.property(permuted, ({ policy, text }) => expect(LifecyclePolicy.fromJson(text).isSameAs(policy)).toBe(true)),
  );
});

test('LifecyclePolicy.fromJson keeps the rules of any valid text', () => {
  fc.assert(
    fc.property(policyDocument, (document) => {
      const rules = JSON.parse(LifecyclePolicy.fromJson(JSON.stringify(document)).toJson()).rules as Rule[];
      expect(rules).toEqual(document.rules.map(withoutDefaults).sort((a, b) => a.rulePriority - b.rulePriority));
    }),
  );
});

/** Each makes an invalid policy of any valid one by changing a single rule, or returns false where it does not apply. */
const mutations: Record<string, (rule: Rule, document: PolicyDocument) => unknown> = {
  'unknown property of the rule': (rule) => Object.assign(rule, { enabled: true }),
  'unknown property of the selection': ({ selection }) => Object.assign(selection, { tags: [] }),
  'unknown property of the action': ({ action }) => Object.assign(action, { storageClass: 'archive' }),
  'unknown property of the policy': (_, document) => Object.assign(document, { version: 1 }),
  'prototype as property': (rule) => Object.defineProperty(rule, '__proto__', { value: {}, enumerable: true }),
  'priority 0': (rule) => Object.assign(rule, { rulePriority: 0 }),
  'fractional priority': (rule) => Object.assign(rule, { rulePriority: rule.rulePriority + 0.5 }),
  'description null': (rule) => Object.assign(rule, { description: null }),
  'count 0': ({ selection }) => Object.assign(selection, { countNumber: 0 }),
  'count as text': ({ selection }) => Object.assign(selection, { countNumber: `${selection.countNumber}` }),
  'unit toggled': ({ selection }) =>
    'countUnit' in selection ? delete selection.countUnit : Object.assign(selection, { countUnit: 'days' }),
  'unit in upper case': ({ selection }) => Object.assign(selection, { countUnit: 'DAYS' }),
  'other storage class': ({ selection }) =>
    Object.assign(selection, { storageClass: selection.storageClass === 'archive' ? 'standard' : 'archive' }),
  'storage class null': ({ selection }) => Object.assign(selection, { storageClass: null }),
  'action in upper case': ({ action }) => Object.assign(action, { type: String(action.type).toUpperCase() }),
  'target toggled': ({ action }) =>
    'targetStorageClass' in action
      ? delete action.targetStorageClass
      : Object.assign(action, { targetStorageClass: 'archive' }),
  'pulled with expire': (rule) =>
    rule.selection.countType === 'sinceImagePulled' && Object.assign(rule, { action: { type: 'expire' } }),
  'archived for 89 days': ({ selection }) =>
    selection.storageClass === 'archive' && Object.assign(selection, { countNumber: 89 }),
  'both tag lists': ({ selection }) => Object.assign(selection, { tagPrefixList: ['a'], tagPatternList: ['a'] }),
  'no tag list': ({ selection }) =>
    selection.tagStatus === 'tagged' && (delete selection.tagPrefixList, delete selection.tagPatternList),
  'empty tag list': ({ selection }) =>
    selection.tagStatus === 'tagged' && (delete selection.tagPrefixList, (selection.tagPatternList = [])),
  'untagged with tags': ({ selection }) =>
    selection.tagStatus === 'tagged' && Object.assign(selection, { tagStatus: 'untagged' }),
  'five wildcards': ({ selection }) =>
    Array.isArray(selection.tagPatternList) && selection.tagPatternList.push('*1*2*3*4*'),
  'rule twice': (rule, { rules }) => rules.push({ ...rule, rulePriority: 10_000 }),
  'priority twice': (rule, { rules }) =>
    rules.length > 1 && Object.assign(rules[rules[0] === rule ? 1 : 0], { rulePriority: rule.rulePriority }),
  'any not last': (rule, { rules }) =>
    rule.selection.tagStatus === 'any' &&
    rules.push({
      ...rule,
      rulePriority: 10_000,
      selection: { ...rule.selection, tagStatus: 'tagged', tagPatternList: ['added-by-the-mutation'] },
    }),
};

test.each(Object.entries(mutations))(
  'LifecyclePolicy.fromJson fails when a valid text gets the mistake: %s',
  (_name, mutate) => {
    let applied = 0;
    fc.assert(
      fc.property(policyDocument, fc.nat(), (document, n) => {
        const mutated = structuredClone(document);
        if (mutate(mutated.rules[n % mutated.rules.length], mutated) === false) return;
        applied += 1;
        const text = JSON.stringify(mutated);
        expect(violations(text)).not.toEqual([]);
        expect(() => LifecyclePolicy.fromJson(text)).toThrow(/^LifecyclePolicy\.fromJson: /);
      }),
      { numRuns: 60 },
    );
    expect(applied).toBeGreaterThan(0);
  },
);

test('LifecyclePolicy.fromJson fails with an error of its own on any other text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => LifecyclePolicy.fromJson(text)).toThrow(/^LifecyclePolicy\.fromJson: /);
    }),
  );
});

function withoutDefaults(rule: Rule): Rule {
  const { storageClass, ...selection } = rule.selection;
  return storageClass === 'standard' ? { ...rule, selection } : rule;
}
