import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { guardrailStatements, oneOrAll } from './guardrail';
import type { Guardrail } from './guardrail';
import { exceptOwnAccount } from './own-account';
import { PULL_ACTIONS, PUSH_ACTIONS, SERVICE_PULL_ACTIONS } from '../ecr/policy/ecr-actions';
import { CODEBUILD, LAMBDA } from '../ecr/services';
import { byKey } from '../text/lists';

/** The kinds of access. Parts of one kind become one statement, in this order. */
export enum AccessKind {
  PULL_ACCOUNTS,
  PUSH_ACCOUNTS,
  PULL_ORGANIZATION,
  PULL_ORGANIZATION_PATHS,
  PUSH_ORGANIZATION,
  PULL_PERMISSION_SETS,
  PULL_CODEBUILD,
  LAMBDA_DEPLOYERS,
  LAMBDA_SERVICE,
  STATEMENT,
  GUARDRAIL,
}

/** The kinds whose principals a registry's policy can admit to a pull-through cache. */
const CACHE_CLIENTS: readonly AccessKind[] = [
  AccessKind.PULL_ACCOUNTS,
  AccessKind.PULL_ORGANIZATION,
  AccessKind.PULL_ORGANIZATION_PATHS,
  AccessKind.PULL_PERMISSION_SETS,
];

/** The kinds that admit everybody of an organization, but the repository's own account. */
const OF_ORGANIZATIONS: readonly AccessKind[] = [
  AccessKind.PULL_ORGANIZATION,
  AccessKind.PULL_ORGANIZATION_PATHS,
  AccessKind.PUSH_ORGANIZATION,
];

/** Subject of `AccessKind.PULL_PERMISSION_SETS`. */
export interface PermissionSetSubject {
  readonly account: string;
  readonly permissionSet: string;
}

/** Subject of `AccessKind.PULL_CODEBUILD`. */
export interface ProjectSubject {
  readonly account: string;
  readonly region: string;
  readonly projectName: string;
}

/** Subject of `AccessKind.STATEMENT`. */
export interface GivenStatement {
  /** The same for statements of the same content. */
  readonly content: string;
  readonly statement: iam.PolicyStatement;
}

/** The subjects that need more than an id. */
interface LargeSubjects {
  readonly [AccessKind.PULL_PERMISSION_SETS]: PermissionSetSubject;
  readonly [AccessKind.PULL_CODEBUILD]: ProjectSubject;
  readonly [AccessKind.STATEMENT]: GivenStatement;
  readonly [AccessKind.GUARDRAIL]: Guardrail;
}

/** The subject of a kind of access: the id of an account or organization, or a path, unless it needs more. */
export type SubjectOf<K extends AccessKind> = K extends keyof LargeSubjects ? LargeSubjects[K] : string;

/** One kind of access and its subjects. */
export interface AccessPart<K extends AccessKind = AccessKind> {
  readonly kind: K;
  readonly subjects: readonly SubjectOf<K>[];
}

/** Statements of parts of several values: one per kind, sorted, so that order and repetition change nothing. */
export function accessStatements(parts: readonly AccessPart[]): iam.PolicyStatement[] {
  return kindsOf(parts).flatMap((kind) => {
    const statements = statementsOf(kind, parts);
    return OF_ORGANIZATIONS.includes(kind)
      ? statements.map((statement) => exceptOwnAccount(statement, Aws.ACCOUNT_ID))
      : statements;
  });
}

/**
 * The principals that a registry's policy has to admit to a cache; undefined if it cannot admit them. The registry's
 * statement excepts the own account itself.
 */
export function cacheClients(parts: readonly AccessPart[]): iam.IPrincipal[] | undefined {
  if (!parts.every(({ kind }) => CACHE_CLIENTS.includes(kind))) return undefined;
  return kindsOf(parts)
    .flatMap((kind) => statementsOf(kind, parts))
    .flatMap(({ principals, conditions }) =>
      Object.keys(conditions as object).length === 0
        ? principals
        : principals.map((principal) => new iam.PrincipalWithConditions(principal, conditions as iam.Conditions)),
    );
}

function kindsOf(parts: readonly AccessPart[]): AccessKind[] {
  return [...new Set(parts.map(({ kind }) => kind))].sort((left, right) => left - right);
}

function statementsOf<K extends AccessKind>(kind: K, parts: readonly AccessPart[]): iam.PolicyStatement[] {
  const isOfKind = (part: AccessPart): part is AccessPart<K> => part.kind === kind;
  const byContent = new Map(
    parts.filter(isOfKind).flatMap(({ subjects }) => subjects.map((subject) => [contentOf(subject), subject] as const)),
  );
  return STATEMENTS[kind]([...byContent].sort(byKey).map(([, subject]) => subject));
}

