import { Lazy } from 'aws-cdk-lib';
import type { PolicyDocument } from './arbitraries';
import { LifecycleCountType } from '../../src/lifecycle/count-types';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';

type Rule = PolicyDocument['rules'][number];

const tagged: Rule = {
  rulePriority: 10,
  selection: { tagStatus: 'tagged', tagPrefixList: ['ci-'], countType: 'imageCountMoreThan', countNumber: 5 },
  action: { type: 'expire' },
};
const untagged: Rule = {
  rulePriority: 20,
  selection: { tagStatus: 'untagged', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 30 },
  action: { type: 'transition', targetStorageClass: 'archive' },
};
const any: Rule = {
  rulePriority: 30,
  selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 400 },
  action: { type: 'expire' },
};
const archived: Rule = {
  rulePriority: 5,
  selection: {
    tagStatus: 'any',
    storageClass: 'archive',
    countType: 'sinceImageTransitioned',
    countUnit: 'days',
    countNumber: 90,
  },
  action: { type: 'expire' },
};

function adopt(...rules: unknown[]): LifecyclePolicy {
  return LifecyclePolicy.fromJson(JSON.stringify({ rules }));
}

/** A rule whose selection has other or, where undefined, fewer properties. */
function select(rule: Rule, selection: Record<string, unknown>): Rule {
  return { ...rule, selection: { ...rule.selection, ...selection } };
}

/** Messages all start with the factory; what follows is compared in full. */
function expectRefused(act: () => unknown, rest: string): void {
  expect(act).toThrow(new Error(`LifecyclePolicy.fromJson: ${rest}`));
}

