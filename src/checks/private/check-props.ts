import { resolve, sep } from 'path';
import type { IConstruct } from 'constructs';
import { assemblyOf } from './app-constructs';
import { checkAccounts, checkEach, checkOrganizationId } from '../../ecr/identifiers';
import { TagSelection } from '../../lifecycle/tag-selection';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
import type { EcrChecksProps } from '../ecr-checks-props';

const OWNER = 'EcrChecks';

/** Throws if a parameter could never apply. */
export function checkProps(scope: IConstruct, props: EcrChecksProps): void {
  const { allowedAccounts, allowedOrganizations, protect, rulesOff = [] } = props;
  if (protect) TagSelection._allPatterns(OWNER, 'protect', protect);
  if (allowedAccounts) checkAccounts(OWNER, 'allowedAccounts', allowedAccounts);
  if (allowedOrganizations) {
    checkEach(OWNER, 'allowedOrganizations', allowedOrganizations, 'organization', checkOrganizationId);
  }
  for (const property of ['requiredTags', 'allowedUpstreams', 'allowedKeys'] as const) {
    checkAtLeastOne(
      { scope, owner: OWNER, property },
      props[property],
      'element',
      'leave it out, or say what is meant',
    );
  }
  checkEvidenceDirectory(scope, props.evidenceDirectory);
  rulesOff.forEach(({ rule, reason }, index) => {
    if (isLiteral(reason) && reason.trim() === '') {
      throw new InvalidInputError({
        scope,
        owner: OWNER,
        property: `rulesOff[${index}].reason`,
        found: reason,
        must: `say why ${rule} is not checked`,
        remedy: 'write the reason, which auditors read in the evidence',
      });
    }
  });
}

function checkEvidenceDirectory(scope: IConstruct, directory?: string): void {
  const assembly = assemblyOf(scope);
  if (directory === undefined || assembly === undefined) return;
  if (!`${resolve(directory)}${sep}`.startsWith(`${resolve(assembly)}${sep}`)) return;
  throw new InvalidInputError({
    scope,
    owner: OWNER,
    property: 'evidenceDirectory',
    found: directory,
    must: 'be outside of the cloud assembly, which a validation plugin may not change',
    remedy: 'name a directory beside it, such as "evidence"',
  });
}
