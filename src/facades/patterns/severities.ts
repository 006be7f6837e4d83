import type { IConstruct } from 'constructs';
import { review } from '../../core/review';
import { SEVERITIES_OF } from '../../ecr/events/severity';
import type { Severity } from '../../ecr/events/severity';
import { mistakesInMinimumSeverity, mistakesInSeverities } from '../../ecr/mistakes/severities';
import type { RegistryScanType } from '../../ecr/registry-scan-type';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';

/** The call that names severities, for errors. */
export interface SeveritySource {
  readonly scope: IConstruct;
  readonly api: string;
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
  review(source.scope, { api: source.api, property: 'severities' }, mistakesInSeverities(source.scanType, severities));
  const known = SEVERITIES_OF[source.scanType];
  const unknown = severities.filter((severity) => !known.includes(severity));
  return [...known.filter((severity) => severities.includes(severity)), ...new Set(unknown)];
}

/** A severity and all severer ones, most severe first. */
export function severitiesFrom(source: SeveritySource, minimum: Severity): Severity[] {
  const { scope, api, scanType } = source;
  review(scope, { api, property: 'minimumSeverity' }, mistakesInMinimumSeverity(scanType, minimum));
  const known = SEVERITIES_OF[scanType];
  return known.slice(0, known.indexOf(minimum) + 1);
}
