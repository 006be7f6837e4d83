import { Lazy, Stack, TagManager, TagType } from 'aws-cdk-lib';
import type { ITaggableV2 } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SharedTemplate } from './template-request';
import { roleErrors, templateRole } from './template-role';
import { policyText } from './template-settings';
import type { TemplateSettings } from './template-settings';
import type { RepositoryAccess } from '../../access/repository-access';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../ecr/policy/policy-length';
import type { TemplateUse } from '../../ecr/template-use';
import { setTags, tagErrors } from '../../repository/repository-tags';
import { reviewLifecycle } from '../../repository/review-lifecycle';
import { describe, InvalidInputError } from '../../text/errors';
import type { InvalidInput } from '../../text/errors';
import type { RegistryCore } from '../registry-core';

export interface CreationTemplateProps {
  readonly registry: RegistryCore;
  /** The normalised prefix. */
  readonly prefix: string;
  readonly settings: TemplateSettings;
}

const OWNER = 'Registry';

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
  private readonly uses = new Set<TemplateUse>();
  private readonly admitted: RepositoryAccess[] = [];
  private serviceRole?: iam.Role;

  public constructor(scope: Construct, id: string, props: CreationTemplateProps) {
    super(scope, id);
    const { registry, prefix, settings } = props;
    const { encryption } = settings;
    this.registry = registry;
    this.prefix = prefix;
    this.settings = settings;
    this.cdkTagManager = new RepositoryTags(() => this.ensureRole());
    this.resource = new ecr.CfnRepositoryCreationTemplate(this, 'Resource', {
      prefix,
      appliedFor: Lazy.list({ produce: () => [...this.uses].sort() }),
      encryptionConfiguration: encryption,
      imageTagMutability: Lazy.string({ produce: () => settings.tagMutability.imageTagMutability }),
      imageTagMutabilityExclusionFilters: Lazy.any({
        produce: () => settings.tagMutability.imageTagMutabilityExclusionFilters,
      }),
      lifecyclePolicy: Lazy.string({ produce: () => settings.lifecyclePolicy }),
      repositoryPolicy: Lazy.string({ produce: () => policyText(this, [...settings.access, ...this.admitted]) }),
      resourceTags: Lazy.any({ produce: () => this.renderTags() }),
      customRoleArn: Lazy.string({ produce: () => this.role?.roleArn }),
    });
    registry._own(this.resource, { Prefix: prefix });
    if (encryption) this.ensureRole();
    if (!settings.deferred) {
      this.refuseLongPolicy();
      setTags(registry, OWNER, this.cdkTagManager, settings.tags);
      reviewLifecycle(this, settings.resolve());
    }
    this.node.addValidation({ validate: () => this.validateComplete() });
  }

  /** The role by which Amazon ECR creates the repositories; without KMS and tags, it needs none. */
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
    if (!this.settings.deferred) this.refuseLongPolicy();
  }

  /** Whether repositories get tags; known for good once the aspects have run. */
  public get tagsRepositories(): boolean {
    return this.cdkTagManager.hasTags() || Object.keys(this.settings.tags).length > 0;
  }

  /** Tags of settings that are known late come last, and those of a scope still override them. */
  private renderTags(): object | undefined {
    setTags(this.registry, OWNER, this.cdkTagManager, this.settings.tags);
    return this.cdkTagManager.renderTags() as object | undefined;
  }

  private validateComplete(): string[] {
    if (this.settings.deferred) reviewLifecycle(this, this.settings.resolve());
    return [
      ...(this.policyLength() > MAX_POLICY_LENGTH ? [describe(this.policyTooLong())] : []),
      ...tagErrors(this, OWNER, this.cdkTagManager),
      ...roleErrors(this.role),
    ];
  }

  private ensureRole(): void {
    const { encryption } = this.settings;
    this.serviceRole ??= templateRole(this, {
      prefix: this.prefix,
      kms: encryption !== undefined,
      keyArn: encryption?.kmsKey,
      template: this.resource,
    });
  }

  private policyLength(): number {
    const text = policyText(this, [...this.settings.access, ...this.admitted]);
    return policyLength(Stack.of(this).resolve(text), SHORTEST);
  }

  private refuseLongPolicy(): void {
    if (this.policyLength() > MAX_POLICY_LENGTH) throw new InvalidInputError(this.policyTooLong());
  }

  private policyTooLong(): InvalidInput {
    return {
      scope: this.registry,
      owner: OWNER,
      property: `length of the repository policy for the prefix ${this.prefix}`,
      found: this.policyLength(),
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
