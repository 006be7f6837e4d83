import { EcrRule } from '../../../ecr/ecr-rule';
import {
  mistakesInTagCount,
  mistakesInTagKey,
  mistakesInTagKeys,
  mistakesInTagValue,
} from '../../../ecr/mistakes/tags';
import { ResourceType } from '../../../ecr/resource-type';
import { isReservedTag, TAG_LIMITS, TEMPLATE_TAG_LIMITS } from '../../../ecr/tags';
import type { TagLimits } from '../../../ecr/tags';
import { hasHole } from '../../../text/holes';
import { listed } from '../../../text/lists';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { RuleParameters } from '../../rule-parameters';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { Member } from '../list-items';
import { judgeable, known, membersOf, shown } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { oncePer } from '../once-per';

export const REPOSITORY_TAGS: Rule = {
  id: EcrRule.REPOSITORY_TAGS,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkTags,
};

/** Tags that are well formed, because many repositories may have the same. */
const soundTags = oncePer((_: TemplateApp) => oncePer((__: TagLimits) => new Set<string>()));

function* checkTags(resource: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const property = isTemplate ? 'ResourceTags' : 'Tags';
  const at = `Properties/${property}`;
  const { all, unresolved } = membersOf(resource.property(property), at);
  yield* problemsOf(EcrRule.REPOSITORY_TAGS, at, 'number of tags', mistakesInTagCount(all.length));
  const limits = isTemplate ? TEMPLATE_TAG_LIMITS : TAG_LIMITS;
  yield* problemsOf(
    EcrRule.REPOSITORY_TAGS,
    at,
    property,
    mistakesInTagKeys(all.map(({ json }) => judgeable(json.Key))),
  );
  const sound = soundTags(app)(limits);
  for (const tag of all) {
    const text = JSON.stringify(tag.json);
    if (sound.has(text)) continue;
    const problems = [...malformed(tag, property, limits)];
    if (problems.length === 0) sound.add(text);
    yield* problems;
  }

  if (props.requiredTagValues) yield* otherValues(all, props.requiredTagValues);
  const required = requiredKeys(props);
  // AWS asks only public repositories for a tag.
  if (required === undefined && resource.type !== ResourceType.PUBLIC_REPOSITORY) return;
  const keys = new Set(all.map(({ json }) => json.Key).map((key) => (hasHole(key) ? undefined : known(key))));
  // Resources get the tags of their stack, but repositories that a creation template creates do not.
  if (!isTemplate) for (const key of resource.stack.tagKeys) keys.add(key);
  const missing = missingText(keys, required);
  if (missing === undefined) return;
  if (unresolved || keys.has(undefined)) {
    yield { at, text: 'some tags are known at deployment', unresolved: true };
  } else {
    yield { at, text: missing };
  }
}

function* malformed({ at, json }: Member, property: string, limits: TagLimits): Iterable<Problem> {
  const [key, value] = [json.Key, json.Value ?? ''].map((each) => known(each) ?? each);
  if (hasHole(key)) return;
  const inKey = [...problemsOf(EcrRule.REPOSITORY_TAGS, at, property, mistakesInTagKey(key, limits))];
  if (inKey.length > 0) return yield* inKey;
  if (hasHole(value)) return;
  yield* problemsOf(EcrRule.REPOSITORY_TAGS, at, `${property}.${String(key)}`, mistakesInTagValue(value, limits));
}

/** Tags with a value that the parameters do not allow. A tag of the stack overrides none of the resource. */
function* otherValues(
  tags: readonly Member[],
  allowed: NonNullable<RuleParameters['requiredTagValues']>,
): Iterable<Problem> {
  for (const { at, json } of tags) {
    const key = known(json.Key);
    if (key === undefined || hasHole(key) || !Object.hasOwn(allowed, key)) continue;
    const value = json.Value ?? '';
    if (hasHole(value)) {
      yield { at, text: `the value of the tag ${key} is known at deployment`, unresolved: true };
    } else if (!allowed[key].includes(known(value) ?? '')) {
      yield {
        at,
        text: `the tag ${key} has the value ${shown(value)}, but must have ${either(allowed[key])}`,
        remedy: 'give the tag one of these values',
      };
    }
  }
}

function either(values: readonly string[]): string {
  return values.length === 1 ? `the value ${values[0]}` : `one of the values ${listed(values, { max: 10 })}`;
}

/** The keys of all required tags; undefined if the parameters require none. */
function requiredKeys({ requiredTags, requiredTagValues }: RuleParameters): string[] | undefined {
  if (requiredTags === undefined && requiredTagValues === undefined) return undefined;
  return [...new Set([...(requiredTags ?? []), ...Object.keys(requiredTagValues ?? {})])];
}

function missingText(
  keys: ReadonlySet<string | undefined>,
  required: readonly string[] | undefined,
): string | undefined {
  if (required === undefined) {
    const isTagged = [...keys].some((key) => key !== undefined && !isReservedTag(key));
    return isTagged ? undefined : 'the public repository has no tag, which fails Security Hub ECR.4';
  }
  const missing = required.filter((key) => !keys.has(key));
  if (missing.length === 0) return undefined;
  return `the required ${missing.length === 1 ? 'tag' : 'tags'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
}
