import { Severity } from '../../../src/ecr/events/severity';
import { mistakesInMinimumSeverity, mistakesInSeverities } from '../../../src/ecr/mistakes/severities';
import { RegistryScanType } from '../../../src/ecr/registry-scan-type';
import { mistakeIn } from '../../../src/text/errors';

const { BASIC, ENHANCED } = RegistryScanType;
const listOf = (scanType: RegistryScanType, ...severities: string[]) =>
  [...mistakesInSeverities(scanType, severities as Severity[])].map(
    (mistake) => `${mistake.id}: ${mistakeIn({ ...mistake, property: mistake.at })}; ${mistake.remedy}`,
  );

test('a severity of the other type of scanning, or in lower case, is an error', () => {
  expect(listOf(ENHANCED, 'HIGH', 'UNDEFINED')).toEqual([
    'eventPattern: [1] is "UNDEFINED" but must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, which ' +
      'ENHANCED scanning knows; write UNTRIAGED for what has no assessment',
  ]);
  expect(listOf(BASIC, 'UNTRIAGED')[0]).toMatch(/^eventPattern: .* write UNDEFINED for what has no assessment$/);
  expect(listOf(BASIC, 'high')[0]).toMatch(/^eventPattern: /);
});

test('an unknown severity is a warning with the nearest known one', () => {
  expect(listOf(BASIC, 'CRITCAL')).toEqual([
    'unknownName: [0] is "CRITCAL", which is no severity of BASIC scanning that the library knows; the nearest is ' +
      '"CRITICAL"; correct it, or acknowledge that it is right',
  ]);
});

test('a minimum severity without a known rank is an error', () => {
  const idsOf = (severity: string) => [...mistakesInMinimumSeverity(BASIC, severity as Severity)].map(({ id }) => id);
  expect(idsOf(Severity.LOW)).toEqual([]);
  expect(idsOf(Severity.UNTRIAGED)).toEqual(['eventPattern']);
  expect(idsOf('SEVERE')).toEqual(['eventPattern']);
});
