import type { RegistryFile, Unread } from './format';
import { addTo, listed } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { count } from '../io/quantities';

/** A text about the calls that failed, with a line for each action and code. */
export function unreadText({ account, region, unread }: Pick<RegistryFile, 'account' | 'region' | 'unread'>): string {
  const groups = new Map<string, Unread[]>();
  for (const each of unread) addTo(groups, `${each.action}: ${each.code}`, each);
  const lines = [...groups].map(([title, group]) => {
    const names = group.flatMap(({ of = [] }) => of);
    const about = names.length > 0 ? ` for ${listed(names)}` : '';
    return visible(`  ${title}${about}: ${group[0].message}`);
  });
  const missing = unread.length === 1 ? 'its answer' : 'their answers';
  const calls = `${count(unread.length, 'call')} for ${account} in ${region}`;
  return `${calls} failed; the snapshot is without ${missing}:\n${lines.join('\n')}`;
}
