import { NAMESPACES, OLDER_NAMESPACES } from './name-grammar';
import { ROOT } from './namespaces';
import { hasOlderPrefixes } from './regions';

const PREFIX = new RegExp(`^(?:${NAMESPACES}/?|${ROOT})$`);
const OLDER_PREFIX = new RegExp(`^(?:${OLDER_NAMESPACES}/?|${ROOT})$`);

/** Whether the prefix of a template or cache fits the schema of the region. */
export function isNamespacePrefix(prefix: string, region?: string): boolean {
  const pattern = hasOlderPrefixes(region) ? OLDER_PREFIX : PREFIX;
  return pattern.test(prefix);
}
