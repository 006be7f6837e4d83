import { problemOf } from './input-problem';
import { EcrRule } from '../../../ecr/ecr-rule';
import { LIMITS } from '../../../ecr/limits';
import { ResourceType } from '../../../ecr/resource-type';
import { isReservedTag, TAG_LIMITS, tagMistake, TEMPLATE_TAG_LIMITS } from '../../../ecr/tags';
import type { TagLimits } from '../../../ecr/tags';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';

export const REPOSITORY_TAGS: Rule = {
  id: EcrRule.REPOSITORY_TAGS,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkTags,
};

function* checkTags(resource: TemplateResource, { props }: CheckContext): Iterable<Problem> {
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const property = isTemplate ? 'ResourceTags' : 'Tags';
  const at = `Properties/${property}`;
  const { all, open } = membersOf(resource.property(property), at);
  if (all.length > LIMITS.TAGS) {
    yield { at, text: `there are ${all.length} tags, and Amazon ECR takes ${LIMITS.TAGS}`, remedy: 'remove tags' };
  }
  const limits = isTemplate ? TEMPLATE_TAG_LIMITS : TAG_LIMITS;
  for (const tag of all) yield* malformed(tag.at, tag.json, limits);

  const keys = new Set(all.map(({ json }) => json.Key).map((key) => (hasHole(key) ? undefined : known(key))));
  // CloudFormation gives a stack's tags to its resources, but not to what Amazon ECR creates by a template.
  if (!isTemplate) for (const key of resource.stack.tagKeys) keys.add(key);
  const missing = missingText(resource, keys, props.requiredTags);
  if (missing === undefined) return;
  if (open || keys.has(undefined)) {
    yield { at, text: 'some tags are known at deployment', unknown: true };
  } else {
    yield { at, text: missing };
  }
}

function* malformed(at: string, { Key: key, Value: value }: Member, limits: TagLimits): Iterable<Problem> {
  if (hasHole(key)) return;
  if (known(key) === undefined) return yield { at, text: `the key of a tag is ${readable(key)} but must be a string` };
  // What is open passes as a text that fits.
  const text = hasHole(value) ? 'x' : value === undefined ? '' : known(value);
  if (text === undefined) {
    return yield { at, text: `the value of the tag ${known(key)} is ${readable(value)} but must be a string` };
  }
  const mistake = tagMistake(known(key)!, text, limits);
  if (mistake) yield problemOf(at, mistake);
}

type Member = Readonly<Record<string, unknown>>;

function missingText(
  { type }: TemplateResource,
  keys: ReadonlySet<string | undefined>,
  required: readonly string[] | undefined,
): string | undefined {
  if (required === undefined) {
    const isTagged = [...keys].some((key) => key !== undefined && !isReservedTag(key));
    const fails = type === ResourceType.PUBLIC_REPOSITORY && !isTagged;
    return fails ? 'the public repository has no tag, which fails Security Hub ECR.4' : undefined;
  }
  const missing = required.filter((key) => !keys.has(key));
  if (missing.length === 0) return undefined;
  return `the required ${missing.length === 1 ? 'tag' : 'tags'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
}
