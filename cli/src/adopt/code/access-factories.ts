import { literal } from './literal';
import { sameStatement } from './same-statement';
import type { StackSource } from './stack-source';
import { isAccountId, isOrganizationId, isOrganizationPath } from '../../../../src/ecr/identifiers';
import { PULL_ACTIONS, PUSH_ACTIONS, SERVICE_PULL_ACTIONS } from '../../../../src/ecr/policy/ecr-actions';
import { isRegion } from '../../../../src/ecr/regions';
import { CODEBUILD, LAMBDA } from '../../../../src/ecr/services';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';

/** Calls of factories of `RepositoryAccess`, and the statements that none of them makes. */
export interface AccessFactories {
  readonly code: readonly string[];
  readonly others: readonly unknown[];
}

/** Calls of factories that together make statements. Values of one kind become one statement. */
interface Candidate {
  readonly calls: readonly string[];
  readonly statements: readonly Json[];
}

type Place = Pick<StackSource, 'account' | 'partition'>;
type FindCandidates = (statement: Json, place: Place) => readonly Candidate[];

/**
 * Finds the factories that make the statements of a policy. Each kind is used once at most, because two values of a kind
 * would become one statement.
 */
export function accessFactories(statements: readonly unknown[], place: Place): AccessFactories {
  let others = [...statements];
  const code: string[] = [];
  for (const find of KINDS) {
    const made = others.flatMap((each) => (isObject(each) ? find(each, place) : [])).find(isIn(others));
    if (made === undefined) continue;
    code.push(...made.calls);
    others = others.filter((each) => !made.statements.some((statement) => sameStatement(statement, each)));
  }
  return { code, others };
}

/** Whether all statements of a candidate are in a policy. */
function isIn(policy: readonly unknown[]): (candidate: Candidate) => boolean {
  return ({ calls, statements }) =>
    calls.length > 0 && statements.every((statement) => policy.some((each) => sameStatement(statement, each)));
}

const KINDS: readonly FindCandidates[] = [
  // Before the deployers of Lambda, whose statement alone no factory makes.
  ({ Condition: condition }, { partition }) => {
    const accounts = only(valuesOf(condition, 'StringLike', 'aws:SourceArn').map(lambdaAccount));
    if (accounts === undefined) return [];
    return [
      {
        calls: [`pullFromLambda(${literal({ accounts })})`],
        statements: [
          allow(SERVICE_PULL_ACTIONS, { AWS: accounts.map((account) => rootOf(account, partition)) }),
          allow(
            SERVICE_PULL_ACTIONS,
            { Service: LAMBDA.principal },
            {
              StringLike: {
                'aws:SourceArn': accounts.map((account) => `arn:${partition}:lambda:*:${account}:function:*`),
              },
            },
          ),
        ],
      },
    ];
  },
  ofAccounts('pullFromAccounts', PULL_ACTIONS),
  ofAccounts('pushFromAccounts', PUSH_ACTIONS),
  ofOrganization('pullFromOrganization', PULL_ACTIONS),
  ofOrganization('pushFromOrganization', PUSH_ACTIONS),
  ({ Condition: condition }, { account }) => {
    const paths = valuesOf(condition, 'ForAnyValue:StringLike', 'aws:PrincipalOrgPaths');
    if (paths.length === 0 || !paths.every(isOrganizationPath)) return [];
    const conditions = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': paths }, ...exceptOwn(account) };
    return [
      {
        calls: [`pullFromOrganizationPaths(${literal(paths)})`],
        statements: [allow(PULL_ACTIONS, { AWS: '*' }, conditions)],
      },
    ];
  },
  ({ Condition: condition }, { partition }) => {
    const sources = valuesOf(condition, 'ArnLike', 'aws:SourceArn');
    const projects = only(sources.map(projectOf));
    if (projects === undefined) return [];
    return [
      {
        calls: projects.map(
          ({ account, region, projectName }) =>
            `pullFromCodeBuild(${literal({ account, region: region === '*' ? undefined : region, projectName })})`,
        ),
        statements: [
          allow(
            PULL_ACTIONS,
            { Service: CODEBUILD.principal },
            {
              ArnLike: {
                'aws:SourceArn': projects.map(
                  ({ account, region, projectName }) =>
                    `arn:${partition}:codebuild:${region}:${account}:project/${projectName}`,
                ),
              },
              StringEquals: { 'aws:SourceAccount': projects.map(({ account }) => account) },
            },
          ),
        ],
      },
    ];
  },
];

function ofAccounts(factory: string, actions: readonly string[]): FindCandidates {
  return ({ Principal: principal }, { partition }) => {
    const accounts = only(textsOf(isObject(principal) ? principal.AWS : undefined).map(accountOf));
    if (accounts === undefined) return [];
    const principals = accounts.map((account) => rootOf(account, partition));
    return [{ calls: [`${factory}(${literal(accounts)})`], statements: [allow(actions, { AWS: principals })] }];
  };
}

function ofOrganization(factory: string, actions: readonly string[]): FindCandidates {
  return ({ Condition: condition }, { account }) => {
    const ids = valuesOf(condition, 'StringEquals', 'aws:PrincipalOrgID');
    if (ids.length === 0 || !ids.every(isOrganizationId)) return [];
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': ids }, ...exceptOwn(account) };
    return [
      {
        calls: ids.map((id) => `${factory}(${literal(id)})`),
        statements: [allow(actions, { AWS: '*' }, conditions)],
      },
    ];
  };
}

function allow(actions: readonly string[], principal: Json, condition?: Json): Json {
  return { Effect: 'Allow', Principal: principal, Action: actions, ...(condition && { Condition: condition }) };
}

function exceptOwn(account: string): Json {
  return { StringNotEquals: { 'aws:PrincipalAccount': account } };
}

function rootOf(account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

function accountOf(principal: string): string | undefined {
  const account = /^arn:[\w-]+:iam::(\d+):root$/.exec(principal)?.[1] ?? principal;
  return isAccountId(account) ? account : undefined;
}

function lambdaAccount(arn: string): string | undefined {
  return /^arn:[\w-]+:lambda:\*:(\d{12}):function:\*$/.exec(arn)?.[1];
}

interface Project {
  readonly account: string;
  readonly region: string;
  readonly projectName: string;
}

/** The project of an ARN, if a factory takes its name: it may have no wildcard. */
function projectOf(arn: string): Project | undefined {
  const match = /^arn:[\w-]+:codebuild:([\w*-]+):(\d{12}):project\/([A-Za-z0-9][\w-]{1,254})$/.exec(arn);
  if (!match) return undefined;
  const [, region, account, projectName] = match;
  return region === '*' || isRegion(region) ? { account, region, projectName } : undefined;
}

/** All values, if there are any and each is known. */
function only<T>(values: readonly (T | undefined)[]): T[] | undefined {
  const known = values.filter((value): value is T => value !== undefined);
  return known.length > 0 && known.length === values.length ? known : undefined;
}

function valuesOf(condition: unknown, operator: string, key: string): string[] {
  const values = isObject(condition) ? condition[operator] : undefined;
  return textsOf(isObject(values) ? values[key] : undefined);
}

function textsOf(values: unknown): string[] {
  return [values].flat().filter((value): value is string => typeof value === 'string');
}
