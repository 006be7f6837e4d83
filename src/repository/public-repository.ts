import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import type { IPublicRepository } from '../facades/i-public-repository';
import { renderCatalog } from './private/public-catalog';
import { ImportedPublicRepository } from './private/public-imported-repository';
import { PublicRepositoryBase } from './private/public-repository-base';
import type { PublicCatalogData } from './public-catalog-data';
import { setTags, tagErrors } from './repository-tags';
import { requirePrincipal, reviewStatement } from '../access/review-statement';
import { review } from '../core/review';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { mistakesInPublicRegion, mistakesInPublicRepositoryName } from '../ecr/mistakes/names';

/** Properties of `PublicRepository`. */
export interface PublicRepositoryProps {
  /**
   * Name of the repository: 2 to 205 lower-case letters and digits, with a single `.`, `_`, `-` or `/` between them.
   *
   * A change replaces the repository. The new repository has none of the images.
   *
   * @default - CloudFormation generates a name
   */
  readonly repositoryName?: string;

  /**
   * The page of the repository in the Amazon ECR Public Gallery.
   *
   * @default - the gallery shows the name alone
   */
  readonly catalog?: PublicCatalogData;

  /**
   * Tags of the repository: at most 50, keys of 1 to 127 characters, values of 1 to 255.
   *
   * Security Hub ECR.4 demands at least one tag.
   *
   * @default - only tags that `Tags.of` adds to the repository or to a construct above
   */
  readonly tags?: { [key: string]: string };

  /**
   * Removal policy of the repository. CloudFormation cannot delete a repository that has images.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - the repository is retained; only a deployment that fails while
   * it creates the repository deletes it again
   */
  readonly removalPolicy?: RemovalPolicy;
}

const API = 'PublicRepository';

/**
 * A repository of the account's public registry, from which everybody may pull.
 *
 * By default, the repository is retained when it is removed from the stack. Public repositories exist in us-east-1
 * only. For them Amazon ECR has no lifecycle policy, no scanning, no immutable tags, no encryption with a key of yours,
 * no replication and no signing. Amazon ECR deletes no image by itself.
 *
 * CloudFormation cannot set a logo of the repository, nor the display name and alias of the registry. Use the console,
 * or for the logo `aws ecr-public put-repository-catalog-data`.
 *
 * @example
 * import { CatalogText, PublicRepository } from 'cdk-ecr';
 *
 * const repository = new PublicRepository(this, 'Cli', {
 *   repositoryName: 'acme/cli',
 *   catalog: {
 *     description: 'The command line of Acme',
 *     usage: CatalogText.fromMarkdown('Run it with `docker run public.ecr.aws/acme/acme/cli`.'),
 *     architectures: ['x86-64', 'ARM 64'],
 *     operatingSystems: ['Linux'],
 *   },
 *   tags: { team: 'cli' },
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html
 */
@propertyInjectable
export class PublicRepository extends PublicRepositoryBase {
  /** The id of the class for property injectors. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecr.PublicRepository';

  /** Refers to an existing public repository of the stack's account, from a stack in any region. */
  public static fromPublicRepositoryName(scope: Construct, id: string, repositoryName: string): IPublicRepository {
    return new ImportedPublicRepository(scope, id, repositoryName);
  }

  private readonly resource: ecr.CfnPublicRepository;
  private policy?: iam.PolicyDocument;
  private name?: string;
  private arn?: string;

  public constructor(scope: Construct, id: string, props: PublicRepositoryProps = {}) {
    super(scope, id, { physicalName: props.repositoryName });
    review(this, { api: API, property: 'region of the stack' }, mistakesInPublicRegion(Stack.of(this).region));
    if (props.repositoryName !== undefined) {
      const place = { api: API, property: 'repositoryName' };
      review(this, place, mistakesInPublicRepositoryName(props.repositoryName));
    }

    this.resource = new ecr.CfnPublicRepository(this, 'Resource', {
      repositoryName: this.physicalName,
      repositoryCatalogData: renderCatalog(this, props.catalog ?? {}),
    });
    this.resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    setTags(this, API, this.resource.tags, props.tags ?? {});
    // The tags of all scopes have arrived then.
    this.node.addValidation({ validate: () => this.reviewTags() });
  }

  public get repositoryName(): string {
    return (this.name ??= this.getResourceNameAttribute(this.resource.ref));
  }

  public get repositoryArn(): string {
    return (this.arn ??= this.getResourceArnAttribute(this.resource.attrArn, {
      service: 'ecr-public',
      region: '',
      resource: 'repository',
      resourceName: this.physicalName,
    }));
  }

  /**
   * Adds a statement to the repository's policy, which controls pushes and administration. Everybody may pull.
   *
   * Give the statement no resources: it applies to the repository itself.
   *
   * @throws if the statement names no principal, or Amazon ECR refuses it
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const api = `${API}.addToResourcePolicy`;
    requirePrincipal(api, this, statement);
    reviewStatement(api, this, this.resource, statement.toStatementJson());
    if (!this.policy) this.resource.repositoryPolicyText = this.policy = new iam.PolicyDocument();
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.resource };
  }

  private reviewTags(): string[] {
    if (!this.resource.tags.hasTags()) {
      // On the resource, so that an acknowledgement on the repository also holds for what is added after it.
      warn(this.resource, EcrRule.REPOSITORY_TAGS, 'tags: a public repository without a tag fails Security Hub ECR.4');
    }
    return tagErrors(this, API, this.resource.tags);
  }
}
