import { mismatch } from './event-mismatch';
import { mistakesInEventValue } from './event-value';
import { mistakesAt } from './mistake';
import type { Mistake } from './mistake';
import { Severity, SEVERITIES_OF, SEVERITY_FIELDS } from '../events/severity';
import type { RegistryScanType } from '../registry-scan-type';

/** The severities that findings of a type of scanning do not have. */
export function* mistakesInSeverities(scanType: RegistryScanType, severities: readonly Severity[]): Iterable<Mistake> {
  const words = { kind: `severity of ${scanType} scanning`, reason: `which ${scanType} scanning knows` };
  for (const [index, severity] of severities.entries()) {
    for (const mistake of mistakesInEventValue(severity, SEVERITY_FIELDS[scanType], words)) {
      yield* mistakesAt(`[${index}]`, [withRemedy(mistake, severity)]);
    }
  }
}

/** The mistake in a minimum severity without a known rank. */
export function* mistakesInMinimumSeverity(scanType: RegistryScanType, severity: Severity): Iterable<Mistake> {
  const known = SEVERITIES_OF[scanType];
  if (known.includes(severity)) return;
  yield withRemedy(mismatch('', severity, `be one of ${known.join(', ')}, which ${scanType} scanning knows`), severity);
}

function withRemedy(mistake: Mistake, severity: Severity): Mistake {
  const instead = { [Severity.UNDEFINED]: Severity.UNTRIAGED, [Severity.UNTRIAGED]: Severity.UNDEFINED }[
    severity as string
  ];
  return instead ? { ...mistake, remedy: `write ${instead} for what has no assessment` } : mistake;
}
