import { createHash } from 'crypto';
import { settingIdBy } from '../ecr/setting-id';

/**
 * The logical id of a resource that a registry renders.
 *
 * @param kind and key the setting, as for `settingIdBy`
 */
export function settingId(kind: string, key?: string): string {
  return settingIdBy((text) => createHash('sha256').update(text).digest('hex'), kind, key);
}
