import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import { row } from './rows';
import { Gravity } from '../guarded-change';

/** The end of a key that is disabled. */
export function enabledHappening({ after }: PropertyChangesOf): Happening | undefined {
  if (String(after.properties.Enabled) !== 'false') return undefined;
  const text = 'The key is disabled. Nobody can pull the images that it encrypts until it is enabled again.';
  return { gravity: Gravity.LOST, what: 'disabled', text, safely: 'leave the key enabled' };
}

export function keyPolicyHappening({ changes }: PropertyChangesOf): Happening {
  const text = 'has another policy';
  return { gravity: Gravity.OTHER, what: 'policy-changed', text, row: row('key-policy'), details: detailsOf(changes) };
}
