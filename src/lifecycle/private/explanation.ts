import { imagesOf } from './rule-words';
import { covers, partsOf } from './selection-cover';
import { COUNT_TYPES, LifecycleCountType } from '../count-types';
import { keeps } from '../evaluator/compiled-rule';
import { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';
import type { LifecycleRule } from '../lifecycle-rule';
import type { PolicyEntry } from '../policy-mistakes';
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
  return `Rule ${priority} selects ${imagesOf(rule)} and ${verb} ${COUNT_TYPES[rule.countType].taken(rule.countNumber)}.`;
}

function endOfKeeping({ storageClass }: LifecycleRule): string {
  return storageClass === LifecycleStorageClass.ARCHIVE
    ? ' in the archive for 100 years or more: no later rule expires them there'
    : ': no later rule expires or archives them';
}

function notes(rules: readonly LifecycleRule[]): string[] {
  const standard = rules.filter((rule) => rule.storageClass === LifecycleStorageClass.STANDARD);
  const archive = rules.filter((rule) => rule.storageClass === LifecycleStorageClass.ARCHIVE);
  const usesArchive = archive.length > 0 || rules.some((rule) => rule.action === LifecycleAction.ARCHIVE);
  const notesIf = (applies: boolean, ...texts: string[]) => (applies ? texts : []);
  return [
    ...notesIf(standard.length > 1 || archive.length > 1, CLAIM),
    ...notesIf(standard.slice(1).some(countsToTake), COUNT),
    ...notesIf(archive.length > 0, ARCHIVE_RULES),
    ...notesIf(!selectsAll(standard), 'Images that no rule selects stay.'),
    ...notesIf(usesArchive && !selectsAll(archive), 'Archived images that no rule selects stay in the archive.'),
    'ECR acts within 24 hours after an image meets the condition of its rule. An expired image is deleted for good.',
    ...notesIf(usesArchive, ARCHIVED, RESTORED),
    'The images of a multi-architecture index stay as long as the index does. Signatures and SBOMs follow their image.',
  ];
}

const CLAIM =
  'The first rule that selects an image claims it: no later rule acts on it, even if the first one leaves it.';
const COUNT = 'A rule by number counts all images that it selects, also those that an earlier rule claims.';
const ARCHIVE_RULES = 'Once archived, an image is seen by the rules for archived images only.';
const ARCHIVED =
  'An archived image answers 404 to a pull until it is restored, which takes up to 20 minutes, ' +
  'and is billed for at least 90 days.';
const RESTORED = 'A restored image counts as pushed and pulled when it was restored.';

function countsToTake(rule: LifecycleRule): boolean {
  return rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN && !keeps(rule);
}

function selectsAll(rules: readonly LifecycleRule[]): boolean {
  return partsOf(ANY).every((part) => rules.some(({ tags }) => covers(tags, part)));
}
