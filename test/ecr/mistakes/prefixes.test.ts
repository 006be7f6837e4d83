import { Aws, App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import {
  mistakesInCachePrefix,
  mistakesInLatePrefix,
  mistakesInTemplatePrefix,
} from '../../../src/ecr/mistakes/prefixes';
import { refuse } from '../../../src/ecr/mistakes/refuse';
import { normalise, repositoriesUnder } from '../../../src/ecr/namespaces';

const PLACE = { api: 'Owner', property: 'prefix' };
const check = (prefix: string, region = 'eu-west-1') => {
  refuse(PLACE, [...mistakesInLatePrefix(prefix), ...mistakesInTemplatePrefix(prefix, region)]);
};
const checkCache = (prefix: string) => {
  refuse(PLACE, mistakesInCachePrefix(prefix, 'eu-west-1'));
};

test.each([
  'a',
  'team',
  'team/',
  'team/web',
  'team/web/',
  'a.b',
  'a_b',
  'a__b',
  'a---b',
  '1/2',
  'ROOT',
  'a'.repeat(256),
])('accepts the prefix %s', (prefix) => {
  expect(() => check(prefix)).not.toThrow();
});

test.each([
  '',
  '/',
  '/team',
  'team//',
  'team.',
  'team-',
  'team./',
  'Team',
  'root/ROOT',
  'ROOT/',
  'team/*',
  'a..b',
  'a___b',
  'a._b',
])('fails when the prefix is "%s"', (prefix) => {
  expect(() => check(prefix)).toThrow('must be namespaces like');
});

test('fails when a prefix has a trailing dot, with path, value, rule and remedy', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(() => refuse({ ...PLACE, scope: stack }, mistakesInTemplatePrefix('team.'))).toThrow(
    'Owner at Stack: prefix is "team." but must be namespaces like "team" or "team/project/", or "ROOT"; ' +
      'write lower-case letters and digits, separated by ".", "_", "__", dashes or "/", without a wildcard',
  );
});

test('fails when a prefix is too long; the "/" at its end does not count', () => {
  expect(() => checkCache(`${'a'.repeat(30)}/`)).not.toThrow();
  expect(() => checkCache('a'.repeat(31))).toThrow(
    'Owner: prefix is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" but must be 2 to 30 characters, not 31; choose a shorter prefix',
  );
});

test('fails when the prefix of a template is too long', () => {
  expect(() => check(`${'a'.repeat(256)}/`)).not.toThrow();
  expect(() => check('a'.repeat(257))).toThrow('must be 1 to 256 characters, not 257');
});

test('fails when a prefix is not a string', () => {
  expect(() => refuse(PLACE, mistakesInTemplatePrefix(42))).toThrow('prefix is 42 but must be namespaces');
});

test('fails when a prefix is too short', () => {
  expect(() => checkCache('a/')).toThrow(
    'Owner: prefix is "a/" but must be 2 to 30 characters, not 1; choose a longer prefix',
  );
});

test('fails when a prefix is known only at deployment', () => {
  expect(() => check(`team-${Aws.REGION}`)).toThrow(
    /^Owner: prefix is .* but must be a literal, because its resources are found by it; write the value itself or read it from the context$/,
  );
});

describe('regions with the older schema', () => {
  test.each(['cn-north-1', 'us-gov-west-1', 'me-central-1', 'me-south-1'])('%s accepts single separators', (region) => {
    expect(() => check('a.b/c-d/e_f/', region)).not.toThrow();
    expect(() => check('ROOT', region)).not.toThrow();
  });

  test.each(['cn-north-1', 'us-gov-west-1', 'me-central-1', 'me-south-1'])(
    'fails when a prefix has double separators in %s',
    (region) => {
      expect(() => check('team--web', region)).toThrow(
        `Owner: prefix is "team--web" but must have single separators only in ${region}, whose schema is the older one; ` +
          'replace each run of separators by one',
      );
    },
  );

  test('an unresolved region accepts double separators', () => {
    expect(() => check('team--web', Aws.REGION)).not.toThrow();
  });
});

test('a "/" at the end of a prefix makes no difference', () => {
  expect(normalise('team/')).toBe('team');
  expect(normalise('team')).toBe('team');
  expect(normalise('ROOT')).toBe('ROOT');
  const component = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  fc.assert(
    fc.property(fc.array(component, { minLength: 1, maxLength: 4 }), (parts) => {
      const prefix = parts.join('/');
      expect(() => check(`${prefix}/`)).not.toThrow();
      expect(normalise(`${prefix}/`)).toBe(normalise(prefix));
    }),
  );
});

test('the repositories under a prefix are those of its namespace', () => {
  expect(repositoriesUnder('team')).toBe('team/*');
  expect(repositoriesUnder('team/')).toBe('team/*');
  expect(repositoriesUnder('ROOT')).toBe('*');
});