describe('LifecyclePolicy.fromJson', () => {
  test.each([
    ['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['objects', `${'{"rules":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['lists in a rule', `{"rules":[{"action":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
  ])('refuses %s that are nested without end', (_, text) => {
    const found = `${JSON.stringify(text).slice(0, 160)}… (${text.length} characters)`;
    expectRefused(
      () => LifecyclePolicy.fromJson(text),
      `the text is ${found} but must have at most 200 levels of lists and objects; pass a lifecycle policy, which has 5`,
    );
  });

  test('keeps the priorities of the rules and sorts by them', () => {
    const policy = adopt(any, untagged, archived, tagged);
    expect(JSON.parse(policy.toJson())).toEqual({ rules: [archived, tagged, untagged, any] });
    expect(policy._entries.map(({ priority }) => priority)).toEqual([5, 10, 20, 30]);
  });

  test('accepts white space and an explicit standard storage class, and renders neither', () => {
    const text = JSON.stringify({ rules: [select(tagged, { storageClass: 'standard' })] }, undefined, 4);
    expect(LifecyclePolicy.fromJson(text).toJson()).toBe(JSON.stringify({ rules: [tagged] }));
  });

  test('accepts a rule for any image in standard storage before or after one for archived images', () => {
    expect(adopt(any, archived).rules.map(({ storageClass }) => storageClass)).toEqual(['archive', 'standard']);
    expect(adopt(any, { ...archived, rulePriority: 31 }).rules[1].storageClass).toBe('archive');
  });

  test('accepts a text that is too long only because of its white space', () => {
    const text = JSON.stringify({ rules: [tagged] }) + '\n'.repeat(31_000);
    expect(LifecyclePolicy.fromJson(text).rules).toHaveLength(1);
  });

  test('keeps descriptions', () => {
    expect(adopt({ ...tagged, description: 'CI “builds”' }).rules[0].description).toBe('CI “builds”');
  });

  describe('the document', () => {
    test('fails when the text is not JSON', () => {
      const text = JSON.stringify({ rules: [tagged] }).replace(',"action"', '"action"');
      expectRefused(
        () => LifecyclePolicy.fromJson(text),
        'line 1 of the text is "e\\":\\"imageCountMoreThan\\",\\"countNumber\\":5}\\"action\\":{\\"type\\":\\"expire\\"}}]}" but ' +
          'must be JSON ("," or "}" is missing); correct it there',
      );
    });

    test('fails when the text is a token', () => {
      expect(() => LifecyclePolicy.fromJson(Lazy.string({ produce: () => '' }))).toThrow(
        /^LifecyclePolicy\.fromJson: text is "\$\{Token\[[^\]]+\]\}" but must not contain a token; write it out/,
      );
    });

    test('fails when the text is shorter than 100 characters', () => {
      expectRefused(
        () => adopt(),
        'length of the policy text is 12 but must be 100 to 30720 characters; write at least one complete rule',
      );
    });

    test('fails when the text is longer than 30,720 characters', () => {
      expectRefused(
        () => adopt({ ...tagged, description: 'x'.repeat(31_000) }),
        'length of the policy text is 31183 but must be 100 to 30720 characters; shorten descriptions and tag lists',
      );
    });

    test('fails when the text is not an object', () => {
      expectRefused(
        () => LifecyclePolicy.fromJson('[]'),
        'the policy is [] but must be an object; write its properties in braces',
      );
    });

    test('fails when there are no rules', () => {
      const text = JSON.stringify({ rules: {} }) + ' '.repeat(100);
      expectRefused(
        () => LifecyclePolicy.fromJson(text),
        'rules is {} but must be a list of rules; write {"rules":[…]}',
      );
    });

    test('fails when there are 51 rules', () => {
      const rules = Array.from({ length: 51 }, (_, i) => ({
        ...select(tagged, { tagPrefixList: [`t${i}`] }),
        rulePriority: i + 1,
      }));
      expectRefused(
        () => adopt(...rules),
        'number of rules is 51 but must be 1 to 50, a fixed quota of ECR; merge rules or leave some out',
      );
    });
  });

  describe('unknown properties', () => {
    const where = (text: string) => `${text} but must be absent, as ECR refuses unknown properties; use only`;

    test('fails when the policy has one', () => {
      expectRefused(
        () => LifecyclePolicy.fromJson(JSON.stringify({ version: 1, rules: [tagged] })),
        `${where('version is 1')} rules`,
      );
    });

    test('fails when a rule has one', () => {
      expectRefused(
        () => adopt(tagged, { ...untagged, enabled: true }),
        `${where('rules[1].enabled is true')} rulePriority, description, selection, action`,
      );
    });

    test('fails when a selection has one', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPattern: 'x' })),
        `${where('rules[0].selection.tagPattern is "x"')} tagStatus, tagPatternList, tagPrefixList, storageClass, ` +
          'countType, countUnit, countNumber',
      );
    });

    test('fails when an action has one', () => {
      expectRefused(
        () => adopt({ ...tagged, action: { type: 'expire', days: 1 } }),
        `${where('rules[0].action.days is 1')} type, targetStorageClass`,
      );
    });
  });

  describe('a rule', () => {
    test('fails when it is not an object', () => {
      expectRefused(
        () => adopt(tagged, null),
        'rules[1] is null but must be an object; write its properties in braces',
      );
    });

    test('fails when it has no selection', () => {
      expectRefused(
        () => adopt({ ...tagged, selection: undefined, description: 'x'.repeat(99) }),
        'rules[0].selection is undefined but must be an object; write its properties in braces',
      );
    });

    test('fails when it has no action', () => {
      expectRefused(
        () => adopt({ ...tagged, action: undefined }),
        'rules[0].action is undefined but must be an object; write its properties in braces',
      );
    });

    test('fails when the priority is missing, 0 or a string', () => {
      const must = 'but must be an integer of at least 1; give a positive whole number';
      expectRefused(() => adopt({ ...tagged, rulePriority: undefined }), `rules[0].rulePriority is undefined ${must}`);
      expectRefused(() => adopt({ ...tagged, rulePriority: 0 }), `rules[0].rulePriority is 0 ${must}`);
      expectRefused(() => adopt({ ...tagged, rulePriority: '1' }), `rules[0].rulePriority is "1" ${must}`);
    });

    test('fails when the description is null', () => {
      expectRefused(
        () => adopt({ ...tagged, description: null }),
        'rules[0].description is null but must be a string; put the value in quotes',
      );
    });
  });

  describe('tags', () => {
    test('fails when prefixes and patterns stand together', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPatternList: ['v*'] })),
        'rules[0].selection.tagPrefixList is ["ci-"] but must be absent beside tagPatternList; write prefixes as patterns ' +
          'that end in *, or a rule for each',
      );
    });

    test('fails when untagged has patterns', () => {
      expectRefused(
        () => adopt(select(untagged, { tagPatternList: ['v*'] })),
        'rules[0].selection.tagPatternList is ["v*"] but must be absent with tagStatus "untagged"; remove it or use ' +
          '"tagged"',
      );
    });

    test('fails when any has prefixes', () => {
      expectRefused(
        () => adopt(select(any, { tagPrefixList: [] })),
        'rules[0].selection.tagPrefixList is [] but must be absent with tagStatus "any"; remove it or use "tagged"',
      );
    });

    test('fails when tagged has neither', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPrefixList: undefined })),
        'rules[0].selection.tagPatternList is undefined but must be a list with at least one member; name what the tags ' +
          'look like, or select untagged or any images',
      );
    });

    test('fails when a list is null', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPrefixList: null })),
        'rules[0].selection.tagPrefixList is null but must be a list with at least one member; name what the tags look ' +
          'like, or select untagged or any images',
      );
    });

    test('fails when a prefix is empty', () => {
      expectRefused(
        () => adopt(tagged, select({ ...tagged, rulePriority: 11 }, { tagPrefixList: ['a', ''] })),
        'rules[1].selection.tagPrefixList[1] is "" but must consist of one or more of the characters a-z, A-Z, 0-9, ".", ' +
          '"_" and "-", as no tag has others; write the literal start of the tags, or use a pattern where you need the ' +
          'wildcard "*"',
      );
    });

    test('fails when a pattern has five wildcards', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPrefixList: undefined, tagPatternList: ['*1*2*3*4*'] })),
        'rules[0].selection.tagPatternList[0] is "*1*2*3*4*" but must have at most 4 wildcards "*"; remove 1 of its 5',
      );
    });

    test('fails when a member is not a string', () => {
      expectRefused(
        () => adopt(select(tagged, { tagPrefixList: [1] })),
        'rules[0].selection.tagPrefixList[0] is 1 but must be a string; put the value in quotes',
      );
    });

    test('fails when the status is in upper case', () => {
      expectRefused(
        () => adopt(select(any, { tagStatus: 'ANY' })),
        'rules[0].selection.tagStatus is "ANY" but must be "tagged" or "untagged" or "any"; use exactly this spelling',
      );
    });
  });

  describe('counts', () => {
    test('fails when the count is 0', () => {
      expectRefused(
        () => adopt(select(tagged, { countNumber: 0 })),
        'rules[0].selection.countNumber is 0 but must be an integer of at least 1; give a positive whole number',
      );
    });

    test('fails when days are fractional', () => {
      expectRefused(
        () => adopt(select(any, { countNumber: 1.5 })),
        'rules[0].selection.countNumber is 1.5 but must be an integer of at least 1; give a positive whole number',
      );
    });

    test('fails when the count type is unknown, and names all count types', () => {
      const all = Object.values(LifecycleCountType).join('" or "');
      expectRefused(
        () => adopt(select(tagged, { countType: 'ImageCountMoreThan' })),
        `rules[0].selection.countType is "ImageCountMoreThan" but must be "${all}"; use exactly this spelling`,
      );
    });

    test('fails when a number of images has a unit', () => {
      expectRefused(
        () => adopt(tagged, select(untagged, { countType: 'imageCountMoreThan' })),
        'rules[1].selection.countUnit is "days" but must be absent with countType imageCountMoreThan; remove it',
      );
    });

    test('fails when an age has no unit, or another than days', () => {
      const must = 'but must be "days" with countType sinceImagePushed; write "countUnit":"days"';
      expectRefused(
        () => adopt(select(any, { countUnit: undefined })),
        `rules[0].selection.countUnit is undefined ${must}`,
      );
      expectRefused(
        () => adopt(select(any, { countUnit: 'hours' })),
        `rules[0].selection.countUnit is "hours" ${must}`,
      );
    });
  });

  describe('storage classes and actions', () => {
    test('fails when the storage class is unknown', () => {
      expectRefused(
        () => adopt(select(any, { storageClass: 'STANDARD' })),
        'rules[0].selection.storageClass is "STANDARD" but must be "standard" or "archive"; use exactly this spelling',
      );
    });

    test('fails when the action is unknown', () => {
      expectRefused(
        () => adopt({ ...tagged, action: { type: 'EXPIRE' } }),
        'rules[0].action.type is "EXPIRE" but must be "expire" or "transition"; use exactly this spelling',
      );
    });

    test('fails when images expire by their last pull', () => {
      expectRefused(
        () => adopt({ ...untagged, action: { type: 'expire' } }),
        'rules[0].action.type is "expire" but must be "transition" with countType sinceImagePulled; archive here, and ' +
          'expire by a rule with countType sinceImageTransitioned',
      );
    });

    test('fails when archived images are archived', () => {
      expectRefused(
        () => adopt({ ...archived, action: untagged.action }),
        'rules[0].action.type is "transition" but must be "expire" with countType sinceImageTransitioned; expire, as the ' +
          'image is archived already',
      );
    });

    test('fails when images in standard storage are counted from their transition', () => {
      expectRefused(
        () => adopt(select(archived, { storageClass: undefined })),
        'rules[0].selection.storageClass is undefined but must be "archive" with countType sinceImageTransitioned; add ' +
          '"storageClass":"archive"',
      );
    });

    test('fails when archived images expire in less than 90 days', () => {
      expectRefused(
        () => adopt(select(archived, { countNumber: 89 })),
        'rules[0].selection.countNumber is "89 days" but must be at least 90 days, the minimum for which ECR stores an ' +
          'archived image; raise it to 90 days or more',
      );
    });

    test('fails when archived images are counted', () => {
      expectRefused(
        () => adopt(select(tagged, { storageClass: 'archive' })),
        'rules[0].selection.storageClass is "archive" but must be "standard" with countType imageCountMoreThan; use ' +
          'sinceImageTransitioned, the only one for archived images',
      );
    });

    test('fails when a transition has no target', () => {
      expectRefused(
        () => adopt({ ...untagged, action: { type: 'transition' } }),
        'rules[0].action.targetStorageClass is undefined but must be "archive"; use exactly this spelling',
      );
    });

    test('fails when an expiry has a target', () => {
      expectRefused(
        () => adopt({ ...tagged, action: { type: 'expire', targetStorageClass: 'archive' } }),
        'rules[0].action.targetStorageClass is "archive" but must be absent with type "expire"; remove it',
      );
    });
  });

  describe('rules against each other', () => {
    test('fails when two have the same priority', () => {
      expectRefused(
        () => adopt(tagged, { ...untagged, rulePriority: 10 }),
        'rules[1].rulePriority is 10 but must be unique in the policy, and rules[0] has it too; give each rule a number ' +
          'of its own',
      );
    });

    test('fails when the rule for any image is not last', () => {
      expectRefused(
        () => adopt(tagged, { ...any, rulePriority: 15 }, untagged),
        'rules[1].rulePriority is 15 but must be the highest among the rules for standard storage, because the rule ' +
          'selects any image, and rules[2] has 20; give the rule for any image a higher number',
      );
    });

    test('fails when two select untagged images', () => {
      expectRefused(
        () => adopt(untagged, tagged, { ...untagged, rulePriority: 21 }),
        'the tag selection of rules[2] is "untagged" but must occur once among the rules for standard storage, and ' +
          'rules[0] has it too; keep one of the two rules, as the second could never act',
      );
    });
  });
});
