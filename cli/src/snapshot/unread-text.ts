import type { RegistryFile, Unread } from './format';
import { listed, addTo } from '../../../src/text/lists';
import { count } from '../io/quantities';

/** What AWS refused of a registry, for people: one line for each action and code. */
export function unreadText({ account, region, unread }: Pick<RegistryFile, 'account' | 'region' | 'unread'>): string {
  const groups = new Map<string, Unread[]>();
  for (const each of unread) addTo(groups, `${each.action}: ${each.code}`, each);
  const lines = [...groups].map(([title, group]) => {
    const names = group.flatMap(({ of = [] }) => of);
    const about = names.length > 0 ? ` for ${listed(names)}` : '';
    return `  ${title}${about}: ${group[0].message}`;
  });
  return `${count(unread.length, 'call')} for ${account} in ${region} failed, what they read is missing:\n${lines.join('\n')}`;
}
