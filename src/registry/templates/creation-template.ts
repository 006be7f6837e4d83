import { Lazy, Stack, TagManager, TagType } from 'aws-cdk-lib';
import type { IResolveContext, ITaggableV2 } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkKey } from './template-key';
import type { SharedTemplate } from './template-request';
import { roleErrors, templateRole } from './template-role';
import type { TemplateSettings } from './template-settings';
import { guardrailErrors } from '../../access/guardrail-checks';
import { signsUnder } from '../../access/push-ledger';
import type { RepositoryAccess } from '../../access/repository-access';
import { reviewGiven } from '../../access/review-statement';
import { AppConstructs } from '../../core/app-constructs';
import { repositoriesUnder } from '../../ecr/namespaces';
import { admitsLambda } from '../../ecr/policy/policy-document';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../ecr/policy/policy-length';
import { RepositoryRole } from '../../ecr/repository-role';
import type { TemplateUse } from '../../ecr/template-use';
import type { RepositorySpec } from '../../repository/repository-spec';
import { setTags, tagErrors } from '../../repository/repository-tags';
import { renderLifecycle, reviewLifecycle, reviewRole } from '../../repository/review-lifecycle';
import type { RoleOf } from '../../repository/role-of';
import { describe, InvalidInputError } from '../../text/errors';
import type { InvalidInput } from '../../text/errors';
import type { RegistryCore } from '../registry-core';
import { settingId } from '../setting-id';

export interface CreationTemplateProps {
  readonly registry: RegistryCore;
  /** The normalised prefix. */
  readonly prefix: string;
  readonly settings: TemplateSettings;
}

const API = 'Registry';

/**
 * The template of a prefix. Amazon ECR creates repositories by it; CloudFormation cannot tag it, but it tags the
 * repositories, so that the tags of its scope arrive here.
 */
export class CreationTemplate extends Construct implements ITaggableV2, SharedTemplate {
  public readonly cdkTagManager: TagManager;
  public readonly resource: ecr.CfnRepositoryCreationTemplate;
  private readonly registry: RegistryCore;
  private readonly prefix: string;
  private readonly settings: TemplateSettings;
  private readonly encryption?: ecr.CfnRepositoryCreationTemplate.EncryptionConfigurationProperty;
  private readonly uses = new Set<TemplateUse>();
  private readonly admitted: RepositoryAccess[] = [];
  private serviceRole?: iam.Role;

  public constructor(scope: Construct, id: string, props: CreationTemplateProps) {
    super(scope, id);
    const { registry, prefix, settings } = props;
    this.registry = registry;
    this.prefix = prefix;
    this.settings = settings;
    this.encryption = settings.encryption._bind(registry).configuration;
    if (this.encryption?.kmsKey !== undefined) checkKey(registry, this.encryption.kmsKey);
    this.cdkTagManager = new RepositoryTags(() => this.ensureRole());
    this.resource = new ecr.CfnRepositoryCreationTemplate(this, 'Resource', {
      prefix,
      appliedFor: Lazy.list({ produce: () => [...this.uses].sort() }),
      encryptionConfiguration: this.encryption,
      imageTagMutability: Lazy.uncachedString(this.late((all) => all.templateMutability().imageTagMutability)),
      imageTagMutabilityExclusionFilters: Lazy.uncachedAny(
        this.late((all) => all.templateMutability().imageTagMutabilityExclusionFilters),
      ),
      lifecyclePolicy: Lazy.uncachedString(
        this.late((all) => renderLifecycle(this, all.lifecycleIn(this.repositoryRole(all).role).lifecycle)),
      ),
      repositoryPolicy: Lazy.uncachedString(this.late((all) => this.policyText(all))),
      resourceTags: Lazy.uncachedAny(this.late(({ tags }) => this.renderTags(tags))),
      customRoleArn: Lazy.string({ produce: () => this.role?.roleArn }),
    });
    registry._own(this.resource, { logicalId: settingId('CreationTemplate', prefix), identifier: { Prefix: prefix } });
    if (this.encryption) this.ensureRole();
    if (!settings.deferred) {
      const all = this.settingsNow();
      this.refuseLongPolicy(all);
      setTags(registry, API, this.cdkTagManager, all.tags);
    }
    this.node.addValidation({ validate: () => this.validateComplete() });
  }

  /** The role with which Amazon ECR creates the repositories; without KMS and tags, it needs none. */
  public get role(): iam.Role | undefined {
    return this.serviceRole;
  }

  /** Applies the template on one more occasion. */
  public applyFor(use: TemplateUse): void {
    this.uses.add(use);
  }

  /** Lets more principals use the repositories that are created from now on. */
  public admit(access: RepositoryAccess[]): void {
    this.registry._period.check(`access to the repositories under ${this.prefix}`);
    this.admitted.push(...access);
    if (!this.settings.deferred) this.refuseLongPolicy(this.settingsNow());
  }

