import { Aws } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { RegistryScanType } from '../../src/ecr/registry-scan-type';
import { isScanFilter, matchesEveryName, matchesScanFilter } from '../../src/ecr/scan-filter';
import { ScanFrequency } from '../../src/ecr/scan-frequency';
import { RegistryScanning } from '../../src/facades/registry-scanning';

const hundred = Array.from({ length: 100 }, (_, index) => `team-${index}/*`);

describe('RegistryScanning', () => {
  test('has the filters of basic scanning', () => {
    const scanning = RegistryScanning.basic({ onPush: ['prod/*', 'base', 'prod/*'] });
    expect(scanning.type).toBe(RegistryScanType.BASIC);
    expect(scanning.continuous).toEqual([]);
    expect(scanning.onPush).toEqual(['base', 'prod/*']);
  });

  test('has the filters of enhanced scanning, for one frequency or both', () => {
    const both = RegistryScanning.enhanced({ continuous: ['prod/*', 'base'], onPush: ['*'] });
    expect(both.type).toBe(RegistryScanType.ENHANCED);
    expect(both.continuous).toEqual(['base', 'prod/*']);
    expect(both.onPush).toEqual(['*']);
    expect(RegistryScanning.enhanced({ continuous: ['prod/*'] }).onPush).toEqual([]);
    expect(RegistryScanning.enhanced({ onPush: ['prod/*'] }).continuous).toEqual([]);
  });

  test('accepts a token as a filter, which matches nothing', () => {
    const scanning = RegistryScanning.basic({ onPush: [`${Aws.STACK_NAME}*`] });
    expect(scanning.onPush).toHaveLength(1);
    expect(scanning.frequencyOf('stack/api')).toBe(ScanFrequency.MANUAL);
  });
});

describe('the scan frequency of a repository', () => {
  test.each([
    ['prod/api', ScanFrequency.CONTINUOUS],
    ['dev/api', ScanFrequency.ON_PUSH],
    ['test/api', ScanFrequency.OFF],
  ])('of %s is, with enhanced scanning, %s', (name, frequency) => {
    const scanning = RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['prod/*', 'dev/*'] });
    expect(scanning.frequencyOf(name)).toBe(frequency);
  });

  test.each([
    ['prod/api', ScanFrequency.ON_PUSH],
    ['test/api', ScanFrequency.MANUAL],
  ])('of %s is, with basic scanning, %s', (name, frequency) => {
    expect(RegistryScanning.basic({ onPush: ['prod/*'] }).frequencyOf(name)).toBe(frequency);
  });

  test('fails when the name is a token', () => {
    expect(() => RegistryScanning.basic({ onPush: ['*'] }).frequencyOf(Aws.STACK_NAME)).toThrow(
      /^RegistryScanning.frequencyOf: repositoryName is "\$\{Token\[.*\]\}" but must be known at synthesis; give the repository a `repositoryName` and pass that$/,
    );
  });
});

