import * as fc from 'fast-check';
import { mistakesAroundHoles, mistakesInLifecycle } from '../../src/lifecycle/lifecycle-mistakes';
import { hole } from '../../src/text/holes';

const HOLE = hole('Days');
const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
const action = { type: 'expire' };

function mistakesOf(text: string): string[] {
  return [...mistakesAroundHoles(text)].map(({ at, must }) => `${at} must ${must}`);
}

/** The text of rules, in which `HOLE` stands without quotes unless it is within another text. */
function textOf(...rules: unknown[]): string {
  return JSON.stringify({ rules }).replaceAll(`"${HOLE}"`, HOLE);
}

test('a mistake beside a number that only the deployment knows is found', () => {
  const selection = { ...untagged, countUnit: 'weeks', countNumber: HOLE };
  expect(mistakesOf(textOf({ rulePriority: 1, selection, action }))).toEqual([
    'rules[0].selection.countUnit must be "days" with countType sinceImagePushed',
  ]);
});

test('mistakes in rules outside of the hole are found, and rules with unknown numbers are compared', () => {
  const open = { rulePriority: 1, selection: { ...untagged, countNumber: HOLE }, action };
  expect(mistakesOf(textOf(open, HOLE, { ...open, selection: { ...untagged, countNumber: 0 } }))).toEqual([
    'rules[2].selection.countNumber must be an integer of at least 1',
  ]);
  expect(mistakesOf(textOf(open, open))).toEqual([
    'rules[1].rulePriority must be unique in the policy, and rules[0] has it too',
    'the tag selection of rules[1] must occur once among the rules for standard storage, and rules[0] has it too',
  ]);
});

test('the known part of a tag is judged', () => {
  const tagged = { ...untagged, tagStatus: 'tagged', tagPrefixList: [`${HOLE} -`, `${HOLE}-`] };
  expect(mistakesOf(textOf({ rulePriority: 1, selection: tagged, action }))).toEqual([
    expect.stringMatching(/^rules\[0\]\.selection\.tagPrefixList\[0\] must consist of/),
  ]);
});

test.each([
  HOLE,
  `{"rules":${HOLE}}`,
  `{${HOLE}:1}`,
  `${HOLE}{}`,
  `{"rules":[${HOLE}`,
  `{"rules":[${HOLE}]}`,
  `"${HOLE}"`,
])('nothing is said about %j', (text) => {
  expect(mistakesOf(text)).toEqual([]);
});

const value = fc.constantFrom<unknown>(
  ...['untagged', 'tagged', 'any', 'imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'days', 'weeks'],
  ...['sinceImageTransitioned', 'archive', 'standard', 'expire', 'transition', 0, 1, 90, ['v*'], ['a b', 'v*'], []],
);
const list = fc.constantFrom(['v*'], ['v', 'v'], ['a b'], [], 'v');
const selection = fc.record(
  {
    tagStatus: fc.constantFrom('untagged', 'tagged', 'any', 'none'),
    tagPatternList: list,
    tagPrefixList: list,
    storageClass: fc.constantFrom('archive', 'standard', 'cold'),
    countType: fc.constantFrom('imageCountMoreThan', 'sinceImagePushed', 'sinceImageTransitioned', 'sinceImagePulled'),
    countUnit: fc.constantFrom('days', 'weeks'),
    countNumber: fc.constantFrom(0, 1, 14, 90, '14'),
    more: value,
  },
  { requiredKeys: ['tagStatus', 'countType', 'countNumber'] },
);
const rule = fc.record(
  {
    rulePriority: fc.constantFrom(0, 1, 2, 3),
    description: fc.constantFrom<unknown>('text', 1),
    selection: fc.oneof({ weight: 9, arbitrary: selection }, value),
    action: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom<unknown>(action, { type: 'transition', targetStorageClass: 'archive' }) },
      value,
    ),
  },
  { requiredKeys: ['rulePriority', 'selection', 'action'] },
);

test('what is found around holes is wrong with the values that stood there', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.integer({ max: 5, min: 0 })),
      (rules, dice) => {
        const punch = (found: unknown): unknown => {
          if (dice.next().value === 0) return HOLE;
          if (Array.isArray(found)) return found.map(punch);
          if (typeof found !== 'object' || found === null) return found;
          return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, punch(each)]));
        };
        const wrong = [...mistakesInLifecycle(JSON.stringify({ rules }, undefined, 40))].map(({ at }) => at);
        const found = [...mistakesAroundHoles(textOf(...rules.map(punch)))].map(({ at }) => at);
        expect(wrong).toEqual(expect.arrayContaining(found));
      },
    ),
    { numRuns: 3000 },
  );
});
