import { isObject } from '../../text/json';
import type { Json } from '../../text/json';
import { meantName } from '../../text/spelling';

/** A text that is near an answer of `aws ecr describe-images`: its names, and what it is. */
interface OtherAnswer {
  readonly name: string;
  /** A name that the members of the list have, where a repository may be called like the list. */
  readonly member?: string;
  readonly what: string;
}

const OTHER_ANSWERS: readonly OtherAnswer[] = [
  { name: 'failures', member: 'failureCode', what: 'the answer of a command on single images' },
  { name: 'imageIds', what: 'the answer of aws ecr list-images, which does not say when images were pushed' },
  { name: 'previewResults', what: 'the answer of aws ecr get-lifecycle-policy-preview, which has some images only' },
  { name: 'imageScanFindings', what: 'the answer of aws ecr describe-image-scan-findings' },
  { name: 'lifecyclePolicyText', what: 'the answer of aws ecr get-lifecycle-policy' },
  { name: 'schemaVersion', what: 'the manifest of an image' },
  { name: 'images', member: 'imageId', what: 'the answer of aws ecr batch-get-image' },
  { name: 'repositories', member: 'repositoryArn', what: 'the answer of aws ecr describe-repositories' },
  { name: 'referrers', member: 'artifactType', what: 'the answer of aws ecr list-image-referrers' },
];

/** What a value is that was taken for an answer of `aws ecr describe-images`; `undefined` if it may be one. */
export function otherAnswer(value: unknown): string | undefined {
  if (!isObject(value) || 'imageDetails' in value) return undefined;
  return OTHER_ANSWERS.find(({ name, member }) => {
    if (!(name in value)) return false;
    const list = value[name];
    return member === undefined || (Array.isArray(list) && list.some((each) => isObject(each) && member in each));
  })?.what;
}

/** A name of an answer in the spelling of an SDK or of another tool, and the right one. */
export function misspelledName(value: Json, names: readonly string[]): [found: string, meant: string] | undefined {
  for (const found of Object.keys(value)) {
    const meant = meantName(names, found);
    if (meant !== undefined && !(meant in value)) return [found, meant];
  }
  return undefined;
}
