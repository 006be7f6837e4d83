import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import { followCache } from './cached-tags';
import { checkSettings } from './check-settings';
import { declareSettings } from './declared-settings';
import type { RepositorySettings } from './repository-settings';
import { RepositorySpec } from './repository-spec';
import { ACCOUNT_ID } from '../ecr/identifiers';
import type { IPrivateRepository, PrivateRepositoryAttributes } from '../facades/i-private-repository';
import { ImportedRepository } from './private/imported-repository';
import { reviewKey } from './private/key-use';
import { PrivateRepositoryBase } from './private/private-repository-base';
import { RenderedLifecycle } from './rendered-lifecycle';
import { setTags, tagErrors } from './repository-tags';
import { reviewControls } from './review-controls';
import { checkUniqueNames } from './unique-names';
import { checkGuardrails } from '../access/guardrail-checks';
import { policySizeErrors } from '../access/policy-size';
import { RepositoryPolicy } from '../access/repository-policy';
import { requirePrincipal, reviewGiven, reviewOwnStatement, reviewStatement } from '../access/review-statement';
import { review } from '../core/review';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { mistakesInRepositoryName } from '../ecr/mistakes/names';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** Properties of `PrivateRepository`. */
export interface PrivateRepositoryProps extends RepositorySettings {
  /**
   * Name of the repository: 2 to 256 lower-case letters and digits, with `.`, `_`, `__`, dashes and `/` between them.
   *
   * Creation templates, replication rules and pull-through caches select repositories by the start of the name. A
   * change makes CloudFormation replace the repository. The new repository has none of the images of the old one.
   *
   * @default - CloudFormation generates a name
   */
  readonly repositoryName?: string;

  /**
   * Whether the scan-on-push setting of the repository is on.
   *
   * If the registry has a scanning configuration, that configuration decides instead. Security Hub ECR.1 and Control
   * Tower CT.ECR.PR.2 look at the setting of the repository.
   *
   * @default true
   */
  readonly scanOnPush?: boolean;

  /**
   * Removal policy of the repository.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - the repository is retained; only a deployment that fails while
   * it creates the repository deletes it again, so that the next one does not meet a name that is taken
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether deleting the repository deletes its images as well. Needs `removalPolicy: RemovalPolicy.DESTROY`.
   *
   * If false, CloudFormation cannot delete a repository that has images.
   *
   * @default false
   */
  readonly emptyOnDelete?: boolean;
}

const API = 'PrivateRepository';
const REPOSITORY_ARN = new RegExp(`^arn:[^:]+:ecr:([^:]+):(${ACCOUNT_ID}):repository/(.+)$`);

