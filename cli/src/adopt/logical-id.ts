import { createHash } from 'crypto';
import { settingIdBy } from '../../../src/ecr/setting-id';

/** As the CDK has them. */
const WITHOUT_HASH = 255;
const READABLE = 240;
/** No part of an id. */
const DEFAULT = 'Default';
/** A part of the hash only. */
const RESOURCE = 'Resource';

/**
 * The logical id that the CDK gives to a resource.
 *
 * @param path the ids of its constructs within the stack, down to the resource itself
 */
export function logicalId(path: readonly string[]): string {
  const parts = path.filter((id) => id !== DEFAULT);
  if (parts.length === 1 && alphanumeric(parts[0]).length <= WITHOUT_HASH) return alphanumeric(parts[0]);
  const hash = createHash('md5').update(parts.join('/')).digest('hex').slice(0, 8).toUpperCase();
  const readable = parts
    .reduce<string[]>((all, id) => (all.at(-1)?.endsWith(id) ? all : [...all, id]), [])
    .filter((id) => id !== RESOURCE)
    .map(alphanumeric)
    .join('');
  return `${readable.slice(0, READABLE)}${hash}`;
}

/**
 * The logical id that a `Registry` gives to a setting.
 *
 * @param kind and key the setting, as for `settingIdBy`
 */
export function settingLogicalId(kind: string, key?: string): string {
  return settingIdBy((text) => createHash('sha256').update(text).digest('hex'), kind, key);
}

function alphanumeric(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '');
}
