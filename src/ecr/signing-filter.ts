import { LIMITS } from './limits';
import { isNameFilter } from './name-filter';

/** Whether the filter fits the schema of AWS::ECR::SigningConfiguration. */
export function isSigningFilter(filter: string): boolean {
  return isNameFilter(filter, LIMITS.SIGNING_FILTER_LENGTH);
}
