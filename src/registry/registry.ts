import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { PullTimeExclusions } from './account/pull-time-exclusions';
import type { PullThroughCacheOptions } from './caches/pull-through-cache';
import { PullThroughCache } from './caches/pull-through-cache';
import { ContributionPeriod } from './contribution-period';
import { ImportedRegistry } from './imported-registry';
import type { Replication } from './replication/replication';
import type { AcceptReplicationOptions, ReplicationOptions } from './replication/replication-options';
import type { ReplicationPeer } from './replication/replication-peer';
import type { CreateOnPushOptions } from './templates/create-on-push';
import { environmentOf } from '../core/environment';
import { registryHost } from '../ecr/hosts';
import type { IRegistry, RegistryAttributes } from '../facades/i-registry';
import { CreationTemplates } from './templates/creation-templates';
import { claim, ownerOf } from '../core/owners';
import { RegistryPolicy } from './policy/registry-policy';
import { ScanningConfiguration } from './scanning/scanning-configuration';
import { SigningConfiguration } from './signing/signing-configuration';
import { checkSingletons } from './singleton-check';
import { RegistryPolicyScope } from '../ecr/registry-policy-scope';
import type { RegistryPolicyStatement } from './policy/registry-policy-statement';
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
   * @default - nothing is configured; CloudFormation leaves the registry's scanning as it is
   */
  readonly scanning?: RegistryScanning;

  /**
   * Whether a repository of the app that no scanning filter matches is an error at synthesis, instead of the warning
   * `cdk-ecr::repositoryScanning`.
   *
   * @default false
   */
  readonly requireScanning?: boolean;

  /**
   * The part of the registry's policy that the service enforces. It is an account setting, which CloudFormation cannot
   * set; this tells the library its value.
   *
   * @default RegistryPolicyScope.V1 - which every registry understands
   */
  readonly policyScope?: RegistryPolicyScope;

  /**
   * Removal policy of the registry's settings, caches and templates. Deleting them would empty the replication, drop
   * the policy, or turn Amazon Inspector off for the whole account.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The private registry of the stack's account and region: its scanning, policy, signing, caches and templates.
 *
 * An account has one registry in each region, and CloudFormation one resource for each of its settings, so that an app
 * has one `Registry` for each account and region. By itself it renders nothing: a setting appears when it is asked for,
 * and the same set of contributions gives the same template in any order.
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
   * The registry that the app declares for the scope's account and region.
   *
   * @throws if there is none
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

  /** The registry that the app declares for the scope's account and region, if it declares one. */
  public static tryOf(scope: IConstruct): Registry | undefined {
    return ownerOf(scope) as Registry | undefined;
  }

  /** Refers to a registry that another app owns: it can be read, not contributed to. */
  public static fromRegistryAttributes(scope: Construct, id: string, attributes: RegistryAttributes = {}): IRegistry {
    return new ImportedRegistry(scope, id, attributes);
  }

  public readonly env: ResourceEnvironment;

  /** The part of the registry's policy that the service enforces. */
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
  private readonly removalPolicy: RemovalPolicy;
  private readonly owned = new Map<CfnResource, { [property: string]: string }>();
  private sharedKey?: RepositoryKey;

  public constructor(scope: Construct, id: string, props: RegistryProps = {}) {
    super(scope, id);
    checkProperties({ scope: this, api: 'Registry', property: 'props' }, props, 'write { scanning: … }');
    claim(this);
    this.env = environmentOf(this);
    this.policyScope = props.policyScope ?? RegistryPolicyScope.V1;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    this._period = new ContributionPeriod(this);
    this._policy = new RegistryPolicy(this);
    this._templates = new CreationTemplates(this);
    this._replication = new ReplicationConfiguration(this);
    this.scanningConfiguration = new ScanningConfiguration(this, props);
    this.signing = new SigningConfiguration(this);
    this.pullTimeExclusions = new PullTimeExclusions(this);
    this.node.addValidation({ validate: () => checkSingletons(this) });
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
   * The customer-managed key for repositories of this account and region, in the registry's stack. The first call creates it.
   * Hand it to settings explicitly: `RepositoryEncryption.customerManaged(registry.repositoryKey())`.
   */
  public repositoryKey(): RepositoryKey {
    if (!this.sharedKey) {
      this._period.check('repositoryKey');
      this.sharedKey = new RepositoryKey(this, 'Key');
    }
    return this.sharedKey;
  }

  /**
   * The mapping for `cdk import --resource-mapping`, to adopt existing settings of the registry: the identifier of each
   * resource by its logical id. CloudFormation refuses to create a setting that exists.
   */
  public get importMapping(): { [logicalId: string]: { [property: string]: string } } {
    const stack = Stack.of(this);
    return Object.fromEntries(
      [...this.owned].map(([resource, identifier]) => [stack.resolve(resource.logicalId), stack.resolve(identifier)]),
    );
  }

  /**
   * Scans the images of more repositories at a frequency, with the registry's type of scanning.
   *
   * @param frequency CONTINUOUS or ON_PUSH
   * @param repositoryFilters names with `*` for any characters; a filter without `*` matches every name that contains it
   * @throws if the registry has no type of scanning, or one without that frequency
   */
  public addScanningRule(frequency: ScanFrequency, repositoryFilters: string[]): void {
    this.scanningConfiguration.addRule(frequency, repositoryFilters);
  }

  /**
   * Adds a statement to the registry's policy. Equal statements collapse into one.
   *
   * @throws if another statement has the same sid, the registry's policy scope does not enforce the statement, or it
   * would deny its own undoing
   */
  public addToPolicy(statement: RegistryPolicyStatement): void {
    this._policy.add(statement);
  }

  /**
   * Signs images when they are pushed. A grant to push to a signed repository, before or after, includes signing.
   *
   * @throws if there are more than 10 rules, or the registry's region has no signing
   */
  public addSigningRule(rule: SigningRule): void {
    this.signing.add(rule);
  }

  /** The destinations to which images of this registry are replicated. */
  public get replicas(): ReplicationPeer[] {
    return this._replication.replicas;
  }

  /** The sources from which images are replicated to this registry, as far as this app knows. */
  public get sources(): ReplicationPeer[] {
    return [...this._replication.sources];
  }

  /**
   * Replicates images to another registry, from their next push on.
   *
   * This registry gets the rule. A destination that this app owns gets the rest: creation templates, so that replicas
   * look like `settings` and are encrypted with a key of the destination, and the policy statement that another account
   * needs. The result says what the owner of any other destination has to do. A replica is not replicated again. Images
   * that were pushed before, deletions and archiving are not replicated.
   *
   * @throws if source or destination are not known at synthesis, are the same, or of different partitions; if a prefix
   * does not end in `/` and `rootTemplate` is not said; for more than 25 destinations, 10 rules or 100 prefixes
   */
  public replicateTo(destination: IRegistry, options: ReplicationOptions = {}): Replication {
    return this._replication.replicateTo(destination, options);
  }

  /**
   * Makes this registry the destination of a source outside the app: adds creation templates, and the statement of the
   * registry's policy that another account needs.
   */
  public acceptReplicationFrom(options: AcceptReplicationOptions): void {
    this._replication.accept(options);
  }

  /**
   * Caches an upstream registry under a prefix.
   *
   * @param id id of the construct
   */
  public addPullThroughCache(id: string, options: PullThroughCacheOptions): PullThroughCache {
    return new PullThroughCache(this, id, { ...options, registry: this });
  }

  /**
   * Lets a push create its repository, with settings, if the name starts with a prefix.
   *
   * @param id id of the contribution in errors
   */
  public addCreateOnPush(id: string, options: CreateOnPushOptions): void {
    this._templates.addCreateOnPush(id, options);
  }

  /**
   * Does not count pulls by a role, such as a scanner's, as use of an image, so that lifecycle rules by last pull see
   * only real use. Amazon Inspector's pulls never count.
   *
   * @throws if there are more than 100
   */
  public excludeFromPullTime(role: iam.IRoleRef): void {
    this.pullTimeExclusions.add(role);
  }

  /**
   * Takes a resource as a setting of the registry: with the registry's removal policy, and importable by its identifier.
   *
   * @internal
   */
  public _own(resource: CfnResource, identifier: { [property: string]: string }): void {
    resource.applyRemovalPolicy(this.removalPolicy);
    this.owned.set(resource, identifier);
  }
}
