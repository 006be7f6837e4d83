import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { ImageTagMutability } from './image-tag-mutability';
import { RepositoryEncryption } from './repository-encryption';
import type { RepositorySettings } from './repository-settings';
import { RepositoryAccess } from '../access/repository-access';
import { textOf } from '../core/comparable-content';
import type { StatementJson } from '../ecr/policy/open-statement';
import type { RepositoryRole } from '../ecr/repository-role';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { lifecycleIn } from '../lifecycle/role-lifecycle';
import type { RoleLifecycle } from '../lifecycle/role-lifecycle';
import { byKey, byText } from '../text/lists';

/** The library's defaults, made once: they are values, and ten thousand repositories share them. */
const IMMUTABLE = ImageTagMutability.immutable()._asDefault();
const STACK_KEY = RepositoryEncryption.customerManaged();

/** Properties that a creation template has in the form that CloudFormation takes there. */
type TemplateMutability = Pick<
  ecr.CfnRepositoryCreationTemplateProps,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters'
>;

/** The texts that an owner elsewhere fills in. */
interface InputTexts {
  /** Stands for the ARN of a customer-managed key. */
  readonly key: string;
  /** The text of a policy for the owner's account and region. */
  readonly policyText: (policy: object) => string;
}

/**
 * Settings of a repository with their defaults, rendered for each kind of resource that has them.
 *
 * Only `repositoryProps` makes a resource, the key of the stack.
 */
export class RepositorySpec implements RepositorySettings {
  /** Fills in what `RepositorySettings` documents as defaults. */
  public static of(settings: RepositorySettings): RepositorySpec {
    return settings instanceof RepositorySpec ? settings : new RepositorySpec(settings);
  }

  public readonly encryption: RepositoryEncryption;
  public readonly tagMutability: ImageTagMutability;
  /** The lifecycle that was chosen. Without it, a repository has the default of its role. */
  public readonly lifecycle?: LifecyclePolicy;
  public readonly archive: boolean;
  public readonly access: RepositoryAccess[];
  public readonly tags: { [key: string]: string };

  private constructor(settings: RepositorySettings) {
    this.encryption = settings.encryption ?? STACK_KEY;
    this.tagMutability = settings.tagMutability ?? IMMUTABLE;
    this.lifecycle = settings.lifecycle;
    this.archive = settings.archive ?? true;
    this.access = settings.access ?? [];
    this.tags = settings.tags ?? {};
  }

  /** The same with some settings changed. */
  public with(changed: RepositorySettings): RepositorySpec {
    return new RepositorySpec({ ...this, ...changed });
  }

  /** The lifecycle in a role. */
  public lifecycleIn(role: RepositoryRole): RoleLifecycle {
    return lifecycleIn(role, this.lifecycle, this.archive);
  }

  /**
   * The properties of a repository, which the caller is about to create in the scope. Tags go through its tag manager, and
   * the lifecycle is rendered last: see `RenderedLifecycle`.
   */
  public repositoryProps(scope: IConstruct): ecr.CfnRepositoryProps {
    const { encryption, tagMutability } = this;
    return {
      encryptionConfiguration: encryption._bind(scope).configuration,
      ...tagMutability._render(),
      repositoryPolicyText: this.policy(scope),
    };
  }

  /** The policy of a repository in the scope. Repositories of a stack that have the same access share it. */
  public policy(scope: IConstruct): { readonly Statement: readonly StatementJson[] } | undefined {
    return this.access.length > 0 ? RepositoryAccess._policy(Stack.of(scope), this.access) : undefined;
  }

  /** The mutability in a creation template. Filters have one order, because features with equal settings share it. */
  public templateMutability(): TemplateMutability {
    const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = this.tagMutability._render();
    return {
      imageTagMutability,
      imageTagMutabilityExclusionFilters:
        filters &&
        [...filters].sort((one, other) =>
          byText(one.imageTagMutabilityExclusionFilterValue, other.imageTagMutabilityExclusionFilterValue),
        ),
    };
  }

  /** The settings of a creation template as input of the AWS command line, for an owner elsewhere. */
  public templateInput(role: RepositoryRole, { key, policyText }: InputTexts) {
    const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = this.tagMutability._render();
    const statements = this.statements().map((statement) => statement.toStatementJson() as object);
    const resourceTags = Object.entries(this.tags).map(([Key, Value]) => ({ Key, Value }));
    return {
      imageTagMutability,
      imageTagMutabilityExclusionFilters: filters?.map((filter) => ({
        filterType: filter.imageTagMutabilityExclusionFilterType,
        filter: filter.imageTagMutabilityExclusionFilterValue,
      })),
      lifecyclePolicy: this.lifecycleIn(role).lifecycle._render(),
      repositoryPolicy:
        statements.length > 0 ? policyText({ Version: '2012-10-17', Statement: statements }) : undefined,
      resourceTags: resourceTags.length > 0 ? resourceTags : undefined,
      encryptionConfiguration: this.encryption._withKey(key),
    };
  }

  /** The statements of its policy, and of more access. */
  public statements(more: RepositoryAccess[] = []): iam.PolicyStatement[] {
    return RepositoryAccess._statements([...this.access, ...more]);
  }

  /** Names of the settings that differ. Encryption is apart: replicas have a key of their own. */
  public differencesFrom(other: RepositorySpec, scope: IConstruct): string[] {
    const [texts, others] = [this.texts(scope), other.texts(scope)];
    return Object.keys(texts).filter((setting) => texts[setting] !== others[setting]);
  }

  private texts(scope: IConstruct): Record<string, string> {
    return {
      tagMutability: textOf(scope, this.templateMutability()),
      lifecycle: this.lifecycle?.toJson() ?? 'the default of the role',
      archive: String(this.archive),
      access: textOf(
        scope,
        this.statements().map((statement) => statement.toStatementJson() as object),
      ),
      tags: textOf(scope, Object.entries(this.tags).sort(byKey)),
    };
  }
}
