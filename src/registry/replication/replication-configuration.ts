import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { destinationPolicyStatement, destinationTemplates } from './destination-data';
import { Replication } from './replication';
import {
  checkDeleteReplication,
  checkDestination,
  checkDestinations,
  checkEnvironments,
  checkPrefixes,
  checkReplicationOptions,
  ruleErrors,
} from './replication-checks';
import type { AcceptReplicationOptions, ReplicationOptions } from './replication-options';
import type { ReplicationPeer } from './replication-peer';
import { reviewReplication } from './replication-review';
import { settingsDifferences, sharedSettings, WITHOUT_SOURCE } from './shared-settings';
import { linkStacks } from './stack-order';
import { AppConstructs } from '../../core/app-constructs';
import { AppRepositories } from '../../core/app-repositories';
import { note } from '../../core/note';
import { ownerIn } from '../../core/owners';
import { claimRole } from '../../core/role-claims';
import { mistakesInAccount } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { FilterType } from '../../ecr/name-filter';
import { prefixesOrAll, templatesFor } from '../../ecr/namespaces';
import type { Replica } from '../../ecr/replication-rules';
import { mergeReplicas, templateRule } from '../../ecr/replication-rules';
import { RepositoryRole } from '../../ecr/repository-role';
import type { IRegistry } from '../../facades/i-registry';
import { describe } from '../../text/errors';
import { Contributions } from '../contributions';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';
import type { RegistryCore, ReplicationRequest, ReplicationSide } from '../registry-core';
import { settingId } from '../setting-id';
import type { SettingsSource } from '../templates/template-settings';

/** Where a registry's images go, and from where it gets some. */
export class ReplicationConfiguration implements ReplicationSide {
  /** The requests, in their order. */
  public readonly requests: ReplicationRequest[] = [];
  /** Who replicates to this registry. */
  public readonly sources: ReplicationPeer[] = [];
  /** Those of them that are registries of this app. */
  public readonly origins: RegistryCore[] = [];
  private readonly wishes: Contributions<Replica>;
  private resource?: ecr.CfnReplicationConfiguration;

  public constructor(private readonly registry: RegistryCore) {
    this.wishes = new Contributions(registry._period, (wish) => `${wish.account}/${wish.region}/${wish.prefix}`);
  }

  public replicateTo(destination: IRegistry, options: ReplicationOptions): Replication {
    const { registry } = this;
    checkDestination(registry, destination);
    checkReplicationOptions(registry, 'Registry.replicateTo', options);
    checkEnvironments(registry, registry.env, destination.env);
    checkPrefixes(registry, 'Registry.replicateTo', options);
    const repositoryPrefixes = [...(options.repositoryPrefixes ?? [])].sort();
    const peer = { ...destination.env, repositoryPrefixes };
    const wishes = prefixesOrAll(repositoryPrefixes).map((prefix) => ({
      ...destination.env,
      prefix,
      deleteReplication: options.deleteReplication,
    }));
    checkDeleteReplication(registry, this.wishes.sorted, wishes);
    checkDestinations(registry, [...this.wishes.sorted, ...wishes]);
    for (const wish of wishes) {
      this.wishes.add(wish, `replication of ${wish.prefix || 'all'} to ${wish.account}/${wish.region}`);
    }
    this.resource ??= this.create();
    const isFirst = !this.requests.some(({ deleteReplication }) => deleteReplication);
    if (options.deleteReplication && isFirst) this.overrideRules(this.resource);

    const owned = ownerIn(registry, destination.env) as RegistryCore | undefined;
    const request = {
      destination: peer,
      registry: owned,
      settings: options.settings,
      deleteReplication: options.deleteReplication,
    };
    this.requests.push(request);
    for (const { prefix } of wishes) {
      const because = `${registry.node.path} replicates ${prefix === '' ? 'all images' : prefix} to it`;
      claimRole(registry, destination.env, { role: RepositoryRole.REPLICA, start: prefix, because });
    }
    const settingsOf = (prefixes: string[]): SettingsSource =>
      options.settings ??
      ((constructs) =>
        sharedSettings(AppRepositories.beside(registry, constructs), prefixes, this.prefixesAt(request)));
    owned?._replication.receiveFrom(registry, repositoryPrefixes, settingsOf);
    return Replication._of(registry, peer, {
      source: registry.env,
      policyStatement: (constructsOf) => destinationPolicyStatement(registry, peer, settingsOf, constructsOf),
      templates: (constructsOf) => destinationTemplates(registry, peer, settingsOf, constructsOf),
    });
  }

  public accept(options: AcceptReplicationOptions): void {
    const api = 'Registry.acceptReplicationFrom';
    checkReplicationOptions(this.registry, api, options);
    const { account, settings } = options;
    refuse({ api, property: 'account' }, mistakesInAccount(account));
    checkPrefixes(this.registry, api, options);
    const repositoryPrefixes = [...(options.repositoryPrefixes ?? [])].sort();
    this.receive({ account, repositoryPrefixes }, () => settings ?? WITHOUT_SOURCE);
    for (const start of prefixesOrAll(repositoryPrefixes)) {
      const because = `${this.registry.node.path} accepts images from account ${account}`;
      claimRole(this.registry, this.registry.env, { role: RepositoryRole.REPLICA, start, because });
    }
  }

