import { App, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { hole, UNRESOLVED } from '../../src/text/holes';
import { isLiteral, isUnresolved } from '../../src/text/unresolved';

const stack = new Stack(new App(), 'Stack');
const parameter = new CfnParameter(stack, 'Parameter', { type: 'List<String>' });
const number = Lazy.number({ produce: () => 1 });

/** Releases of the CDK differ on the number of a token inside a text; the library takes the safe side and sees it. */
const seesNumbersInTexts = Token.isUnresolved(`${number} days`);
const hasNumberOfToken = (value: unknown): boolean =>
  [value].flat().some((each) => typeof each === 'string' && /-1\.\d{10,16}e\+289/.test(each));

describe('a token of the CDK:', () => {
  test.each<[string, unknown]>([
    ['the region of a stack', stack.region],
    ['a text with a token inside', `arn:${stack.partition}:ecr`],
    ['a token object', Lazy.any({ produce: () => 1 })],
    ['a lazy text', Lazy.string({ produce: () => 'a' })],
    ['a lazy list', Lazy.list({ produce: () => ['a'] })],
    ['a lazy number', number],
    ['a parameter as a list', parameter.valueAsList],
    ['the element of a list', Fn.select(0, parameter.valueAsList)],
    ['a part of a text', Fn.split(',', stack.region)],
  ])('%s is unresolved', (_, value) => {
    expect(isUnresolved(value)).toBe(true);
    expect(isLiteral(value)).toBe(false);
    expect(Token.isUnresolved(value)).toBe(true);
  });

  test.each([`${number} days`, `${Token.asNumber(Fn.ref('Other'))}`])(
    'the number %s in a text is unresolved',
    (value) => {
      expect(isUnresolved(value)).toBe(true);
      expect(isLiteral(value)).toBe(false);
    },
  );

  test('a list that contains tokens is not unresolved itself', () => {
    expect(isUnresolved([stack.region])).toBe(false);
    expect(isUnresolved([...parameter.valueAsList, 'b'])).toBe(false);
  });
});

describe('isUnresolved agrees with the CDK', () => {
  const agrees = (value: unknown) => {
    if (seesNumbersInTexts || !hasNumberOfToken(value)) expect(isUnresolved(value)).toBe(Token.isUnresolved(value));
    else if (Token.isUnresolved(value)) expect(isUnresolved(value)).toBe(true);
  };
  const fragment = fc.constantFrom(
    ...[
      '${Token[',
      '#{Token[',
      'Token[',
      ']}',
      '}',
      '$',
      'AWS.Region.4',
      'a:b',
      '-',
      ' ',
      '',
      stack.region,
      `${number}`,
    ],
    ...['-1.888154589708', '-1.8881545897087', '2e+289', 'e289', 'E+289', '-1.8881545897087E+289', '1e+300', '\n'],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(fragment, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  /** Any number, by its bits. The first have the marker of a token, or differ from it in one bit. */
  const marked = fc.constantFrom(0xfbff, 0xfbff, 0xfbfe, 0x7bff, 0xfbf7, 0xffff, 0x7ff8, 0x0000);
  const word = fc.integer({ min: 0, max: 0xffff });
  const bits = fc.tuple(marked, word, word, word).map((words) => {
    const view = new DataView(new ArrayBuffer(8));
    words.forEach((each, index) => view.setUint16(index * 2, each));
    return view.getFloat64(0);
  });

  test('on texts', () => fc.assert(fc.property(text, agrees), { numRuns: 5_000 }));

  test('on numbers', () =>
    fc.assert(fc.property(fc.oneof(fc.double(), fc.integer(), bits), agrees), { numRuns: 5_000 }));

  test('on numbers in texts', () =>
    fc.assert(
      fc.property(fc.oneof(fc.double(), bits), fragment, fragment, (value, start, end) =>
        agrees(`${start}${value}${end}`),
      ),
      { numRuns: 5_000 },
    ));

  test('on lists', () =>
    fc.assert(fc.property(fc.array(fc.oneof(text, bits, fc.anything()), { maxLength: 3 }), agrees), {
      numRuns: 2_000,
    }));

  test('on anything', () => fc.assert(fc.property(fc.anything(), agrees), { numRuns: 2_000 }));

  test('on objects that have, or nearly have, the method of a token', () => {
    const resolve = fc.constantFrom(undefined, null, 'resolve', () => 1);
    const value = fc.oneof(
      fc.record({ resolve }),
      fc.record({ resolve }).map((each) => [each]),
    );
    fc.assert(fc.property(value, agrees));
    agrees(Object.assign(() => 1, { resolve: () => 1 }));
  });
});

describe('a value with holes:', () => {
  test.each([UNRESOLVED, hole('AWS::Region'), `arn:${hole('AWS::Partition')}:ecr`])('%j is unresolved', (value) => {
    expect(isUnresolved(value)).toBe(true);
    expect(isLiteral(value)).toBe(false);
  });

  test('an undefined value is neither unresolved nor literal', () => {
    expect(isUnresolved(undefined)).toBe(false);
    expect(isLiteral(undefined)).toBe(false);
  });

  test('a known value is literal', () => {
    for (const value of ['', 'a', 0, false, null, [], {}]) expect(isLiteral(value)).toBe(true);
  });
});
