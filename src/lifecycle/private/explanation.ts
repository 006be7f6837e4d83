import { imagesOf } from './rule-words';
import { covers, partsOf } from './selection-cover';
import { keeps } from '../evaluator/compiled-rule';
import { LifecycleAction, LifecycleCountType, LifecycleStorageClass } from '../lifecycle-enums';
import type { LifecycleRule } from '../lifecycle-rule';
import type { PolicyEntry } from '../policy-checks';
import { TagSelection } from '../tag-selection';

const ANY = TagSelection.any();

/** A line for each rule, in the order of priorities, then what holds for all of them. */
export function explain(entries: readonly PolicyEntry[]): string {
  if (entries.length === 0) return 'There are no rules: no image is ever expired or archived.';
  return [...entries.map(ruleInWords), ...notes(entries.map(({ rule }) => rule))].join('\n');
}

function ruleInWords({ priority, rule }: PolicyEntry): string {
  if (keeps(rule)) return `Rule ${priority} keeps ${imagesOf(rule)}${endOfKeeping(rule)}.`;
  const verb = rule.action === LifecycleAction.EXPIRE ? 'expires' : 'archives';
  return `Rule ${priority} selects ${imagesOf(rule)} and ${verb} ${taken(rule)}.`;
}

function endOfKeeping({ storageClass }: LifecycleRule): string {
  return storageClass === LifecycleStorageClass.ARCHIVE
    ? ' in the archive for 100 years or more: no later rule expires them there'
    : ': no later rule expires or archives them';
}

function taken({ countType, countNumber }: LifecycleRule): string {
  const days = countNumber === 1 ? '1 day' : `${countNumber} days`;
  switch (countType) {
    case LifecycleCountType.IMAGE_COUNT_MORE_THAN:
      return `all but the ${countNumber === 1 ? 'one' : countNumber} pushed last`;
    case LifecycleCountType.SINCE_IMAGE_PUSHED:
      return `those pushed more than ${days} ago`;
    case LifecycleCountType.SINCE_IMAGE_PULLED:
      return `those that nobody pulled for more than ${days}; one that was never pulled counts from its push`;
    case LifecycleCountType.SINCE_IMAGE_TRANSITIONED:
      return `those archived more than ${days} ago`;
  }
}

function notes(rules: readonly LifecycleRule[]): string[] {
  const standard = rules.filter((rule) => rule.storageClass === LifecycleStorageClass.STANDARD);
  const archive = rules.filter((rule) => rule.storageClass === LifecycleStorageClass.ARCHIVE);
  const usesArchive = archive.length > 0 || rules.some((rule) => rule.action === LifecycleAction.ARCHIVE);
  const later = standard.slice(1).filter((rule) => !keeps(rule));
  return [
    ...(standard.length > 1 || archive.length > 1 ? [claimNote(archive.length > 0)] : []),
    ...(later.some((rule) => rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN) ? [COUNT_NOTE] : []),
    ...(selectsAll(standard) ? [] : ['Images that no rule selects stay.']),
    ...(usesArchive && !selectsAll(archive) ? ['Archived images that no rule selects stay in the archive.'] : []),
    'An image goes within 24 hours after it meets the condition of its rule; an expired image is deleted for good.',
    ...(usesArchive ? [ARCHIVE_NOTE, RESTORE_NOTE] : []),
    'The images of a multi-architecture index stay as long as the index does. Signatures and SBOMs follow their image.',
  ];
}

function claimNote(ofArchive: boolean): string {
  const rules = ofArchive ? 'no later rule for the same storage class' : 'no later rule';
  const classes = ofArchive ? ' Rules see either archived images or the others.' : '';
  return `The first rule that selects an image claims it: ${rules} acts on it, even if the first one leaves it.${classes}`;
}

const COUNT_NOTE = 'A rule by number counts all images that it selects, also those that an earlier rule claims.';
const ARCHIVE_NOTE =
  'An archived image answers 404 to a pull until it is restored, which takes up to 20 minutes, ' +
  'and is billed for at least 90 days.';
const RESTORE_NOTE = 'A restored image counts as pushed and pulled when it was restored.';

function selectsAll(rules: readonly LifecycleRule[]): boolean {
  return partsOf(ANY).every((part) => rules.some(({ tags }) => covers(tags, part)));
}
