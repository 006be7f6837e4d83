import type { OwningStack } from './format';
import type { Json } from '../../../src/text/json';

/** A value of the SDK as JSON, with times in ISO 8601. */
export function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The tags of a resource by their keys. */
export function tagsOf(
  tags: readonly { readonly Key?: string; readonly Value?: string }[] | undefined,
): Readonly<Record<string, string>> | undefined {
  return tags && Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The stack that owns a resource, by the tags that CloudFormation adds. */
export function stackOf(tags: Readonly<Record<string, string>> | undefined): OwningStack | undefined {
  const stackName = tags?.['aws:cloudformation:stack-name'];
  if (tags === undefined || stackName === undefined) return undefined;
  const stackId = tags['aws:cloudformation:stack-id'];
  const logicalId = tags['aws:cloudformation:logical-id'];
  return { stackName, ...(stackId !== undefined && { stackId }), ...(logicalId !== undefined && { logicalId }) };
}
