import type { LifecycleCountType } from './count-types';
import type { LifecycleAction } from './lifecycle-enums';
import { LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { LifecycleRule } from './lifecycle-rule';
import type { PolicyEntry } from './policy-mistakes';
import { TagSelection } from './tag-selection';

/** A rule of a policy text without a mistake. */
export interface RuleJson {
  readonly rulePriority: number;
  readonly description?: string;
  readonly selection: SelectionJson;
  readonly action: { readonly type: LifecycleAction };
}

interface SelectionJson {
  readonly tagStatus: LifecycleTagStatus;
  readonly tagPatternList?: string[];
  readonly tagPrefixList?: string[];
  readonly storageClass?: LifecycleStorageClass;
  readonly countType: LifecycleCountType;
  readonly countNumber: number;
}

/** The rules of a policy text without a mistake, in their order. */
export function entriesOf(text: string): PolicyEntry[] {
  const { rules } = JSON.parse(text) as { readonly rules: readonly RuleJson[] };
  return rules.map(entryOf);
}

export function entryOf({ rulePriority, description, selection, action }: RuleJson, index: number): PolicyEntry {
  const { storageClass = LifecycleStorageClass.STANDARD, countType, countNumber } = selection;
  const rule = LifecycleRule._of({
    description,
    tags: tagsOf(selection),
    countType,
    storageClass,
    countNumber,
    action: action.type,
  });
  return { index, priority: rulePriority, rule };
}

function tagsOf({ tagStatus, tagPatternList, tagPrefixList = [] }: SelectionJson): TagSelection {
  switch (tagStatus) {
    case LifecycleTagStatus.ANY:
      return TagSelection.any();
    case LifecycleTagStatus.UNTAGGED:
      return TagSelection.untagged();
    case LifecycleTagStatus.TAGGED: {
      const tags = tagPatternList ? TagSelection.allPatterns(tagPatternList) : TagSelection.allPrefixes(tagPrefixList);
      READ.add(tags);
      return tags;
    }
  }
}

/** The lists that were read from a text. */
const READ = new WeakSet<TagSelection>();

/**
 * Whether a list of tags was read from a text, whose author may have meant "one of them". `TagSelection.allPatterns` says by its
 * name that it means all.
 */
export function isReadFromText(tags: TagSelection): boolean {
  return READ.has(tags);
}
