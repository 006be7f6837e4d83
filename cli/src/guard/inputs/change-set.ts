import { changeSetKey } from './guard-state';
import { describeTemplate } from '../../../../src/templates/stack-description';
import type { StackDescription } from '../../../../src/templates/stack-description';
import { hole } from '../../../../src/text/holes';
import { isObject, mapTexts, parsed } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { refuse } from '../../io/bad-input';
import { parseJson, readText } from '../../io/text-file';

const REMEDY = 'write there what aws cloudformation describe-change-set --include-property-values prints';
/** A value that CloudFormation knows only after the deployment, as change sets write it. */
const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** What happens with a resource that leaves its stack or is replaced, as change sets write it. */
const POLICIES: Readonly<Record<string, Json>> = {
  Delete: { DeletionPolicy: 'Delete' },
  Retain: { DeletionPolicy: 'Retain' },
  Snapshot: { DeletionPolicy: 'Snapshot' },
  ReplaceAndDelete: { UpdateReplacePolicy: 'Delete' },
  ReplaceAndRetain: { UpdateReplacePolicy: 'Retain' },
  ReplaceAndSnapshot: { UpdateReplacePolicy: 'Snapshot' },
};

/** A change set as two templates that have only the resources that change. */
export interface ChangeSet {
  readonly file: string;
  readonly stackName: string;
  readonly before: StackDescription;
  readonly after: StackDescription;
  readonly replaced: ReadonlyMap<string, boolean>;
  readonly imported: ReadonlySet<string>;
  readonly unread: readonly string[];
}

/** A change of a resource, as `describe-change-set` prints it. */
interface ResourceChange {
  readonly Action?: string;
  readonly PolicyAction?: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly Replacement?: string;
  readonly BeforeContext?: unknown;
  readonly AfterContext?: unknown;
}

/**
 * Reads what `describe-change-set` prints.
 *
 * @param stacks of the synthesized app, which tell the paths of constructs
 */
export function readChangeSet(file: string, stacks: readonly StackDescription[]): ChangeSet {
  const content = parseJson(file, readText(file), REMEDY);
  if (!isObject(content) || typeof content.StackName !== 'string' || !Array.isArray(content.Changes)) {
    return refuse({
      property: `content of ${file}`,
      found: content,
      must: 'have StackName and Changes',
      remedy: REMEDY,
    });
  }
  const { StackName: stackName, StackId: stackId, NextToken: token } = content;
  if (token !== undefined) {
    refuse({
      property: `NextToken of ${file}`,
      found: token,
      must: 'be absent',
      remedy: 'write all pages to the file',
    });
  }
  const [, , , region, account] = String(stackId ?? '').split(':');
  const inApp = stacks.find((stack) => stack.stackName === stackName);
  const path = inApp?.path ?? stackName;
  const sides = { before: {} as Record<string, Json>, after: {} as Record<string, Json> };
  const replaced = new Map<string, boolean>();
  const imported = new Set<string>();
  const unread: string[] = [];
  for (const [index, change] of content.Changes.entries()) {
    const resource = resourceChange(file, index, change);
    if (resource === undefined) continue;
    const { Action: action, PolicyAction: policy = '', LogicalResourceId: id, ResourceType: type } = resource;
    const key = changeSetKey(path, id);
    if (action === 'Dynamic') {
      unread.push(`the action on ${id} of ${stackName}, which only the deployment tells (Dynamic)`);
      continue;
    }
    const before = contextOf(file, resource, 'BeforeContext', action === 'Modify' || action === 'Remove');
    const after = contextOf(file, resource, 'AfterContext', action !== 'Remove');
    if (before) sides.before[id] = { Type: type, ...before, ...POLICIES[policy] };
    if (after) sides.after[id] = { Type: type, ...(withoutUnknown(after, before, id) as Json) };
    if (action === 'Import') imported.add(key);
    if (action === 'Modify' && resource.Replacement !== undefined && resource.Replacement !== 'Conditional') {
      replaced.set(key, resource.Replacement === 'True');
    }
  }
  const side = (resources: Record<string, Json>) =>
    describeTemplate({
      path,
      stackName,
      ...(account && { account, region }),
      templatePath: file,
      template: { Resources: resources },
      constructPathOf: inApp?.constructPathOf,
    });
  return { file, stackName, before: side(sides.before), after: side(sides.after), replaced, imported, unread };
}

/** A change in the list; `undefined` if it is about no resource, such as a hook. */
function resourceChange(file: string, index: number, change: unknown): ResourceChange | undefined {
  const resource = isObject(change) ? change.ResourceChange : undefined;
  if (isObject(change) && resource === undefined) return undefined;
  const { LogicalResourceId: id, ResourceType: type } = isObject(resource) ? resource : ({} as Json);
  if (typeof id === 'string' && typeof type === 'string') return resource as unknown as ResourceChange;
  const must = 'have a ResourceChange with LogicalResourceId and ResourceType';
  return refuse({ property: `Changes[${index}] of ${file}`, found: change, must, remedy: REMEDY });
}

function contextOf(
  file: string,
  change: ResourceChange,
  property: 'BeforeContext' | 'AfterContext',
  isNeeded: boolean,
): Json | undefined {
  const { [property]: found, LogicalResourceId: id, ResourceType: type } = change;
  if (found === undefined) {
    if (!isNeeded || !type.startsWith('AWS::ECR::')) return undefined;
    refuse({
      property: `${property} of ${id} in ${file}`,
      which: 'is not there',
      found: undefined,
      must: '',
      remedy: 'describe the change set with --include-property-values',
    });
  }
  const context = parsed(found);
  return isObject(context)
    ? context
    : refuse({ property: `${property} of ${id} in ${file}`, found, must: 'be the JSON of an object', remedy: REMEDY });
}

/**
 * A context without values that CloudFormation does not know yet. Such a value stands for each reference to another
 * resource, whether it changes or not: it is taken for the old one, and a change of it is for `Replacement` to tell.
 */
function withoutUnknown(after: unknown, before: unknown, id: string): unknown {
  if (after === UNKNOWN && before !== undefined) return before;
  if (isObject(after)) {
    const old = isObject(before) ? before : {};
    return Object.fromEntries(Object.entries(after).map(([name, each]) => [name, withoutUnknown(each, old[name], id)]));
  }
  return mapTexts(after, (text) => text.replaceAll(UNKNOWN, hole(`a value of ${id}`)));
}