describe('a scanning filter matches like one of Amazon ECR', () => {
  // The user guide's table.
  const names = ['prod', 'repo-prod', 'prod-repo', 'repo-prod-repo', 'prodrepo'];
  test.each([
    ['prod', names],
    ['*prod', ['prod', 'repo-prod']],
    ['prod*', ['prod', 'prod-repo', 'prodrepo']],
    ['*prod*', names],
    ['prod*repo', ['prod-repo', 'prodrepo']],
    ['*', names],
    ['**', names],
    ['prod/*', []],
  ])('%s', (filter, matching) => {
    expect(names.filter((name) => matchesScanFilter(filter, name))).toEqual(matching);
  });

  test('with "*" at any place', () => {
    fc.assert(
      fc.property(text('ab/*', 8), text('ab/', 10), (filter, name) => {
        const expected = filter.includes('*') ? glob(filter, name) : name.includes(filter);
        expect(matchesScanFilter(filter, name)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('matches every name if it has only stars', () => {
    expect(['*', '**', 'a*', '*a', 'a', ''].filter(matchesEveryName)).toEqual(['*', '**']);
  });

  test('in a time that does not explode with the number of stars', () => {
    const start = performance.now();
    expect(matchesScanFilter(`${'*a'.repeat(127)}b`, 'a'.repeat(256))).toBe(false);
    expect(isScanFilter(`${'a'.repeat(254)}!`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('the form of a scanning filter', () => {
  /** As in CloudFormation's schema. Only for short texts: it backtracks. */
  const SCHEMA = /^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/;

  test('is that of the schema, for every text of up to 6 characters', () => {
    let texts = [''];
    for (let length = 1; length <= 6; length++) {
      texts = texts.flatMap((prefix) => [...'a*-/A'].map((character) => prefix + character));
      for (const one of texts) if (isScanFilter(one) !== SCHEMA.test(one)) expect(one).toBe('treated as in the schema');
    }
    expect(texts).toHaveLength(5 ** 6);
  });

  test('is that of the schema, for random texts', () => {
    fc.assert(
      fc.property(text('abz09*._-/A :é\n', 18), (one) => expect(isScanFilter(one)).toBe(SCHEMA.test(one))),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(text('az09*._-/', 18), (one) => expect(isScanFilter(one)).toBe(SCHEMA.test(one))));
  });

  test('allows 255 characters', () => {
    expect(isScanFilter('a'.repeat(255))).toBe(true);
    expect(isScanFilter('a'.repeat(256))).toBe(false);
  });
});

describe('RegistryScanning', () => {
  test('fails when neither frequency is given', () => {
    expect(() => RegistryScanning.enhanced({})).toThrow(
      'RegistryScanning.enhanced: options is {} but must have `continuous`, `onPush` or both, because there is no ' +
        'default frequency; write `onPush: ["*"]` to scan all images when they are pushed',
    );
  });

  test.each([
    ['basic: onPush', () => RegistryScanning.basic({ onPush: [] })],
    ['enhanced: onPush', () => RegistryScanning.enhanced({ continuous: ['*'], onPush: [] })],
    ['enhanced: continuous', () => RegistryScanning.enhanced({ continuous: [] })],
  ])('fails when a list is empty, %s', (where, attempt) => {
    expect(attempt).toThrow(
      `RegistryScanning.${where} is [] but must have at least one filter; write ["*"] for all repositories`,
    );
  });

  test.each([
    ['prod/', 'write "prod/*" for all repositories whose names start with it'],
    ['prod-', 'write "prod-*" for all repositories whose names start with it'],
    ['Prod', 'write "prod/*" for all repositories whose names start with "prod/"'],
    ['', 'write "prod/*" for all repositories whose names start with "prod/"'],
    ['a--b', 'write "prod/*" for all repositories whose names start with "prod/"'],
  ])('fails when a filter is %j', (filter, remedy) => {
    expect(() => RegistryScanning.enhanced({ onPush: ['*'], continuous: ['base', filter] })).toThrow(
      `RegistryScanning.enhanced: continuous[1] is ${JSON.stringify(filter)} but must be 1 to 255 lower-case letters, ` +
        `digits and "*", with single ".", "_", "-" or "/" between them; ${remedy}`,
    );
  });

  test('fails when there are 101 filters', () => {
    expect(() => RegistryScanning.basic({ onPush: [...hundred, 'more'] })).toThrow(
      'RegistryScanning.basic: onPush is "101 filters" but must be at most 100 filters; join filters with "*"',
    );
    expect(RegistryScanning.basic({ onPush: [...hundred, hundred[0]] }).onPush).toHaveLength(100);
  });
});

function text(characters: string, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), maxLength });
}

/** What matching means, by all ways to split the text. */
function glob(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern[0] !== '*') return name[0] === pattern[0] && glob(pattern.slice(1), name.slice(1));
  return glob(pattern.slice(1), name) || (name !== '' && glob(pattern, name.slice(1)));
}
