import type { IConstruct } from 'constructs';
import { Severity, SEVERITIES_OF } from '../../ecr/events/severity';
import type { RegistryScanType } from '../../ecr/registry-scan-type';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';

/** The call that names severities, for errors. */
export interface SeveritySource {
  readonly scope: IConstruct;
  readonly owner: string;
  readonly scanType: RegistryScanType;
}

/** A choice of severities: a list, a minimum, or neither. */
export interface SeverityChoice {
  readonly severities?: Severity[];
  readonly minimumSeverity?: Severity;
}

/** The chosen severities, most severe first; `undefined` for all of them. */
export function chosenSeverities(source: SeveritySource, choice: SeverityChoice): Severity[] | undefined {
  const { severities, minimumSeverity } = choice;
  if (severities && minimumSeverity) {
    throw new InvalidInputError({
      ...source,
      property: 'severities',
      found: severities,
      must: `be left out beside minimumSeverity, which is ${minimumSeverity}`,
      remedy: 'write one of them',
    });
  }
  if (minimumSeverity) return severitiesFrom(source, minimumSeverity);
  if (!severities) return undefined;
  const remedy = 'leave the property out for all of them';
  checkAtLeastOne({ ...source, property: 'severities' }, severities, 'severity', remedy);
  for (const severity of severities) checkKnown(source, 'severities', severity);
  return SEVERITIES_OF[source.scanType].filter((severity) => severities.includes(severity));
}

/** A severity and all severer ones, most severe first. */
export function severitiesFrom(source: SeveritySource, minimum: Severity): Severity[] {
  checkKnown(source, 'minimumSeverity', minimum);
  const known = SEVERITIES_OF[source.scanType];
  return known.slice(0, known.indexOf(minimum) + 1);
}

function checkKnown({ scope, owner, scanType }: SeveritySource, property: string, severity: Severity): void {
  if (SEVERITIES_OF[scanType].includes(severity)) return;
  throw new InvalidInputError({
    scope,
    owner,
    property,
    found: severity,
    must: `be one of ${SEVERITIES_OF[scanType].join(', ')}, which ${scanType} scanning knows`,
    remedy: `write ${severity === Severity.UNDEFINED ? Severity.UNTRIAGED : Severity.UNDEFINED} for what has no assessment`,
  });
}
