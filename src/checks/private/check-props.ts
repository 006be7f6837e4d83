import { existsSync, statSync } from 'fs';
import { dirname, resolve, sep } from 'path';
import type { IConstruct } from 'constructs';
import { assemblyOf } from './app-constructs';
import { RepositoryPerimeter } from '../../access/repository-perimeter';
import { decisionId } from '../../ecr/decisions/decisions';
import { isTooShort, MIN_WORDS } from '../../templates/judge/acknowledgements';
import { checkChoices } from '../../templates/judge/check-choices';
import { InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties, checkValue } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type { AcknowledgeOptions, EcrChecksProps } from '../ecr-checks-props';

const API = 'EcrChecks';

/** Throws if a parameter could never apply. */
export function checkProps(scope: IConstruct, props: EcrChecksProps): void {
  checkHas({ api: API, property: 'scope' }, scope, 'node', 'be a construct', 'write new EcrChecks(app)');
  checkProperties({ scope, api: API, property: 'props' }, props, 'write { protect: ["v*"] }');
  const { requiredPerimeter, acknowledgementLimits = [] } = props;
  if (requiredPerimeter !== undefined) {
    checkValue({ scope, api: API, property: 'requiredPerimeter' }, requiredPerimeter, RepositoryPerimeter);
  }
  checkChoices({ scope, api: API }, props, new Set(acknowledgementLimits.map(({ rule }) => rule)));
  checkEvidenceDirectory(scope, props.evidenceDirectory);
}

/** Throws unless an acknowledgement has a reason, and a date as its end if it ends. */
export function checkAcknowledgement(scope: IConstruct, { rule, reason, until }: AcknowledgeOptions): void {
  const api = `${API}.acknowledge`;
  if (isLiteral(reason) && isTooShort(reason)) {
    throw new InvalidInputError({
      scope,
      api,
      property: 'reason',
      found: reason,
      must: `give the reason for ${decisionId(rule)} in at least ${MIN_WORDS} words`,
      remedy: 'write the reason for a reviewer',
    });
  }
  if (until === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until)))) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'until',
    found: until,
    must: 'be a date like "2027-03-31"',
    remedy: 'write the last day on which it counts as YYYY-MM-DD',
  });
}

function checkEvidenceDirectory(scope: IConstruct, found?: string): void {
  if (found === undefined) return;
  const place = { scope, api: API, property: 'evidenceDirectory', found };
  if (isBlocked(resolve(found))) {
    throw new InvalidInputError({
      ...place,
      must: 'be a directory, and a file stands there or above it',
      remedy: 'name a directory, such as "evidence", or remove the file',
    });
  }
  const assembly = assemblyOf(scope);
  if (assembly === undefined || !`${resolve(found)}${sep}`.startsWith(`${resolve(assembly)}${sep}`)) return;
  throw new InvalidInputError({
    ...place,
    must: 'be outside the cloud assembly, which a validation plugin may not change',
    remedy: 'name a directory beside it, such as "evidence"',
  });
}

/** Whether a path, or the nearest place above it that exists, is no directory. */
function isBlocked(path: string): boolean {
  const above = dirname(path);
  if (!existsSync(path)) return above !== path && isBlocked(above);
  return !statSync(path).isDirectory();
}
