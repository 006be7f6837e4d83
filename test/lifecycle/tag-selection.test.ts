import { Lazy } from 'aws-cdk-lib';
import { LifecycleTagStatus } from '../../src/lifecycle/lifecycle-enums';
import { TagSelection } from '../../src/lifecycle/tag-selection';

describe('TagSelection', () => {
  test('has the status, patterns and prefixes that it selects', () => {
    expect(TagSelection.pattern('v*')).toMatchObject({
      tagStatus: LifecycleTagStatus.TAGGED,
      patterns: ['v*'],
      prefixes: [],
    });
    expect(TagSelection.prefix('prod-')).toMatchObject({
      tagStatus: LifecycleTagStatus.TAGGED,
      patterns: [],
      prefixes: ['prod-'],
    });
    expect(TagSelection.allPatterns(['b*', 'a*']).patterns).toEqual(['b*', 'a*']);
    expect(TagSelection.allPrefixes(['b', 'a']).prefixes).toEqual(['b', 'a']);
    expect(TagSelection.untagged()).toMatchObject({
      tagStatus: LifecycleTagStatus.UNTAGGED,
      patterns: [],
      prefixes: [],
    });
    expect(TagSelection.any()).toMatchObject({ tagStatus: LifecycleTagStatus.ANY, patterns: [], prefixes: [] });
  });

  test('does not change when the list that it was created from changes', () => {
    const patterns = ['a*', 'b*'];
    const selection = TagSelection.allPatterns(patterns);
    patterns.push('*');
    expect(selection.patterns).toEqual(['a*', 'b*']);
    expect(() => selection.patterns.push('*')).toThrow(TypeError);
  });

  test('accepts patterns with four wildcards, also of wildcards alone', () => {
    expect(TagSelection.pattern('*a*b*c*').patterns).toEqual(['*a*b*c*']);
    expect(TagSelection.pattern('*').patterns).toEqual(['*']);
  });

  test('fails when a pattern has five wildcards', () => {
    expect(() => TagSelection.pattern('*a*b*c*d*')).toThrow(
      new Error(
        'TagSelection.pattern: pattern is "*a*b*c*d*" but must have at most 4 wildcards "*"; remove 1 of its 5',
      ),
    );
  });

  test('fails when a pattern is empty', () => {
    expect(() => TagSelection.pattern('')).toThrow(
      new Error(
        'TagSelection.pattern: pattern is "" but must consist of one or more of the characters a-z, A-Z, 0-9, ' +
          '".", "_", "-" and the wildcard "*"; write a pattern that a tag can match as a whole, such as v*',
      ),
    );
  });

  test('fails when a pattern has a character that no tag has', () => {
    expect(() => TagSelection.pattern('release/*')).toThrow('pattern is "release/*" but must consist of');
    expect(() => TagSelection.pattern('v*\n')).toThrow('pattern is "v*\\n" but must consist of');
  });

  test('fails when a prefix is empty', () => {
    expect(() => TagSelection.prefix('')).toThrow(
      new Error(
        'TagSelection.prefix: prefix is "" but must consist of one or more of the characters a-z, A-Z, 0-9, ".", "_" ' +
          'and "-", as no tag has others; write the literal start of the tags, or use a pattern where you need the ' +
          'wildcard "*"',
      ),
    );
  });

  test('fails when a prefix has a wildcard, with which it would select nothing', () => {
    expect(() => TagSelection.prefix('prod-*')).toThrow('TagSelection.prefix: prefix is "prod-*" but must consist of');
  });

  test('fails when a list is empty', () => {
    expect(() => TagSelection.allPatterns([])).toThrow(
      new Error(
        'TagSelection.allPatterns: patterns is [] but must be a list with at least one member; name what the tags ' +
          'look like, or select untagged or any images',
      ),
    );
    expect(() => TagSelection.allPrefixes([])).toThrow('TagSelection.allPrefixes: prefixes is [] but must be');
  });

  test('fails when a list has a member twice', () => {
    expect(() => TagSelection.allPrefixes(['a', 'b', 'a'])).toThrow(
      new Error('TagSelection.allPrefixes: prefixes[2] is "a" but must occur once in the list; remove it'),
    );
  });

  test('fails when a member of a list is wrong, and says which', () => {
    expect(() => TagSelection.allPatterns(['a', ''])).toThrow('TagSelection.allPatterns: patterns[1] is "" but must');
    expect(() => TagSelection.allPrefixes(['a', ''])).toThrow('TagSelection.allPrefixes: prefixes[1] is "" but must');
  });

  test('fails when a value is a token', () => {
    const token = Lazy.string({ produce: () => 'v*' });
    const remedy =
      'write it out: the policy must be a literal text, which compliance rules and the evaluation of the policy read';
    expect(() => TagSelection.pattern(token)).toThrow(
      new Error(`TagSelection.pattern: pattern is ${JSON.stringify(token)} but must not contain a token; ${remedy}`),
    );
    expect(() => TagSelection.allPrefixes(['a', token])).toThrow('TagSelection.allPrefixes: prefixes[1] is "${Token[');
    expect(() => TagSelection.allPatterns(Lazy.list({ produce: () => ['v*'] }))).toThrow(
      new Error(`TagSelection.allPatterns: patterns is "a token" but must not be a token; ${remedy}`),
    );
  });
});