  public tagsRepositories(constructsOf: () => AppConstructs): boolean {
    return this.cdkTagManager.hasTags() || Object.keys(this.settings.resolve(constructsOf).tags).length > 0;
  }

  /** A property that is rendered from the settings as they are when it is resolved. */
  private late<T>(render: (all: RepositorySpec) => T): { produce: (context: IResolveContext) => T } {
    const asker = {};
    return {
      produce: (context) => render(this.settings.resolve(() => AppConstructs.resolving(this, asker, context))),
    };
  }

  private settingsNow(): RepositorySpec {
    return this.settings.resolve(() => AppConstructs.validating(this));
  }

  /** Tags of settings that are known late come last, and those of a scope still override them. */
  private renderTags(tags: Record<string, string>): object | undefined {
    setTags(this.registry, API, this.cdkTagManager, tags);
    return this.cdkTagManager.renderTags() as object | undefined;
  }

  private validateComplete(): string[] {
    const all = this.settingsNow();
    this.reviewLifecycle(all);
    const access = [...all.access, ...this.admitted];
    for (const each of access) reviewGiven(this, this.resource, each._given());
    return [
      ...guardrailErrors(
        this,
        access.flatMap((each) => each._guardrails()),
      ),
      ...(this.policyLength(all) > MAX_POLICY_LENGTH ? [describe(this.policyTooLong(all))] : []),
      ...tagErrors(this, API, this.cdkTagManager),
      ...roleErrors(this.role),
    ];
  }

  private ensureRole(): void {
    const { encryption } = this;
    this.serviceRole ??= templateRole(this, {
      prefix: this.prefix,
      kms: encryption !== undefined,
      keyArn: encryption?.kmsKey,
      template: this.resource,
    });
  }

  private reviewLifecycle(all: RepositorySpec): void {
    const role = this.repositoryRole(all);
    const chosen = all.lifecycleIn(role.role);
    reviewLifecycle(this, chosen.lifecycle, all.tagMutability.tagsCanMove);
    // The use of a template says by itself that it creates replicas or cached repositories.
    if (chosen.silenced !== undefined || role.role === RepositoryRole.KEPT) {
      reviewRole(this, role, chosen, all.lifecycle);
    }
  }

  /** The role of the repositories that the template creates. */
  private repositoryRole(all: RepositorySpec): RoleOf {
    const statements = all.statements(this.admitted).map((each) => Stack.of(this).resolve(each.toStatementJson()));
    if (admitsLambda({ Statement: statements })) {
      return { role: RepositoryRole.KEPT, because: 'AWS Lambda may pull from them' };
    }
    if (signsUnder(this.registry, repositoriesUnder(this.prefix))) {
      return { role: RepositoryRole.KEPT, because: `${this.registry.node.path} signs their images` };
    }
    if (this.uses.has('REPLICATION')) return { role: RepositoryRole.REPLICA, because: 'replication creates them' };
    if (this.uses.has('PULL_THROUGH_CACHE')) {
      return { role: RepositoryRole.CACHE, because: 'a pull-through cache creates them' };
    }
    return { role: RepositoryRole.PULLED };
  }

  /** A template takes the policy as a text. */
  private policyText(all: RepositorySpec): string | undefined {
    const statements = all.statements(this.admitted);
    if (statements.length === 0) return undefined;
    return Stack.of(this).toJsonString(new iam.PolicyDocument({ statements }));
  }

  private policyLength(all: RepositorySpec): number {
    return policyLength(Stack.of(this).resolve(this.policyText(all)), SHORTEST);
  }

  private refuseLongPolicy(all: RepositorySpec): void {
    if (this.policyLength(all) > MAX_POLICY_LENGTH) throw new InvalidInputError(this.policyTooLong(all));
  }

  private policyTooLong(all: RepositorySpec): InvalidInput {
    return {
      scope: this.registry,
      api: API,
      property: `length of the repository policy for the prefix ${this.prefix}`,
      found: this.policyLength(all),
      must: `be at most ${MAX_POLICY_LENGTH} characters`,
      remedy: 'name an organization instead of its accounts',
    };
  }
}

/** Tags that arrive with the aspects, after the constructors, may be the first thing that needs the role. */
class RepositoryTags extends TagManager {
  public constructor(private readonly onTag: () => void) {
    super(TagType.STANDARD, ecr.CfnRepositoryCreationTemplate.CFN_RESOURCE_TYPE_NAME);
  }

  public override setTag(key: string, value: string, priority?: number, applyToLaunchedInstances?: boolean): void {
    super.setTag(key, value, priority, applyToLaunchedInstances);
    this.onTag();
  }
}
