import { LIMITS } from '../../ecr/limits';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

const MAX_LENGTH = LIMITS.CATALOG_LABEL_LENGTH;

/** Throws unless the label of an architecture or operating system has a length that CloudFormation takes. */
export function checkGalleryLabel(api: string, label: string): void {
  if (!isLiteral(label) || (label.length >= 1 && label.length <= MAX_LENGTH)) return;
  throw new InvalidInputError({
    api,
    property: 'label',
    found: label,
    must: `be 1 to ${MAX_LENGTH} characters`,
    remedy: 'use one of the constants of the class, which the gallery recognises',
  });
}