  /** Where images go, one entry for each destination. */
  public get replicas(): ReplicationPeer[] {
    return mergeReplicas(this.wishes.sorted).flatMap(({ destinations, prefixes }) =>
      destinations.map((to) => ({ ...to, repositoryPrefixes: prefixes })),
    );
  }

  /** All prefixes that are replicated to the destination of a request, by this registry or, if it is known, by others. */
  public prefixesAt({ destination, registry }: ReplicationRequest): string[] {
    const same = ({ account, region }: ReplicationPeer) =>
      account === destination.account && region === destination.region;
    const peers = registry?._replication.sources ?? this.requests.map((each) => each.destination).filter(same);
    return peers.flatMap(({ repositoryPrefixes }) => repositoryPrefixes);
  }

  public receiveFrom(
    origin: RegistryCore,
    repositoryPrefixes: string[],
    settingsOf: (prefixes: string[]) => SettingsSource,
  ): void {
    this.receive({ ...origin.env, repositoryPrefixes }, settingsOf);
    this.origins.push(origin);
  }

  /** Takes the part of the destination: templates, and what the policy needs for another account. */
  private receive(source: ReplicationPeer, settingsOf: (prefixes: string[]) => SettingsSource): void {
    const { registry } = this;
    const { account, region = 'any region', repositoryPrefixes } = source;
    const contributor = `replication from ${account}/${region}`;
    registry._period.check(contributor);
    const templates = templatesFor(repositoryPrefixes).map(({ prefix, prefixes }) => {
      const asked = settingsOf(prefixes);
      const settings =
        typeof asked === 'function' ? asked : { ...asked, encryption: asked.encryption?._in(registry.env) };
      return registry._templates.require({ prefix, appliedFor: 'REPLICATION', settings, contributor });
    });
    this.sources.push(source);
    if (account === registry.env.account) return;
    registry._policy.addDeferred(
      (constructsOf) =>
        RegistryPolicyStatement.allowReplicationFrom({
          account,
          repositoryPrefixes: repositoryPrefixes.length > 0 ? repositoryPrefixes : undefined,
          tagOnCreate: templates.some((template) => template.tagsRepositories(constructsOf)),
        }),
      contributor,
    );
  }

  private create(): ecr.CfnReplicationConfiguration {
    const { registry } = this;
    const resource = new ecr.CfnReplicationConfiguration(registry, 'Replication', {
      replicationConfiguration: { rules: Lazy.any({ produce: () => this.render() }) },
    });
    registry._own(resource, {
      logicalId: settingId('ReplicationConfiguration'),
    });
    registry.node.addValidation({ validate: () => this.validate() });
    return resource;
  }

  private render(): ecr.CfnReplicationConfiguration.ReplicationRuleProperty[] {
    return mergeReplicas(this.wishes.sorted).map(({ destinations, prefixes }) => ({
      destinations: destinations.map(({ account, region }) => ({ registryId: account, region })),
      repositoryFilters:
        prefixes.length > 0 ? prefixes.map((filter) => ({ filter, filterType: FilterType.REPLICATION })) : undefined,
    }));
  }

  /** Renders the rules with the names of CloudFormation, because L1s before 2.278 do not know DeleteReplication. */
  private overrideRules(resource: ecr.CfnReplicationConfiguration): void {
    note(
      resource,
      'newerSchema',
      'DeleteReplication is newer than the schema in aws-cdk-lib before 2.278, whose validation may report ' +
        'CloudFormation-Validate::F3002; CloudFormation accepts it',
    );
    resource.addPropertyOverride(
      'ReplicationConfiguration.Rules',
      Lazy.any({ produce: () => mergeReplicas(this.wishes.sorted).map(templateRule) }),
    );
  }

  private validate(): string[] {
    linkStacks(this.registry, this.requests);
    const constructs = AppConstructs.validating(this.registry);
    reviewReplication(this.registry, this.requests, constructs);
    return [...ruleErrors(this.registry, mergeReplicas(this.wishes.sorted)), ...this.settingsErrors(constructs)];
  }

  /** Errors for replicas that cannot look like all of their sources. */
  private settingsErrors(constructs: AppConstructs): string[] {
    const { registry } = this;
    const repositories = AppRepositories.beside(registry, constructs);
    const open = this.requests.filter(({ settings }) => !settings);
    const templates = open.flatMap((request) =>
      templatesFor(request.destination.repositoryPrefixes).map(({ prefixes }) => ({ request, prefixes })),
    );
    const errors = templates.flatMap(({ request, prefixes }) => {
      const differences = settingsDifferences(registry, repositories, prefixes, this.prefixesAt(request));
      if (differences.length === 0) return [];
      return describe({
        scope: registry,
        api: 'Registry.replicateTo',
        property: 'settings',
        found: undefined,
        must: `be given where the repositories under ${prefixes.join(', ') || 'all prefixes'} do not look alike: ${differences.join('; ')}`,
        remedy: 'say in `settings` how replicas must look',
      });
    });
    return [...new Set(errors)];
  }
}
