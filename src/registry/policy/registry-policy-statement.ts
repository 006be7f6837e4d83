import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import {
  checkCreatePrefixes,
  checkImportedRepositories,
  checkImportPrefix,
  checkPrincipals,
  checkRawStatement,
  checkReplicationPrefixes,
} from './statement-inputs';
import { namePart, principalPart, prefixPart, sidOf } from './statement-sid';
import type { SidPart } from './statement-sid';
import { exceptOwnAccount, isOrganization } from '../../access/own-account';
import { canonical, textOf } from '../../core/comparable-content';
import { environmentOf } from '../../core/environment';
import { mistakesInAccount } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { repositoriesUnder, ROOT, startOfNames } from '../../ecr/namespaces';
import { CREATE_ACTION, IMPORT_ACTION, REPLICATE_ACTION, TAG_ACTION } from '../../ecr/policy/ecr-actions';
import { checkProperties, declareValueClass } from '../../text/kinds';

/** Options of `RegistryPolicyStatement.allowReplicationFrom`. */
export interface AllowReplicationFromOptions {
  /** Id of the account that replicates images to the registry, 12 digits. */
  readonly account: string;

  /**
   * Prefixes of the names of the repositories that may be replicated, of 2 to 256 characters each.
   *
   * A prefix matches the start of names, as in a replication rule: `prod` also matches `production`, `prod/` does not.
   *
   * @default - all repositories
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Whether a creation template adds resource tags to the repositories that are created for replicas.
   *
   * If so, the statement also allows `ecr:TagResource`.
   *
   * @default false
   */
  readonly tagOnCreate?: boolean;
}

/** Options of `RegistryPolicyStatement.allowPullThroughCacheImport`. */
export interface AllowPullThroughCacheImportOptions {
  /**
   * The principals that may import images: at least one, in this or another account.
   *
   * An organization does not include principals of the registry's own account. Use `PullThroughCache.grants` for them.
   *
   * If principals have different conditions, such as different organizations, make a statement for each condition.
   */
  readonly principals: iam.IPrincipal[];

  /**
   * Prefix of the cached repositories: that of a cache or of a namespace within it, 2 to 256 characters, with or without
   * a `/` at the end, or `ROOT`.
   */
  readonly repositoryPrefix: string;

  /**
   * Names of single repositories after the prefix, such as `library/postgres`.
   *
   * @default - all repositories of the prefix
   */
  readonly upstreamRepositories?: string[];

  /**
   * Whether the principals may also create the cached repositories.
   *
   * The first pull of an image creates its repository if the repository does not exist.
   *
   * @default true
   */
  readonly createRepositories?: boolean;
}

/** Options of `RegistryPolicyStatement.allowCreateOnPush`. */
export interface AllowCreateOnPushOptions {
  /**
   * The principals that may create repositories: at least one.
   *
   * An organization does not include principals of the registry's own account. They need identity policies.
   *
   * If principals have different conditions, such as different organizations, make a statement for each condition.
   */
  readonly principals: iam.IPrincipal[];

  /**
   * Prefixes of the repositories that may be created: at least one. Each must end in `/`, or be `ROOT` for all names.
   */
  readonly repositoryPrefixes: string[];
}

/** A typed statement before it knows its registry. */
interface Draft {
  readonly actions: string[];
  readonly principals: iam.IPrincipal[];
  /** Patterns of repository names. */
  readonly names: string[];
  readonly sid: (scope: IConstruct) => SidPart[];
}

