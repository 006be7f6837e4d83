import type { ReplicationPeer } from './replication-peer';
import { sourcesUnder } from './shared-settings';
import { shorterRules } from './shorter-lifecycle';
import type { AppConstructs } from '../../core/app-constructs';
import { AppRepositories } from '../../core/app-repositories';
import type { AppRepository } from '../../core/app-repositories';
import { stageOf } from '../../core/owners';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { isSamePlace } from '../../ecr/environments';
import { prefixesOrAll, templatesFor } from '../../ecr/namespaces';
import { namesBeyond } from '../../ecr/replication-prefix';
import { RepositoryRole } from '../../ecr/repository-role';
import { ScanFrequency } from '../../ecr/scan-frequency';
import { deletes } from '../../lifecycle/evaluator/compiled-rule';
import type { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import { declaredSettings } from '../../repository/declared-settings';
import { RepositorySpec } from '../../repository/repository-spec';
import { roleOf } from '../../repository/role-of';
import { listed } from '../../text/lists';
import type { RegistryCore, ReplicationRequest } from '../registry-core';

/** A registry that replicates, and the repositories beside it. */
interface Source {
  readonly registry: RegistryCore;
  readonly repositories: AppRepositories;
}

/** Warns, at the source, of effects that replication does not have, although a user may expect them. */
export function reviewReplication(
  registry: RegistryCore,
  requests: readonly ReplicationRequest[],
  constructs: AppConstructs,
): void {
  const source = { registry, repositories: AppRepositories.beside(registry, constructs) };
  reviewChains(registry);
  for (const request of requests) {
    reviewPrefixes(source, request);
    reviewSettings(source, request);
    reviewMirror(source, request);
    if (!request.registry) continue;
    reviewSameNames(source, request, AppRepositories.beside(request.registry, constructs));
    reviewScanning(source, request, request.registry);
  }
}

/**
 * Images hop once: what arrives here by replication does not go on from here. It is the matter of the registry that they
 * come from, where that one is in the same stage: later ones can no longer warn there.
 */
function reviewChains(registry: RegistryCore): void {
  const { sources, replicas, origins } = registry._replication;
  for (const from of sources) {
    const origin = origins.find(({ env }) => isSamePlace(from, env));
    for (const to of replicas) {
      if (isSamePlace(from, to) || !overlap(from, to) || (origin && sends(origin, to))) continue;
      warn(
        origin && stageOf(origin) === stageOf(registry) ? origin : registry,
        EcrRule.REPLICATION_CHAIN,
        `images that arrive from ${nameOf(from)} do not go on to ${nameOf(to)}, because replication hops once; replicate ` +
          `from ${nameOf(from)} to ${nameOf(to)} as well`,
      );
    }
  }
}

function sends(origin: RegistryCore, to: ReplicationPeer): boolean {
  return origin._replication.replicas.some((peer) => isSamePlace(peer, to) && overlap(peer, to));
}

/** A prefix is the start of a text: `apples` also takes `apples-dev`. */
function reviewPrefixes(source: Source, { destination }: ReplicationRequest): void {
  for (const prefix of destination.repositoryPrefixes) {
    const names = sourcesUnder(source.repositories, [prefix]).flatMap(({ name }) => name ?? []);
    const beyond = namesBeyond(prefix, names);
    if (beyond.length === 0) continue;
    warn(
      source.registry,
      EcrRule.REPLICATION_PREFIX,
      `the prefix ${prefix} of the replication to ${nameOf(destination)} also takes ${listed(beyond)}; end it in "/" if ` +
        'they are not meant',
    );
  }
}

/** Settings that were given: those taken over from the sources cannot differ from them. */
function reviewSettings(source: Source, request: ReplicationRequest): void {
  const { destination, settings } = request;
  if (!settings) return;
  const replica = RepositorySpec.of(settings);
  const sources = sourcesOf(source, request).flatMap(({ name, resource }) => {
    const own = declaredSettings(resource);
    return own ? [{ name: name!, own, resource }] : [];
  });
  const mutable = replica.tagMutability.tagsCanMove ? [] : sources.filter(({ own }) => own.tagMutability.tagsCanMove);
  if (mutable.length > 0) {
    warn(
      source.registry,
      EcrRule.IMMUTABLE_REPLICA,
      `tags of ${listed(mutable.map(({ name }) => name))} can move, but not those of the replicas in ` +
        `${nameOf(destination)}: an image arrives there without a tag that another one has; make the replicas mutable`,
    );
  }
  const lifecycle = replica.lifecycleIn(RepositoryRole.REPLICA).lifecycle;
  const shorter = sources.flatMap(({ name, own, resource }) =>
    shorterRules(lifecycleOf(own, resource), lifecycle).map((rule) => ({ name, rule })),
  );
  if (shorter.length > 0) {
    warn(
      source.registry,
      EcrRule.REPLICA_LIFECYCLE,
      `replicas in ${nameOf(destination)} expire earlier than ${listed([...new Set(shorter.map(({ name }) => name))])}: ` +
        `${shorter[0].rule}; give the replicas a lifecycle that keeps what the source keeps`,
    );
  }
}

/** Warns of images that a lifecycle of the source deletes in a mirror as well. */
function reviewMirror(source: Source, { destination, deleteReplication }: ReplicationRequest): void {
  if (!deleteReplication) return;
  const prefixes = prefixesOrAll(destination.repositoryPrefixes);
  const losing = sourcesUnder(source.repositories, prefixes).flatMap(({ name, resource }) => {
    const own = declaredSettings(resource);
    return own && lifecycleOf(own, resource).rules.some(deletes) ? [name!] : [];
  });
  if (losing.length === 0) return;
  warn(
    source.registry,
    EcrRule.DELETE_REPLICATION,
    `what the lifecycles of ${listed(losing)} expire is deleted in ${nameOf(destination)} as well: with ` +
      'deleteReplication a replica is a mirror and no backup; leave it out if the replicas are a backup',
  );
}

/** The lifecycle of a repository in its role. */
function lifecycleOf(settings: RepositorySpec, resource: AppRepository['resource']): LifecyclePolicy {
  const { role } = roleOf(resource);
  return settings.lifecycleIn(role).lifecycle;
}

/** A repository that is there already gets the images, and keeps its own settings. */
function reviewSameNames(source: Source, request: ReplicationRequest, there: AppRepositories): void {
  const { destination, settings } = request;
  const differing = sourcesOf(source, request).flatMap(({ name, resource }) => {
    const [twin, own] = [there.byName.get(name!), declaredSettings(resource)];
    const wanted = settings ? RepositorySpec.of(settings) : own;
    const actual = twin && declaredSettings(twin);
    return wanted && actual && wanted.differencesFrom(actual, source.registry).length > 0 ? [name!] : [];
  });
  if (differing.length === 0) return;
  warn(
    source.registry,
    EcrRule.REPLICA_DIFFERS,
    `${listed(differing)} exist in ${nameOf(destination)} with other settings than replicas there, and keep them; declare ` +
      'them alike',
  );
}

function reviewScanning(source: Source, { destination }: ReplicationRequest, target: RegistryCore): void {
  const { scanning } = target;
  if (!scanning) return;
  const prefixes = prefixesOrAll(destination.repositoryPrefixes);
  const missed = sourcesUnder(source.repositories, prefixes).flatMap(({ name }) =>
    [ScanFrequency.OFF, ScanFrequency.MANUAL].includes(scanning.frequencyOf(name!)) ? [name!] : [],
  );
  if (missed.length === 0) return;
  warn(
    source.registry,
    EcrRule.REPOSITORY_SCANNING,
    `no scanning filter of ${nameOf(destination)} matches the replicas of ${listed(missed)}; add one to ${target.node.path}`,
  );
}

/** Repositories whose replicas the templates of a request cover. */
function sourcesOf(source: Source, request: ReplicationRequest): AppRepository[] {
  const replicated = source.registry._replication.prefixesAt(request);
  return templatesFor(request.destination.repositoryPrefixes).flatMap(({ prefixes }) =>
    sourcesUnder(source.repositories, prefixes, replicated),
  );
}

/** Whether a repository can be under prefixes of both. */
function overlap(one: ReplicationPeer, other: ReplicationPeer): boolean {
  const [left, right] = [one, other].map(({ repositoryPrefixes }) => prefixesOrAll(repositoryPrefixes));
  return left.some((prefix) => right.some((each) => prefix.startsWith(each) || each.startsWith(prefix)));
}

function nameOf({ account, region = 'any region' }: ReplicationPeer): string {
  return `${account}/${region}`;
}
