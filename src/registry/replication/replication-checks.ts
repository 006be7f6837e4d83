import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { ReplicationOptions } from './replication-options';
import type { Replica, ReplicationRule } from './replication-rules';
import { LIMITS } from '../../ecr/limits';
import { isNamespace } from '../../ecr/namespaces';
import { partitionOf } from '../../ecr/regions';
import { describe, InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
import { checkReplicationPrefixes } from '../policy/statement-inputs';

const {
  REPLICATION_RULES: MAX_RULES,
  REPLICATION_DESTINATIONS: MAX_DESTINATIONS,
  FILTERS_OF_RULE: MAX_FILTERS,
} = LIMITS;

/** Throws unless images can go from the source's environment to the destination's. */
export function checkEnvironments(source: IConstruct, from: ResourceEnvironment, to: ResourceEnvironment): void {
  const refuse = (property: string, found: string, must: string, remedy: string) => {
    throw new InvalidInputError({ scope: source, owner: 'Registry.replicateTo', property, found, must, remedy });
  };
  for (const [side, { account, region }] of Object.entries({ source: from, destination: to })) {
    if (isLiteral(account) && isLiteral(region)) continue;
    const must = 'be known at synthesis, because the other side is configured with it';
    refuse(
      `environment of the ${side}`,
      `${account}/${region}`,
      must,
      'give its stack an `env` with account and region',
    );
  }
  if (from.account === to.account && from.region === to.region) {
    const must = 'be another account or region than the source';
    refuse('destination', `${to.account}/${to.region}`, must, 'replicate to a registry of another region or account');
  }
  if (partitionOf(from.region) !== partitionOf(to.region)) {
    const must = `be in the source's partition ${partitionOf(from.region)}`;
    refuse('destination', to.region, must, 'declare a registry in the other partition that gets its images by a push');
  }
}

/** Throws unless the destination's creation templates cover what is replicated. */
export function checkPrefixes(
  scope: IConstruct,
  owner: string,
  { repositoryPrefixes: prefixes, rootTemplate }: ReplicationOptions,
): void {
  if (prefixes) checkReplicationPrefixes(owner, prefixes);
  if (rootTemplate) return;
  const found = prefixes ? prefixes.find((prefix) => !isNamespace(prefix)) : null;
  if (found === undefined) return;
  throw new InvalidInputError({
    scope,
    owner,
    property: 'repositoryPrefixes',
    found: found ?? undefined,
    must: 'end in "/", because creation templates apply to namespaces, and others are covered by the template ROOT only',
    remedy: `${found === null ? 'name prefixes' : `write "${found}/"`}, or say rootTemplate: true`,
  });
}

/** Throws if the wishes have more destinations than a registry may have. */
export function checkDestinations(scope: IConstruct, replicas: Replica[]): void {
  const count = new Set(replicas.map(({ account, region }) => `${account}/${region}`)).size;
  if (count <= MAX_DESTINATIONS) return;
  throw new InvalidInputError({
    scope,
    owner: 'Registry.replicateTo',
    property: 'number of destinations',
    found: count,
    must: `be at most ${MAX_DESTINATIONS} over all rules of a registry`,
    remedy: 'leave out a destination, or let one of them replicate what is pushed to it',
  });
}

/** Errors for rules that the service would not take; only all of them together tell. */
export function ruleErrors(scope: IConstruct, rules: ReplicationRule[]): string[] {
  const owner = 'Registry.replicateTo';
  const errors: string[] = [];
  if (rules.length > MAX_RULES) {
    errors.push(
      describe({
        scope,
        owner,
        property: 'number of rules',
        found: rules.length,
        must: `be at most ${MAX_RULES}`,
        remedy: 'replicate the same prefixes to several destinations: they share a rule',
      }),
    );
  }
  for (const { prefixes, destinations } of rules.filter((rule) => rule.prefixes.length > MAX_FILTERS)) {
    const to = destinations.map(({ account, region }) => `${account}/${region}`).join(', ');
    errors.push(
      describe({
        scope,
        owner,
        property: `number of prefixes to ${to}`,
        found: prefixes.length,
        must: `be at most ${MAX_FILTERS}`,
        remedy: 'put the repositories under fewer prefixes',
      }),
    );
  }
  return errors;
}