/**
 * A statement of a registry policy.
 *
 * Its `allow…` factories let principals replicate images into the registry, import images through its caches, or create
 * repositories, in addition to what identity policies allow.
 *
 * These factories generate the Sid from the principals and the prefixes. Use one statement for each source and prefix,
 * so that its Sid stays the same when you add or remove others. Principals of other accounts also need the actions in
 * their own identity policies. Replication does not need an identity policy.
 *
 * @example
 * import { Registry, RegistryPolicyStatement } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry');
 * registry.addToPolicy(
 *   RegistryPolicyStatement.allowReplicationFrom({ account: '444455556666', repositoryPrefixes: ['prod/'] }),
 * );
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export class RegistryPolicyStatement {
  /**
   * Lets another account replicate its images into the registry, and create repositories for them.
   *
   * Replication from another region of the same account needs no statement. If a creation template of this registry
   * tags repositories, set `tagOnCreate`.
   *
   * @throws if the account does not have 12 digits, the list of prefixes is empty, or no repository name can start with
   * a prefix
   */
  public static allowReplicationFrom(options: AllowReplicationFromOptions): RegistryPolicyStatement {
    const api = 'RegistryPolicyStatement.allowReplicationFrom';
    checkProperties({ api, property: 'options' }, options, 'write { account: "111122223333" }');
    const { account, repositoryPrefixes, tagOnCreate = false } = options;
    refuse({ api, property: 'account' }, mistakesInAccount(account));
    if (repositoryPrefixes !== undefined) checkReplicationPrefixes(api, repositoryPrefixes);
    const prefixes = repositoryPrefixes && [...repositoryPrefixes];
    return RegistryPolicyStatement.draft({
      actions: [CREATE_ACTION, REPLICATE_ACTION, ...(tagOnCreate ? [TAG_ACTION] : [])],
      principals: [new iam.AccountPrincipal(account)],
      names: prefixes?.map((prefix) => `${prefix}*`) ?? ['*'],
      sid: (scope) => [
        { text: `Replication${tagOnCreate ? 'WithTags' : ''}From${account}`, exact: true },
        ...(prefixes ? [prefixPart(scope, prefixes)] : []),
      ],
    });
  }

  /**
   * Lets principals import images through a pull-through cache, and create the cached repositories.
   *
   * An import happens when a principal pulls an image that the cache does not have yet. To pull a cached image, the
   * principal also needs permission from the repository policy, or from an identity policy in the repository's account.
   *
   * @throws if there are no principals, the principals have different conditions, or no cache can have the prefix or a
   * repository
   */
  public static allowPullThroughCacheImport(options: AllowPullThroughCacheImportOptions): RegistryPolicyStatement {
    const api = 'RegistryPolicyStatement.allowPullThroughCacheImport';
    checkProperties({ api, property: 'options' }, options, 'write { principals: […], repositoryPrefix: "…" }');
    const { repositoryPrefix, upstreamRepositories, createRepositories = true } = options;
    checkPrincipals(api, options.principals);
    const principals = [...options.principals];
    checkImportPrefix(api, repositoryPrefix);
    if (upstreamRepositories) checkImportedRepositories(api, repositoryPrefix, upstreamRepositories);
    const names = upstreamRepositories?.map((name) => `${startOfNames(repositoryPrefix)}${name}`);
    return RegistryPolicyStatement.draft({
      actions: [IMPORT_ACTION, ...(createRepositories ? [CREATE_ACTION] : [])],
      principals,
      names: names ?? [repositoriesUnder(repositoryPrefix)],
      sid: (scope) => [
        { text: createRepositories ? 'ImportAndCreate' : 'Import', exact: true },
        names ? namePart(scope, names) : prefixPart(scope, [namespace(repositoryPrefix)]),
        { text: 'By', exact: true },
        principalPart(scope, principals),
      ],
    });
  }

  /**
   * Lets principals create repositories by a push, under prefixes that have a create-on-push template.
   *
   * The principals also need permission to push, from an identity policy or the repository policy.
   *
   * The statement only allows. Principals that may create repositories by another policy still can; to prevent that,
   * add a Deny.
   *
   * @throws if there are no principals, the principals have different conditions, or a prefix does not end in `/`
   */
  public static allowCreateOnPush(options: AllowCreateOnPushOptions): RegistryPolicyStatement {
    const api = 'RegistryPolicyStatement.allowCreateOnPush';
    checkProperties({ api, property: 'options' }, options, 'write { principals: […], repositoryPrefixes: ["team/"] }');
    checkPrincipals(api, options.principals);
    checkCreatePrefixes(api, options.repositoryPrefixes);
    const [principals, prefixes] = [[...options.principals], [...options.repositoryPrefixes]];
    return RegistryPolicyStatement.draft({
      actions: [CREATE_ACTION],
      principals,
      names: prefixes.map((prefix) => repositoriesUnder(prefix)),
      sid: (scope) => [
        { text: 'Create', exact: true },
        prefixPart(scope, prefixes),
        { text: 'By', exact: true },
        principalPart(scope, principals),
      ],
    });
  }

  /**
   * Makes a registry policy statement from any IAM policy statement.
   *
   * Under policy scope V1, its actions can only be `ecr:ReplicateImage`, `ecr:BatchImportUpstreamImage`,
   * `ecr:CreateRepository` and, together with `ecr:CreateRepository`, `ecr:TagResource`.
   *
   * @param statement a statement with principals, actions and resources; later changes to it have no effect
   * @throws if the statement has no principals, actions or resources
   */
  public static of(statement: iam.PolicyStatement): RegistryPolicyStatement {
    checkRawStatement('RegistryPolicyStatement.of', statement);
    const copy = statement.copy();
    return new RegistryPolicyStatement(() => copy.copy());
  }

  private static draft(draft: Draft): RegistryPolicyStatement {
    return new RegistryPolicyStatement((scope, env) => statementOf(draft, scope, env));
  }

  private constructor(private readonly render: (scope: IConstruct, env: ResourceEnvironment) => iam.PolicyStatement) {}

  /**
   * The statement as the policy of a registry has it.
   *
   * @param scope where it is rendered
   * @param env of the registry, by default that of the scope
   * @internal
   */
  public _render(scope: IConstruct, env: ResourceEnvironment = environmentOf(scope)): iam.PolicyStatement {
    return this.render(scope, env);
  }
}

function statementOf({ actions, principals, names, sid }: Draft, scope: IConstruct, env: ResourceEnvironment) {
  const { account, region } = env;
  const statement = new iam.PolicyStatement({
    actions,
    principals,
    resources: names.map((resourceName) =>
      Stack.of(scope).formatArn({ service: 'ecr', resource: 'repository', resourceName, account, region }),
    ),
  });
  statement.sid = sidOf(sid(scope), textOf(scope, canonical(scope, statement.toStatementJson())));
  return principals.some((principal) => isOrganization(principal)) ? exceptOwnAccount(statement, account) : statement;
}

/** A prefix of namespaces, as the words of a Sid tell it. */
function namespace(prefix: string): string {
  return prefix === ROOT || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

declareValueClass(
  RegistryPolicyStatement,
  'RegistryPolicyStatement',
  'use one of its factories, such as RegistryPolicyStatement.of(new iam.PolicyStatement({ … }))',
);
