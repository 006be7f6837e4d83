import { nameOf, resourcesIn, resourcesMaybeIn } from '../environments';
import type { ReplicaTarget } from './replicas';
import { isUnresolved, namesIn, replicatedNames, targetsOf } from './replicas';
import { templatesCovering } from './templates';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

export const REPLICA_TEMPLATE: Rule = {
  id: EcrRule.REPLICA_TEMPLATE,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkTemplates,
};

function* checkTemplates(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (isUnresolved(configuration)) {
    yield { at: 'Properties/ReplicationConfiguration', text: 'a part of it is known at deployment', unresolved: true };
  }
  const { stacks } = app;
  const inApp = (target: ReplicaTarget) =>
    stacks.some(({ account, region }) => account === target.account && region === target.region);
  for (const target of targetsOf(configuration).filter(inApp)) {
    const bare = target.prefixes.filter((prefix) => !isCovered(app, configuration, target, prefix));
    if (bare.length === 0) continue;
    const { at } = target;
    if (bare.every((prefix) => mayBeCovered(app, target, prefix))) {
      yield { at, text: 'a template there is known only at deployment', unresolved: true };
      continue;
    }
    const what = bare.map((prefix) => (prefix === '' ? 'all repositories' : prefix)).join(', ');
    yield { at, text: `no creation template of the app for replication covers ${what} in ${nameOf(target)}` };
  }
}

/** Whether replicas are covered: by a template for the prefix, or each known name by a template or an existing repository. */
function isCovered(app: TemplateApp, configuration: TemplateResource, target: ReplicaTarget, prefix: string): boolean {
  const templates = resourcesIn(app, ResourceType.CREATION_TEMPLATE, target);
  const byTemplate = (start: string) => templatesCovering(templates, 'REPLICATION', start).certain.length > 0;
  if (byTemplate(prefix)) return true;
  const there = namesIn(app, target);
  const names = replicatedNames(app, configuration, prefix);
  return names !== undefined && names.every((name) => there.includes(name) || byTemplate(name));
}

function mayBeCovered(app: TemplateApp, target: ReplicaTarget, prefix: string): boolean {
  const type = ResourceType.CREATION_TEMPLATE;
  const elsewhere = templatesCovering(resourcesMaybeIn(app, type, target), 'REPLICATION', prefix);
  return [
    ...templatesCovering(resourcesIn(app, type, target), 'REPLICATION', prefix).unresolved,
    ...elsewhere.certain,
    ...elsewhere.unresolved,
  ].some(() => true);
}
