import type { CodePart } from './code-part';
import { literal } from './literal';
import { refusalsOf } from './refusals';
import { mistakesInTags } from '../../../../src/ecr/mistakes/tags';
import { isReservedTag, TAG_LIMITS } from '../../../../src/ecr/tags';
import { byKey } from '../../../../src/text/lists';

/** The tags that CloudFormation can have. AWS sets those that begin with `aws:`. */
export function declaredTags(tags: Readonly<Record<string, string>> = {}): [string, string][] {
  return ownTags(tags).filter((tag) => refusalsOfTag(tag).length === 0);
}

/** Tags that CloudFormation refuses, as remarks. */
export function tagRemarks(tags: Readonly<Record<string, string>> = {}): string[] {
  return ownTags(tags).flatMap((tag) =>
    refusalsOfTag(tag).length === 0 ? [] : [`the tag ${literal(tag[0])} is left out: ${refusalsOfTag(tag)[0]}`],
  );
}

export function tagsCode(tags: Readonly<Record<string, string>> = {}): CodePart {
  const declared = declaredTags(tags);
  return {
    refused: [],
    remarks: tagRemarks(tags),
    write: () => (declared.length === 0 ? undefined : literal(Object.fromEntries(declared))),
  };
}

function ownTags(tags: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(tags)
    .filter(([key]) => !isReservedTag(key))
    .sort(byKey);
}

function refusalsOfTag([key, value]: readonly [string, string]): string[] {
  return refusalsOf('tags', mistakesInTags(Object.fromEntries([[key, value]]), TAG_LIMITS));
}
