import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import {
  checkCreatePrefixes,
  checkImportPrefix,
  checkPrincipals,
  checkRawStatement,
  checkReplicationPrefixes,
} from './statement-inputs';
import { principalPart, prefixPart, sidOf } from './statement-sid';
import type { SidPart } from './statement-sid';
import { canonical, textOf } from '../../core/comparable-content';
import { environmentOf } from '../../core/environment';
import { mistakesInAccount } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { repositoriesUnder, ROOT } from '../../ecr/namespaces';
import { CREATE_ACTION, IMPORT_ACTION, REPLICATE_ACTION, TAG_ACTION } from '../../ecr/policy/ecr-actions';
import { checkProperties, declareValueClass } from '../../text/kinds';

/** Options of `RegistryPolicyStatement.allowReplicationFrom`. */
export interface AllowReplicationFromOptions {
  /** Id of the account that replicates, 12 digits. */
  readonly account: string;

  /**
   * Which repositories may arrive, by the start of their names, as replication itself has it: `prod` also takes
   * `production`, `prod/` does not. Of 2 to 256 characters each.
   *
   * @default - all repositories
   */
  readonly repositoryPrefixes?: string[];

  /**
   * Whether repositories get tags when they are created, by a creation template that has tags.
   *
   * @default false
   */
  readonly tagOnCreate?: boolean;
}

/** Options of `RegistryPolicyStatement.allowPullThroughCacheImport`. */
export interface AllowPullThroughCacheImportOptions {
  /**
   * Who may import: at least one principal, of this or another account. Principals with conditions, such as an
   * organization, need a statement for each condition.
   */
  readonly principals: iam.IPrincipal[];

  /** Prefix of the cache, of 2 to 30 characters with or without a `/` at its end, or `ROOT`. */
  readonly repositoryPrefix: string;

  /**
   * Whether they may create the repositories as well, which the first pull of an image does unless they are there.
   *
   * @default true
   */
  readonly createRepositories?: boolean;
}

/** Options of `RegistryPolicyStatement.allowCreateOnPush`. */
export interface AllowCreateOnPushOptions {
  /**
   * Who may create: at least one principal. Principals with conditions, such as an organization, need a statement for
   * each condition.
   */
  readonly principals: iam.IPrincipal[];

  /** Prefixes of the repositories: at least one, each ending in `/`, or `ROOT` for repositories of any name. */
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
 * A statement of a registry's policy: who, beyond what identity policies allow, may replicate into the registry, import
 * through its caches, and create repositories.
 *
 * A statement of its own for each source and prefix: its Sid tells them, so that it stays the same when others come
 * and go. Principals of other accounts need the same actions in their own identity policies; replication needs none.
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
   * Lets another account replicate its images into the registry, and create the repositories for them.
   *
   * Replication from another region of the same account needs no statement. A creation template that tags repositories
   * makes `ecr:TagResource` necessary here: say `tagOnCreate`.
   *
   * @throws if the account is not of 12 digits, or there is no prefix in a list, or one that no repository name starts with
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
   * Lets principals import images through a pull-through cache, and create the repositories that hold them. To pull a
   * cached image they also need a statement in the policy of the repository, or an identity policy in its account.
   *
   * @throws if there are no principals, they have different conditions, or no cache can have the prefix
   */
  public static allowPullThroughCacheImport(options: AllowPullThroughCacheImportOptions): RegistryPolicyStatement {
    const api = 'RegistryPolicyStatement.allowPullThroughCacheImport';
    checkProperties({ api, property: 'options' }, options, 'write { principals: […], repositoryPrefix: "…" }');
    const { repositoryPrefix, createRepositories = true } = options;
    checkPrincipals(api, options.principals);
    const principals = [...options.principals];
    checkImportPrefix(api, repositoryPrefix);
    return RegistryPolicyStatement.draft({
      actions: [IMPORT_ACTION, ...(createRepositories ? [CREATE_ACTION] : [])],
      principals,
      names: [repositoriesUnder(repositoryPrefix)],
      sid: (scope) => [
        { text: createRepositories ? 'ImportAndCreate' : 'Import', exact: true },
        prefixPart(scope, [namespace(repositoryPrefix)]),
        { text: 'By', exact: true },
        principalPart(scope, principals),
      ],
    });
  }

  /**
   * Lets principals create repositories by pushing to them, where a create-on-push template covers the prefix. The push
   * itself needs the policy of the principal.
   *
   * It gives the permission, and takes it from nobody who has it from elsewhere: only a Deny does.
   *
   * @throws if there are no principals, they have different conditions, or a prefix does not end in `/`
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
   * Any statement. Under policy scope V1 it can only have `ecr:ReplicateImage`, `ecr:BatchImportUpstreamImage`,
   * `ecr:CreateRepository` and, beside the latter, `ecr:TagResource`.
   *
   * @param statement copied as it is now, with principals, actions and resources
   * @throws if it has no principals, actions or resources
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
  return statement;
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
