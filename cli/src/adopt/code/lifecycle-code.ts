import type { CodePart } from './code-part';
import { literal, objectLiteral } from './literal';
import { refusalsOf } from './refusals';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { LifecycleCountType } from '../../../../src/lifecycle/count-types';
import { LifecycleAction, LifecycleStorageClass, LifecycleTagStatus } from '../../../../src/lifecycle/lifecycle-enums';
import { mistakesInLifecycle } from '../../../../src/lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import type { TagSelection } from '../../../../src/lifecycle/tag-selection';
import type { Json } from '../../../../src/text/json';

/** A factory of rules with its arguments before the options. */
interface RuleFactory {
  readonly name: string;
  readonly first?: (source: StackSource) => string;
  /** Whether the options have to say the tags, must not, or leave them out for all images. */
  readonly tags: 'always' | 'never' | 'unless any';
}

/** A lifecycle policy. Its rules keep their numbers: where those are not 1, 2, 3 …, the code has the JSON. */
export function lifecycleCode(policy: Json | undefined): CodePart {
  if (policy === undefined) {
    return { refused: [], write: (source) => `${source.use('LifecyclePolicy')}.none()` };
  }
  const text = JSON.stringify(policy);
  const refused = refusalsOf('lifecycle', mistakesInLifecycle(text));
  return { refused, write: (source) => (refused.length > 0 ? undefined : policyCode(policy, text, source)) };
}

function policyCode(policy: Json, text: string, source: StackSource): string {
  const { _entries: entries } = LifecyclePolicy.fromJson(text);
  const factories = entries.map(({ rule }) => factoryOf(rule));
  const inOrder = entries.every(
    ({ rule, priority }, index) => priority === index + 1 && rank(rule) >= rank(entries[Math.max(0, index - 1)].rule),
  );
  const library = source.use('LifecyclePolicy');
  if (!inOrder || factories.includes(undefined)) {
    return `${library}.fromJson(JSON.stringify(${literal(policy)}))`;
  }
  const rules = entries.map(({ rule }, index) => ruleCode(rule, factories[index]!, source));
  return `${library}.of(${rules.join(', ')})`;
}

/** The place of a rule in a policy of rules that are not numbered: those for all images come last. */
function rank({ tags, storageClass }: LifecycleRule): number {
  if (tags.tagStatus !== LifecycleTagStatus.ANY) return 0;
  return storageClass === LifecycleStorageClass.STANDARD ? 1 : 2;
}

function factoryOf({ tags, storageClass, countType, countNumber, action }: LifecycleRule): RuleFactory | undefined {
  const isAny = tags.tagStatus === LifecycleTagStatus.ANY;
  const count = () => String(countNumber);
  const days = (source: StackSource) => `${source.use('Duration', CodeModule.CDK)}.days(${countNumber})`;
  switch ([storageClass, countType, action].join()) {
    case [LifecycleStorageClass.STANDARD, LifecycleCountType.IMAGE_COUNT_MORE_THAN, LifecycleAction.EXPIRE].join():
      return countNumber === LifecycleRule.KEEP_COUNT && !isAny
        ? { name: 'keep', tags: 'always' }
        : { name: 'keepNewest', first: count, tags: 'always' };
    case [LifecycleStorageClass.STANDARD, LifecycleCountType.IMAGE_COUNT_MORE_THAN, LifecycleAction.ARCHIVE].join():
      return { name: 'archiveBeyondNewest', first: count, tags: 'unless any' };
    case [LifecycleStorageClass.STANDARD, LifecycleCountType.SINCE_IMAGE_PUSHED, LifecycleAction.EXPIRE].join():
      return tags.tagStatus === LifecycleTagStatus.UNTAGGED
        ? { name: 'expireUntagged', first: days, tags: 'never' }
        : { name: 'expireOlderThan', first: days, tags: 'always' };
    case [LifecycleStorageClass.STANDARD, LifecycleCountType.SINCE_IMAGE_PUSHED, LifecycleAction.ARCHIVE].join():
      return { name: 'archiveOlderThan', first: days, tags: 'unless any' };
    case [LifecycleStorageClass.STANDARD, LifecycleCountType.SINCE_IMAGE_PULLED, LifecycleAction.ARCHIVE].join():
      return { name: 'archiveNotPulledFor', first: days, tags: 'unless any' };
    case [LifecycleStorageClass.ARCHIVE, LifecycleCountType.SINCE_IMAGE_TRANSITIONED, LifecycleAction.EXPIRE].join():
      return countNumber === LifecycleRule.KEEP_ARCHIVED_DAYS && !isAny
        ? { name: 'keepArchived', tags: 'always' }
        : { name: 'expireArchivedAfter', first: days, tags: 'unless any' };
    default:
      return undefined;
  }
}

function ruleCode({ tags, description }: LifecycleRule, factory: RuleFactory, source: StackSource): string {
  const { name, first, tags: when } = factory;
  const saysTags = when === 'always' || (when === 'unless any' && tags.tagStatus !== LifecycleTagStatus.ANY);
  const options: [string, string][] = [
    ...(description === undefined ? [] : [['description', literal(description)] as [string, string]]),
    ...(saysTags ? [['tags', tagsCode(tags, source)] as [string, string]] : []),
  ];
  const values = [...(first ? [first(source)] : []), ...(options.length > 0 ? [objectLiteral(options)] : [])];
  return `${source.use('LifecycleRule')}.${name}(${values.join(', ')})`;
}

function tagsCode({ tagStatus, patterns, prefixes }: TagSelection, source: StackSource): string {
  const selection = source.use('TagSelection');
  if (tagStatus !== LifecycleTagStatus.TAGGED) return `${selection}.${tagStatus}()`;
  const [one, all, values] =
    patterns.length > 0 ? ['pattern', 'allPatterns', patterns] : ['prefix', 'allPrefixes', prefixes];
  return values.length === 1 ? `${selection}.${one}(${literal(values[0])})` : `${selection}.${all}(${literal(values)})`;
}
