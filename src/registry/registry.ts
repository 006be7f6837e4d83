import { CfnDeletionPolicy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { PullTimeExclusions } from './account/pull-time-exclusions';
import type { PullThroughCacheOptions } from './caches/pull-through-cache';
import { PullThroughCache } from './caches/pull-through-cache';
import { ContributionPeriod } from './contribution-period';
import { ImportedRegistry } from './imported-registry';
import type { RegistryPolicyStatement } from './policy/registry-policy-statement';
import type { OwnedSetting } from './registry-core';
import { RegistryRemovalPolicy } from './registry-removal-policy';
import type { Replication } from './replication/replication';
import type { AcceptReplicationOptions, ReplicationOptions } from './replication/replication-options';
import type { ReplicationPeer } from './replication/replication-peer';
import { settingId } from './setting-id';
import type { CreateOnPushOptions } from './templates/create-on-push';
import { environmentOf, isStackSet, outermostStack } from '../core/environment';
import { registryHost } from '../ecr/hosts';
import type { IRegistry, RegistryAttributes } from '../facades/i-registry';
import { CreationTemplates } from './templates/creation-templates';
import { claim, ownerOf } from '../core/owners';
import { RegistryPolicy } from './policy/registry-policy';
import { ScanningConfiguration } from './scanning/scanning-configuration';
import { SigningConfiguration } from './signing/signing-configuration';
import { checkSingletons } from './singleton-check';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { RegistryPolicyScope } from '../ecr/registry-policy-scope';
import type { ScanFrequency } from '../ecr/scan-frequency';
import type { RegistryScanning } from '../facades/registry-scanning';
import type { SigningRule } from '../facades/signing-rule';
import { RepositoryKey } from '../repository/repository-key';
import { InvalidInputError } from '../text/errors';
import { ReplicationConfiguration } from './replication/replication-configuration';
import { checkProperties } from '../text/kinds';

/** Properties of `Registry`. */
export interface RegistryProps {
  /**
   * How the registry scans images.
   *
   * @default - not configured; CloudFormation leaves the scanning of the registry unchanged
   */
  readonly scanning?: RegistryScanning;

  /**
   * Whether synthesis fails if a repository of the app matches no scanning filter.
   *
   * It also fails if one filter is not sure to match all repositories that Amazon ECR creates through a creation template
   * or a pull-through cache. Otherwise the construct reports the warnings `cdk-ecr::repositoryScanning` and
   * `cdk-ecr::templateNotScanned`.
   *
   * @default false
   */
  readonly requireScanning?: boolean;

  /**
   * The policy scope that the registry has: the actions that its registry policy can control.
   *
   * This property only tells the library the current scope. CloudFormation cannot set this account setting;
   * `RegistryAccountSettings` can.
   *
   * @default RegistryPolicyScope.V1 - its statements work in every registry
   */
  readonly policyScope?: RegistryPolicyScope;

  /**
   * Whether removing a line of code revokes what it gave: replication, statements of the policy, caches, creation
   * templates and exclusions, with their roles.
   *
   * Retain them while a registry that exists already is imported, and revoke once the app declares all of it. The first
   * deployment after a change from `RETAIN` revokes nothing, because CloudFormation looks at the template that was
   * deployed before.
   *
   * @default RegistryRemovalPolicy.REVOKE - in the template of a stack set, RegistryRemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RegistryRemovalPolicy;
}

/**
 * The private registry of the stack's account and region: its scanning, policy, signing, replication, caches and
 * templates.
 *
 * An account has one registry in each region, and each registry setting is one CloudFormation resource. An app may
 * therefore have at most one `Registry` for each account and region.
 *
 * A new `Registry` adds nothing to the template. A resource appears when you configure its setting. The order of calls
 * does not change the template.
 *
 * @example
 * import { Registry, RegistryScanning } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', {
 *   scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export class Registry extends Construct implements IRegistry {
  /**
   * Returns the `Registry` that the app declares for the account and region of the scope.
   *
   * @throws if the app declares none
   */
  public static of(scope: IConstruct): Registry {
    const registry = Registry.tryOf(scope);
    if (registry) return registry;
    const { account, region } = environmentOf(scope);
    throw new InvalidInputError({
      scope,
      api: 'Registry.of',
      property: 'environment',
      found: `${account}/${region}`,
      must: 'have a Registry in this app',
      remedy: 'declare one first, or import it with Registry.fromRegistryAttributes',
    });
  }

  /** Returns the `Registry` that the app declares for the account and region of the scope, or undefined. */
  public static tryOf(scope: IConstruct): Registry | undefined {
    return ownerOf(scope) as Registry | undefined;
  }

  /** Refers to a registry that another app owns. This app can read its attributes but cannot change its settings. */
  public static fromRegistryAttributes(scope: Construct, id: string, attributes: RegistryAttributes = {}): IRegistry {
    return new ImportedRegistry(scope, id, attributes);
  }

  public readonly env: ResourceEnvironment;

  /** The policy scope of the registry: the actions that its registry policy can control. */
  public readonly policyScope: RegistryPolicyScope;

  /** @internal */
  public readonly _period: ContributionPeriod;
  /** @internal */
  public readonly _policy: RegistryPolicy;
  /** @internal */
  public readonly _templates: CreationTemplates;
  /** @internal */
  public readonly _replication: ReplicationConfiguration;
  private readonly scanningConfiguration: ScanningConfiguration;
  private readonly signing: SigningConfiguration;
  private readonly pullTimeExclusions: PullTimeExclusions;
  private readonly removalPolicy: RegistryRemovalPolicy;
  private readonly owned = new Map<CfnResource, { [property: string]: string }>();
  private sharedKey?: RepositoryKey;

  public constructor(scope: Construct, id: string, props: RegistryProps = {}) {
    super(scope, id);
    checkProperties({ scope: this, api: 'Registry', property: 'props' }, props, 'write { scanning: … }');
    claim(this);
    this.env = environmentOf(this);
    this.policyScope = props.policyScope ?? RegistryPolicyScope.V1;
    this.removalPolicy =
      props.removalPolicy ?? (isStackSet(Stack.of(this)) ? RegistryRemovalPolicy.RETAIN : RegistryRemovalPolicy.REVOKE);
    this._period = new ContributionPeriod(this);
    this._policy = new RegistryPolicy(this);
    this._templates = new CreationTemplates(this);
    this._replication = new ReplicationConfiguration(this);
    this.scanningConfiguration = new ScanningConfiguration(this, props);
    this.signing = new SigningConfiguration(this);
    this.pullTimeExclusions = new PullTimeExclusions(this);
    this.node.addValidation({
      validate: () => {
        this.reviewStack();
        return checkSingletons(this);
      },
    });
  }

  public get registryUri(): string {
    return registryHost({ ...this.env, urlSuffix: Stack.of(this).urlSuffix });
  }

  public get scanning(): RegistryScanning | undefined {
    return this.scanningConfiguration.scanning;
  }

  public get signingRules(): SigningRule[] {
    return this.signing.rules;
  }

  public scanFrequencyOf(repository: ecr.IRepositoryRef): ScanFrequency {
    return this.scanningConfiguration.frequencyOf(repository);
  }

  /**
   * Returns a customer-managed KMS key for repositories of the registry. The first call creates the key in the
   * registry's stack.
   *
   * No repository uses this key by default. Pass it to the settings of repositories:
   * `RepositoryEncryption.customerManaged(registry.repositoryKey())`.
   */
  public repositoryKey(): RepositoryKey {
    if (!this.sharedKey) {
      this._period.check('repositoryKey');
      const alias = `alias/cdk-ecr/${outermostStack(this).stackName}/registry`;
      this.sharedKey = new RepositoryKey(this, 'Key', { alias });
      (this.sharedKey.node.defaultChild as kms.CfnKey).overrideLogicalId(settingId('RegistryKey'));
      const [aliasResource] = this.sharedKey.node.findAll().filter(kms.CfnAlias.isCfnAlias);
      aliasResource.overrideLogicalId(settingId('RegistryKeyAlias'));
    }
    return this.sharedKey;
  }

  /**
   * The mapping for `cdk import --resource-mapping`, to adopt existing settings of the registry.
   *
   * It maps the logical id of each resource to the identifier of the existing setting. CloudFormation cannot create a
   * setting that exists already, so import it.
   */
  public get importMapping(): { [logicalId: string]: { [property: string]: string } } {
    const stack = Stack.of(this);
    return Object.fromEntries(
      [...this.owned].map(([resource, identifier]) => [stack.resolve(resource.logicalId), stack.resolve(identifier)]),
    );
  }

  /**
   * Scans the images of more repositories, at the given frequency and with the registry's type of scanning.
   *
   * @param frequency CONTINUOUS or ON_PUSH
   * @param repositoryFilters repository names, with `*` for any characters; a filter without `*` matches every name
   * that contains it
   * @throws if the registry has no type of scanning, or its type does not support the frequency
   */
  public addScanningRule(frequency: ScanFrequency, repositoryFilters: string[]): void {
    this.scanningConfiguration.addRule(frequency, repositoryFilters);
  }

  /**
   * Adds a statement to the registry policy. Equal statements appear once.
   *
   * @throws if another statement has the same Sid, the policy scope of the registry does not enforce the statement, or
   * the statement denies the actions that could remove it or, under enhanced scanning, that Amazon Inspector needs
   */
  public addToPolicy(statement: RegistryPolicyStatement): void {
    this._policy.add(statement);
  }

  /**
   * Signs images when they are pushed to matching repositories.
   *
   * A grant to push to a signed repository includes the permission to sign, also if the grant was made before this
   * call.
   *
   * @throws if the registry has more than 10 rules, or its region does not support signing
   */
  public addSigningRule(rule: SigningRule): void {
    this.signing.add(rule);
  }

  /** The destinations to which this registry replicates images. */
  public get replicas(): ReplicationPeer[] {
    return this._replication.replicas;
  }

  /** The registries that replicate images to this registry, as far as this app knows them. */
  public get sources(): ReplicationPeer[] {
    return [...this._replication.sources];
  }

  /**
   * Replicates images to another registry when they are pushed.
   *
   * Images that were pushed before are not replicated until you run the `backfillCommand` of the returned `Replication`.
   * Deletions reach the destination only with `deleteReplication`, and archiving never does. The destination does not
   * replicate the replicas again.
   *
   * This call adds the replication rule to this registry. If this app also owns the destination, the call configures
   * the destination: creation templates with `settings` and a KMS key of the destination, and, between accounts, the
   * statement in its registry policy. Otherwise the returned `Replication` tells the owner of the destination how to
   * configure it.
   *
   * @throws if an account or region is unresolved; if source and destination are the same registry or in different
   * partitions; if a prefix does not end in `/` and `rootTemplate` is not set; if there are more than 25 destinations,
   * 25 rules or 100 prefixes; if an overlapping prefix goes to the destination with another `deleteReplication`
   */
  public replicateTo(destination: IRegistry, options: ReplicationOptions = {}): Replication {
    return this._replication.replicateTo(destination, options);
  }

  /**
   * Accepts replicas from a registry outside the app.
   *
   * This call adds creation templates for the replicas. For a source in another account, it also adds the statement to
   * the registry policy.
   */
  public acceptReplicationFrom(options: AcceptReplicationOptions): void {
    this._replication.accept(options);
  }

  /**
   * Adds a pull-through cache of an upstream registry, under a prefix of repository names.
   *
   * @param id id of the construct
   */
  public addPullThroughCache(id: string, options: PullThroughCacheOptions): PullThroughCache {
    return new PullThroughCache(this, id, { ...options, registry: this });
  }

  /**
   * Lets a push create its repository if the repository name starts with a prefix.
   *
   * The repository gets the given settings.
   *
   * @param id name of this call in error messages
   */
  public addCreateOnPush(id: string, options: CreateOnPushOptions): void {
    this._templates.addCreateOnPush(id, options);
  }

  /**
   * Excludes the pulls by a role from the last pull time of images.
   *
   * Use it for roles such as that of a scanner, so that lifecycle rules by last pull count only real use. Pulls by
   * Amazon Inspector never count.
   *
   * @throws if there are more than 100 excluded roles
   */
  public excludeFromPullTime(role: iam.IRoleRef): void {
    this.pullTimeExclusions.add(role);
  }

  /** A stack set has no termination protection of its own. */
  private reviewStack(): void {
    const stack = outermostStack(this);
    const revoked = [...this.owned.keys()].some(
      ({ cfnOptions }) => cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE,
    );
    if (!revoked || stack.terminationProtection || isStackSet(stack)) return;
    warn(
      this,
      EcrRule.REGISTRY_STACK,
      `deleting the stack ${stack.stackName} would revoke the settings of the registry; set terminationProtection: true on it`,
    );
  }

  /**
   * Takes a resource as a setting of the registry: with a logical id that follows from the setting, with the removal
   * policy of the registry, and importable by its identifier.
   *
   * @internal
   */
  public _own(resource: CfnResource, setting: OwnedSetting): void {
    const { logicalId, identifier = { RegistryId: this.env.account }, alwaysRetained = false } = setting;
    resource.overrideLogicalId(logicalId);
    const isRevoked = !alwaysRetained && this.removalPolicy === RegistryRemovalPolicy.REVOKE;
    resource.applyRemovalPolicy(isRevoked ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN);
    this.owned.set(resource, identifier);
  }
}
