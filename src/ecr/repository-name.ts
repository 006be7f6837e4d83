import { LIMITS } from './limits';
import { NAMESPACES, OLDER_NAMESPACES } from './name-grammar';
import { hasOlderNames } from './regions';

const { MIN_NAME_LENGTH: MIN, NAME_LENGTH: MAX } = LIMITS;
const LENGTH = `(?=.{${MIN},${MAX}}$)`;
const NAME = new RegExp(`^${LENGTH}${NAMESPACES}$`);
const OLDER_NAME = new RegExp(`^${LENGTH}${OLDER_NAMESPACES}$`);

/** Whether the name fits the schema of AWS::ECR::Repository in the region. */
export function isRepositoryName(name: string, region?: string): boolean {
  return (hasOlderNames(region) ? OLDER_NAME : NAME).test(name);
}
