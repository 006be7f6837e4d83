import { Direction } from './access-change';
import type { AccessChange, AccessSummary } from './access-change';
import { addTo } from '../../../../src/text/lists';

/** The summary of changes of one direction; absent if there are none. */
export function summaryOf(changes: readonly AccessChange[]): AccessSummary | undefined {
  if (changes.length === 0) return undefined;
  return { text: sentencesOf(changes).join('; '), details: changes.map(detailOf) };
}

/** A sentence for each group of principals that get or lose the same. */
function sentencesOf(changes: readonly AccessChange[]): string[] {
  const principals = new Map<string, { first: AccessChange; classes: Set<string>; isConditional: boolean }>();
  for (const change of changes) {
    const key = JSON.stringify([change.principal, change.direction, change.byDeny]);
    const found = principals.get(key) ?? { first: change, classes: new Set(), isConditional: true };
    found.classes.add(change.accessClass);
    found.isConditional &&= change.condition !== undefined;
    principals.set(key, found);
  }
  const alike = new Map<string, AccessChange[]>();
  for (const { first, classes, isConditional } of principals.values()) {
    const end = `${inWords([...classes].sort(byOrder))} access${isConditional ? ' on a condition' : ''}`;
    addTo(alike, JSON.stringify([isEverybody(first), end, first.direction, first.byDeny]), first);
  }
  return [...alike].map(([key, group]) => {
    const [everybody, end] = JSON.parse(key) as [boolean, string];
    return `${subjectOf(everybody, group)} ${verbOf(group[0], everybody || group.length === 1)} ${end}`;
  });
}

function subjectOf(everybody: boolean, group: readonly AccessChange[]): string {
  if (everybody) return group[0].principal === '*' ? 'everybody' : 'everybody but some';
  return group.length === 1 ? '1 principal' : `${group.length} principals`;
}

function verbOf({ direction, byDeny }: AccessChange, isOne: boolean): string {
  const [one, many] = {
    [Direction.OPENED]: byDeny ? ['is no longer denied', 'are no longer denied'] : ['gets', 'get'],
    [Direction.REVOKED]: byDeny ? ['is denied', 'are denied'] : ['loses', 'lose'],
  }[direction];
  return isOne ? one : many;
}

/** One change in a sentence with its principal, actions and condition. */
function detailOf(change: AccessChange): string {
  const { principal, actions, resource, condition, otherwise, direction, byDeny } = change;
  const where = resource === undefined ? '' : ` on ${resource}`;
  const when = condition === undefined ? '' : ` if ${condition}`;
  // Of a wide grant, the narrow part was there before or stays.
  const isLater = direction === (byDeny ? Direction.OPENED : Direction.REVOKED);
  const narrower = otherwise === undefined ? '' : `; ${isLater ? 'from now on' : 'so far'} only if ${otherwise}`;
  return `${principal} ${predicateOf(change)} (${actions.join(', ')})${where}${when}${narrower}`;
}

function predicateOf({ accessClass, direction, byDeny }: AccessChange): string {
  const isOpened = direction === Direction.OPENED;
  if (byDeny) return `${isOpened ? 'is no longer denied' : 'is denied'} ${inWords([accessClass])} access`;
  return `${isOpened ? 'may' : 'may no longer'} ${accessClass === 'read' ? 'read metadata' : accessClass}`;
}

function isEverybody({ principal }: AccessChange): boolean {
  return principal === '*' || principal.startsWith('all but ');
}

const ORDER = ['pull', 'push', 'delete', 'administer', 'read'];
/** The classes as adjectives of access. */
const ADJECTIVES: Readonly<Record<string, string>> = { administer: 'administration', read: 'metadata' };

function byOrder(one: string, other: string): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}

function inWords(classes: readonly string[]): string {
  const words = classes.map((each) => ADJECTIVES[each] ?? each);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}` : words[0];
}
