import { guarded } from './guarded';
import { GuardedResource } from './guarded-resource';
import { changesInPlace } from './pair-changes';
import { existsRow } from './rows';
import { isOfEcr } from './subjects';
import { ChangeEffect } from '../../../../src/ecr/changes/change';
import { describeTemplate } from '../../../../src/templates/stack-description';
import { TemplateApp } from '../../../../src/templates/template-app';
import { hasHole } from '../../../../src/text/holes';
import { actionsReading } from '../../check/deployed-resources';
import type { DeployedResource } from '../../check/deployed-resources';
import { repositoryOf, settingsOf } from '../../compare/registry-resources';
import { identityOf } from '../../compare/resource-identity';
import { withoutStackTags } from '../../compare/stack-tags';
import { isIn } from '../../in-use/reference';
import { refuse } from '../../io/bad-input';
import type { RegistryFile } from '../../snapshot/format';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import { changeSetKey } from '../inputs/guard-state';
import type { GuardInputs, RegistryState } from '../inputs/guard-state';

/** Something that a registry has. */
interface Existing {
  readonly resource: DeployedResource;
  /** The stack that owns it, by its tags. */
  readonly owner?: string;
  /** The key of a repository, as it is named in calls. */
  readonly key?: string;
}

/** The resources that exist already, with their changes. */
export interface ExistingChanges {
  readonly changes: readonly GuardedChange[];
  /** The resources and their state in the registry; `undefined` where a change set only says that they exist. */
  readonly found: ReadonlyMap<GuardedResource, GuardedResource | undefined>;
}

/**
 * Compares resources that are new to all stacks with what the registry has, as a snapshot tells. CloudFormation has to
 * import those that exist.
 */
export function existingChanges(
  created: readonly GuardedResource[],
  { before, verdicts }: GuardInputs,
): ExistingChanges {
  const registries = before.registries.map((state) => ({ state, byIdentity: existingIn(state) }));
  const found = new Map<GuardedResource, GuardedResource | undefined>();
  const changes = created.flatMap((resource): GuardedChange[] => {
    if (verdicts?.imported.has(changeSetKey(resource.stack.path, resource.logicalId))) {
      found.set(resource, undefined);
      return [guarded(resource, { gravity: Gravity.OTHER, what: 'imported', text: 'exists, and is imported' })];
    }
    const identity = isOfEcr(resource.type) ? identityOf(resource.type, resource.properties) : undefined;
    const registry = registries.find(({ state }) => isIn(resource.stack, state.registry));
    if (identity === undefined || !registry) return [];
    const existing = registry.byIdentity.get(identity);
    checkRead(resource, registry.state.registry, existing);
    if (!existing) return [];
    const deployed = standIn(resource, existing.resource, registry.state);
    found.set(resource, deployed);
    return comparison(resource, deployed, existing.owner);
  });
  return { changes, found };
}

/** Refuses a snapshot that lacks a part of what is compared: nothing would tell a change of it. */
function checkRead(resource: GuardedResource, { account, region, unread }: RegistryFile, existing?: Existing): void {
  const actions = actionsReading(resource.type);
  const subjects = [resource.name, existing?.key];
  const missing = unread.find(
    ({ action, of }) => actions.includes(action) && (of === undefined || subjects.includes(of)),
  );
  if (!missing) return;
  refuse({
    property: `${missing.action} of the snapshot of ${account}/${region}`,
    found: missing.code,
    must: `have answered, because ${resource.path} is compared with what the registry has`,
    remedy: 'take the snapshot again with permission for it',
  });
}

function comparison(resource: GuardedResource, deployed: GuardedResource, owner?: string): GuardedChange[] {
  const row = existsRow(resource);
  if (owner !== undefined && owner !== resource.stackName) {
    const text = `exists, and the stack ${owner} has it: ${ChangeEffect.FAILS}`;
    return [guarded(resource, { gravity: Gravity.REPLACED, what: 'exists', text, row })];
  }
  const imported = guarded(resource, {
    gravity: Gravity.OTHER,
    what: 'imported',
    text: `exists, and no template that is known has it: it has to be imported, or ${ChangeEffect.FAILS}`,
    safely: row.safely,
  });
  return [imported, ...changesInPlace(deployed, resource)];
}

/** What a registry has, as a resource of the stack that is to have it. */
function standIn(
  resource: GuardedResource,
  { Type, Properties }: DeployedResource,
  { registry }: RegistryState,
): GuardedResource {
  const { template, stack, logicalId } = resource;
  const { account, region } = registry;
  const description = describeTemplate({
    path: stack.path,
    account,
    region,
    template: {
      Resources: {
        [logicalId]: {
          Type,
          Properties: withoutStackTags(Properties, stack.tagKeys),
          // CloudFormation has no template of it. The new one counts.
          DeletionPolicy: template.deletionPolicy,
          UpdateReplacePolicy: template.updateReplacePolicy,
        },
      },
    },
  });
  const [only] = new TemplateApp([description]).stacks;
  return new GuardedResource(only.resources.get(logicalId)!);
}

function existingIn({ registry, repositories }: RegistryState): Map<string, Existing> {
  const all: Existing[] = [
    ...settingsOf(registry).map((resource) => ({ resource })),
    ...repositories.map((repository) => ({
      resource: repositoryOf(repository),
      owner: repository.stack?.stackName,
      key: repository.encryption?.kmsKey,
    })),
  ];
  return new Map(
    all.flatMap((each) => {
      const { Type, Properties } = each.resource;
      const identity = identityOf(Type, Properties);
      return identity === undefined || hasHole(identity) ? [] : [[identity, each] as const];
    }),
  );
}