/**
 * A private repository with safe defaults.
 *
 * The defaults are immutable tags, encryption with a customer-managed key, scan on push, and a lifecycle policy that
 * archives images before they expire. The repository is retained when it is removed from the stack.
 *
 * With these defaults, the repository satisfies Security Hub ECR.1, ECR.2, ECR.3 and ECR.5 and Control Tower
 * CT.ECR.PR.1 to 3. A choice that fails one of these controls causes a warning.
 *
 * @example
 * import { PrivateRepository } from 'cdk-ecr';
 *
 * new PrivateRepository(this, 'Api', { repositoryName: 'team/api' });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
@propertyInjectable
export class PrivateRepository extends PrivateRepositoryBase {
  /** The id of the class for property injectors. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecr.PrivateRepository';

  /** Refers to an existing repository of the stack's account and region. */
  public static fromRepositoryName(scope: Construct, id: string, repositoryName: string): IPrivateRepository {
    return new ImportedRepository(scope, id, { repositoryName });
  }

  /**
   * Refers to an existing repository of any account and region.
   *
   * @throws if the ARN is not that of a repository, or is a token, from which the name cannot be read. For a token use
   * `fromRepositoryAttributes`.
   */
  public static fromRepositoryArn(scope: Construct, id: string, repositoryArn: string): IPrivateRepository {
    const arn = isLiteral(repositoryArn) ? REPOSITORY_ARN.exec(repositoryArn) : null;
    if (!arn) {
      throw new InvalidInputError({
        scope,
        api: `${API}.fromRepositoryArn`,
        property: 'repositoryArn',
        found: repositoryArn,
        must: 'be a literal like "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"',
        remedy: `use ${API}.fromRepositoryAttributes for a repository whose ARN is not known at synthesis`,
      });
    }
    const [, region, account, repositoryName] = arn;
    return new ImportedRepository(scope, id, { repositoryName, account, region });
  }

  /** Refers to an existing repository by its name, account and region, which may be tokens. */
  public static fromRepositoryAttributes(
    scope: Construct,
    id: string,
    attributes: PrivateRepositoryAttributes,
  ): IPrivateRepository {
    return new ImportedRepository(scope, id, attributes);
  }

  private readonly resource: ecr.CfnRepository;
  private name?: string;
  private arn?: string;

  public constructor(scope: Construct, id: string, props: PrivateRepositoryProps = {}) {
    super(scope, id, { physicalName: props.repositoryName });
    checkSettings({ scope: this, api: API }, props);
    const { region } = Stack.of(this);
    if (props.repositoryName !== undefined) {
      const place = { api: API, property: 'repositoryName' };
      review(this, place, mistakesInRepositoryName(props.repositoryName, region));
      checkUniqueNames(this);
    }
    const spec = RepositorySpec.of(props);
    const scanOnPush = props.scanOnPush ?? true;

    this.resource = new ecr.CfnRepository(this, 'Resource', {
      repositoryName: this.physicalName,
      ...spec.repositoryProps(this),
      // Said explicitly even when false: CloudFormation does not undo a setting that disappears.
      imageScanningConfiguration: { scanOnPush },
      emptyOnDelete: this.emptyOnDelete(props),
    });
    RenderedLifecycle.set(this.resource, { lifecycle: spec.lifecycle, archive: spec.archive });
    declareSettings(this.resource, spec);
    followCache(this.resource, spec.tagMutability);
    this.resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    setTags(this, API, this.resource.tags, spec.tags);
    for (const statement of spec.policy(this)?.Statement ?? []) reviewOwnStatement(this, this.resource, statement);
    checkGuardrails(
      this,
      spec.access.flatMap((access) => access._guardrails()),
    );
    reviewGiven(
      this,
      this.resource,
      spec.access.flatMap((access) => access._given()),
    );
    reviewControls(this, spec, scanOnPush);
    if (props.emptyOnDelete) {
      warn(this, EcrRule.REPOSITORY_RETENTION, 'emptyOnDelete: deleting the repository deletes all of its images');
    }
    const key = spec.encryption._keyIn(this);
    const given: unknown = this.resource.repositoryPolicyText;
    this.node.addValidation({
      validate: () => {
        if (key) reviewKey(key, this.resource);
        if (given !== undefined) RepositoryPolicy.reviewReplacement(this.resource, given);
        return [...tagErrors(this, API, this.resource.tags), ...policySizeErrors(this, API, this.resource)];
      },
    });
  }

  public get repositoryName(): string {
    return (this.name ??= this.getResourceNameAttribute(this.resource.ref));
  }

  public get repositoryArn(): string {
    return (this.arn ??= this.getResourceArnAttribute(this.resource.attrArn, {
      service: 'ecr',
      resource: 'repository',
      resourceName: this.physicalName,
    }));
  }

  /**
   * Adds a statement to the repository's policy. `RepositoryAccess` has factories for the usual cases.
   *
   * Give the statement no resources: it applies to the repository itself.
   *
   * @throws if the statement names no principal, or Amazon ECR refuses it
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const api = `${API}.addToResourcePolicy`;
    requirePrincipal(api, this, statement);
    reviewStatement(api, this, this.resource, statement.toStatementJson());
    return RepositoryPolicy.ofResource(this.resource).addStatement(statement);
  }

  /**
   * The CDK calls this where a resource of another account or region refers to the repository.
   *
   * @internal
   */
  public override _enableCrossEnvironment(): void {
    try {
      super._enableCrossEnvironment();
    } catch {
      throw new InvalidInputError({
        scope: this,
        api: API,
        property: 'repositoryName',
        found: Stack.of(this).resolve(this.physicalName) as unknown,
        must: 'be known at synthesis, because a resource of another account or region refers to the repository',
        remedy: 'give the repository a `repositoryName`',
      });
    }
  }

  private emptyOnDelete({ emptyOnDelete, removalPolicy }: PrivateRepositoryProps): boolean | undefined {
    if (emptyOnDelete && removalPolicy !== RemovalPolicy.DESTROY) {
      throw new InvalidInputError({
        scope: this,
        api: API,
        property: 'emptyOnDelete',
        found: emptyOnDelete,
        must: `be false with removalPolicy ${removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE}, under which the repository is retained`,
        remedy: 'leave it out, or set removalPolicy to RemovalPolicy.DESTROY',
      });
    }
    return emptyOnDelete;
  }
}
