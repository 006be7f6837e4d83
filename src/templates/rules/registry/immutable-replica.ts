import { nameOf, resourcesIn, resourcesMaybeIn } from '../environments';
import type { ReplicaTarget } from './replicas';
import { isUnresolved, targetsOf } from './replicas';
import { templatesCovering } from './templates';
import { EcrRule } from '../../../ecr/ecr-rule';
import { nearestPrefix } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import { listed } from '../../../text/lists';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known } from '../list-items';
import { isCacheOnly } from '../repository/cache-only';

const { REPOSITORY, CREATION_TEMPLATE, REPLICATION_CONFIGURATION } = ResourceType;
const MODE = 'ImageTagMutability';
const MOVING: readonly unknown[] = ['MUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'];

export const IMMUTABLE_REPLICA: Rule = {
  id: EcrRule.IMMUTABLE_REPLICA,
  types: [REPLICATION_CONFIGURATION],
  check: checkReplicas,
};

/** Judges the repositories of the app whose tags can move, at each destination that the app declares. */
function* checkReplicas(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const sources = app.sameEnvironment(configuration, REPOSITORY).flatMap((each) => sourceOf(each, app) ?? []);
  for (const target of targetsOf(configuration)) {
    const replicated = sources.filter(({ name }) => target.prefixes.some((prefix) => name.startsWith(prefix)));
    const replicas = replicated.flatMap((source) => replicaOf(source, target, app) ?? []);
    const certain = replicas.filter(({ isCertain }) => isCertain);
    if (certain.length > 0) yield problemOf(target, certain);
    if (certain.length < replicas.length) {
      yield { at: target.at, text: 'whether tags can move there is known only at deployment', unresolved: true };
    }
  }
  if (isUnresolved(configuration)) {
    yield { at: 'Properties/ReplicationConfiguration', text: 'a part of it is known at deployment', unresolved: true };
  }
}

function problemOf(target: ReplicaTarget, replicas: readonly Replica[]): Problem {
  const names = replicas.map(({ name }) => name);
  const origins = [...new Set(replicas.map(({ origin }) => origin.constructPath))];
  return {
    at: target.at,
    text: `tags of ${listed(names)} can move, but not those of the replicas in ${nameOf(target)} (${listed(origins)})`,
  };
}

/** A repository whose tags can move. */
interface Source {
  readonly name: string;
  /** Whether they certainly can, and certainly follow no upstream. */
  readonly isCertain: boolean;
}

/** The repository of a source at a destination, whose tags cannot move. */
interface Replica extends Source {
  /** The repository or the creation template that decides about its tags. */
  readonly origin: TemplateResource;
}

function sourceOf(repository: TemplateResource, app: TemplateApp): Source | undefined {
  const name = known(repository.property('RepositoryName'));
  const mode = repository.property(MODE);
  const cacheOnly = isCacheOnly(repository, app);
  const tagsMove = isMissing(mode) || MOVING.includes(mode) || hasHole(mode);
  if (name === undefined || !tagsMove || cacheOnly === true) return undefined;
  return { name, isCertain: !hasHole(mode) && cacheOnly === false };
}

function replicaOf({ name, isCertain }: Source, target: ReplicaTarget, app: TemplateApp): Replica | undefined {
  const repositories = resourcesIn(app, REPOSITORY, target);
  const declared = repositories.find((each) => each.property('RepositoryName') === name);
  const here = templatesCovering(resourcesIn(app, CREATION_TEMPLATE, target), 'REPLICATION', name);
  const byPrefix = new Map(here.certain.map((each) => [known(each.property('Prefix'))!, each]));
  const origin = declared ?? byPrefix.get(nearestPrefix(byPrefix.keys(), name) ?? '');
  const mode = origin?.property(MODE);
  if (!origin || (mode !== 'IMMUTABLE' && !hasHole(mode))) return undefined;
  const isKnown = !hasHole(mode) && origin.condition === undefined;
  const elsewhere = templatesCovering(resourcesMaybeIn(app, CREATION_TEMPLATE, target), 'REPLICATION', name);
  const mayDecide = [
    ...here.unresolved,
    ...elsewhere.certain,
    ...elsewhere.unresolved,
    ...resourcesMaybeIn(app, REPOSITORY, target).filter((each) => mayBeNamed(each, name)),
    ...repositories.filter((each) => hasHole(each.property('RepositoryName'))),
  ];
  return { name, origin, isCertain: isCertain && isKnown && (declared !== undefined || mayDecide.length === 0) };
}

function mayBeNamed(repository: TemplateResource, name: string): boolean {
  const value = repository.property('RepositoryName');
  return hasHole(value) || value === name;
}
