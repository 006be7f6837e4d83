import * as fc from 'fast-check';
import { hole, UNRESOLVED } from '../../../src/text/holes';
import { compareValues, mayBeEqual } from '../../src/report/changes/value-comparison';

const KEY = hole('Stack|Key.Arn');

describe('values that only the deployment knows', () => {
  test.each<[string, unknown, unknown]>([
    ['a hole', KEY, 'arn:aws:kms:eu-west-1:1:key/1'],
    ['a hole for an object', KEY, { a: 1 }],
    ['a hole that nothing is known of', UNRESOLVED, undefined],
    ['a text around a hole', `arn:aws:iam::${hole('AWS::AccountId')}:root`, 'arn:aws:iam::1:root'],
    ['a text with two holes', `a${KEY}b${KEY}c`, 'a1b2bc'],
    ['a list with a hole', ['a', KEY], ['b', 'a', 'c']],
    ['a member', { a: [{ b: KEY }] }, { a: [{ b: 1 }] }],
    ['a statement', [{ text: UNRESOLVED }], [{ Effect: 'Allow' }]],
  ])('may be equal: %s', (_, declared, found) => {
    expect(mayBeEqual(declared, found)).toBe(true);
    expect(mayBeEqual(found, declared)).toBe(true);
  });

  test.each<[string, unknown, unknown]>([
    ['a text around a hole', `arn:aws:iam::${hole('AWS::AccountId')}:root`, 'arn:aws:iam::1:role/a'],
    ['a start and an end that overlap', `aba${KEY}aba`, 'abaaba'.slice(0, 5)],
    ['a part between that is not there', `a${KEY}x${KEY}c`, 'a1b2bc'],
    ['a list with one more known member', ['a', 'b', KEY].slice(0, 2), ['a']],
    ['another member beside a hole', { a: KEY, b: 1 }, { a: 1, b: 2 }],
    ['no hole at all', 'a', 'b'],
    ['a value and none', 'a', undefined],
  ])('differ: %s', (_, declared, found) => {
    expect(mayBeEqual(declared, found)).toBe(false);
    expect(mayBeEqual(found, declared)).toBe(false);
  });

  test('are equal to what fills them, whatever it is', () => {
    const part = fc.string({ maxLength: 4 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.array(part, { minLength: 5 }), (parts, values) => {
        const pattern = parts.join(KEY);
        const text = parts.map((each, i) => (i < parts.length - 1 ? each + values[i % values.length] : each)).join('');
        expect(mayBeEqual(pattern, text)).toBe(true);
        expect(mayBeEqual({ a: [pattern] }, { a: [text] })).toBe(true);
      }),
    );
  });
});

test('unknown values are counted, and are no changes', () => {
  const before = { RepositoryName: 'a', EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: KEY } };
  const after = { RepositoryName: 'b', EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'arn' } };
  expect(compareValues('AWS::ECR::Repository', before, after)).toEqual({
    changes: [{ path: 'RepositoryName', before: 'a', after: 'b' }],
    unknownCount: 1,
  });
});