function contentOf(subject: SubjectOf<AccessKind>): string {
  if (typeof subject === 'string') return subject;
  return 'content' in subject ? subject.content : JSON.stringify(subject);
}

/** Sids are the same in every policy. Lambda looks for its own Sid. */
const STATEMENTS: { [K in AccessKind]: (subjects: SubjectOf<K>[]) => iam.PolicyStatement[] } = {
  [AccessKind.PULL_ACCOUNTS]: (accounts) => [allow('PullFromAccounts', PULL_ACTIONS, accountPrincipals(accounts))],
  [AccessKind.PUSH_ACCOUNTS]: (accounts) => [allow('PushFromAccounts', PUSH_ACTIONS, accountPrincipals(accounts))],
  [AccessKind.PULL_ORGANIZATION]: (ids) => [
    allow('PullFromOrganization', PULL_ACTIONS, everybody(), inOrganization(ids)),
  ],
  [AccessKind.PULL_ORGANIZATION_PATHS]: (paths) => [
    allow('PullFromOrganizationPaths', PULL_ACTIONS, everybody(), inPaths(paths)),
  ],
  [AccessKind.PUSH_ORGANIZATION]: (ids) => [
    allow('PushFromOrganization', PUSH_ACTIONS, everybody(), inOrganization(ids)),
  ],
  [AccessKind.PULL_PERMISSION_SETS]: (sets) => [
    allow('PullFromPermissionSets', PULL_ACTIONS, accountPrincipals(sets.map(({ account }) => account)), {
      ArnLike: { 'aws:PrincipalArn': oneOrAll(sets.map(reservedRole)) },
    }),
  ],
  [AccessKind.PULL_CODEBUILD]: (projects) => [
    allow('PullFromCodeBuild', PULL_ACTIONS, [new iam.ServicePrincipal(CODEBUILD.principal)], {
      ArnLike: { 'aws:SourceArn': oneOrAll(projects.map(projectArn)) },
      StringEquals: { 'aws:SourceAccount': oneOrAll(projects.map(({ account }) => account)) },
    }),
  ],
  [AccessKind.LAMBDA_DEPLOYERS]: (accounts) => [
    allow('LambdaDeploymentAccounts', SERVICE_PULL_ACTIONS, accountPrincipals(accounts)),
  ],
  [AccessKind.LAMBDA_SERVICE]: (accounts) => [
    allow('LambdaECRImageRetrievalPolicy', SERVICE_PULL_ACTIONS, [new iam.ServicePrincipal(LAMBDA.principal)], {
      StringLike: {
        'aws:SourceArn': oneOrAll(accounts.map((account) => `arn:${Aws.PARTITION}:lambda:*:${account}:function:*`)),
      },
    }),
  ],
  [AccessKind.STATEMENT]: (given) => given.map(({ statement }) => statement.copy()),
  // Each guardrail has statements of its own: two together admit less than each of them, not more.
  [AccessKind.GUARDRAIL]: (guardrails) => {
    const seen = new Map<string, number>();
    return guardrails.flatMap((guardrail) => {
      const { sid } = guardrail.boundary;
      const count = (seen.get(sid) ?? 0) + 1;
      seen.set(sid, count);
      return guardrailStatements(guardrail, count === 1 ? '' : `${count}`);
    });
  },
};

function allow(
  sid: string,
  actions: string[],
  principals: iam.IPrincipal[],
  conditions?: iam.Conditions,
): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, actions, principals, conditions });
}

function everybody(): iam.IPrincipal[] {
  return [new iam.AnyPrincipal()];
}

function accountPrincipals(accounts: string[]): iam.IPrincipal[] {
  return [...new Set(accounts)].map((account) => new iam.AccountPrincipal(account));
}

function inOrganization(ids: string[]): iam.Conditions {
  return { StringEquals: { 'aws:PrincipalOrgID': oneOrAll(ids) } };
}

function inPaths(paths: string[]): iam.Conditions {
  return { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': oneOrAll(paths) } };
}

/** AWS ends the name of the role with 16 digits. A "*" would match longer names of other sets, too. */
const SUFFIX = '?'.repeat(16);

/** The role of a permission set; its path has the region of IAM Identity Center unless that is us-east-1. */
function reservedRole({ account, permissionSet }: PermissionSetSubject): string {
  const role = `aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${permissionSet}_${SUFFIX}`;
  return `arn:${Aws.PARTITION}:iam::${account}:role/${role}`;
}

function projectArn({ account, region, projectName }: ProjectSubject): string {
  return `arn:${Aws.PARTITION}:codebuild:${region}:${account}:project/${projectName}`;
}
