import { listLiteral, literal, objectLiteral } from './literal';
import { refusalsOf } from './refusals';
import { sameStatement } from './same-statement';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { isAccountId, isOrganizationId } from '../../../../src/ecr/identifiers';
import { mistakesInFilters, REPLICATION_FILTERS } from '../../../../src/ecr/mistakes/filters';
import { mistakesInImportPrefix, mistakesInTemplatePrefix } from '../../../../src/ecr/mistakes/prefixes';
import { ROOT } from '../../../../src/ecr/namespaces';
import { CREATE_ACTION, IMPORT_ACTION, REPLICATE_ACTION, TAG_ACTION } from '../../../../src/ecr/policy/ecr-actions';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';

/** The principals of a statement that a factory takes. */
interface Principals {
  /** The list of principals. */
  readonly write: () => string;
  readonly json: Json;
  readonly condition?: Json;
}

/** A call of a factory of `RegistryPolicyStatement`, with the statement that it makes. */
interface Candidate {
  readonly actions: readonly string[];
  readonly call: () => string;
}

/** The call of the factory of `RegistryPolicyStatement` that makes a statement, but for its Sid; `undefined` if none does. */
export function statementFactory(statement: Json, source: StackSource): string | undefined {
  const names = namesIn(statement, source);
  if (names === undefined) return undefined;
  const principals = principalsIn(statement, source);
  if (principals === undefined) return undefined;
  const { json, condition } = principals;
  const rest = {
    Effect: 'Allow',
    Principal: json,
    Resource: statement.Resource,
    ...(condition && { Condition: condition }),
  };
  const candidates = [
    ...replications(principals, names),
    ...imports(principals, names),
    ...creations(principals, names),
  ];
  return candidates.find(({ actions }) => sameStatement({ ...rest, Action: actions }, statement))?.call();
}

function* replications({ json, condition }: Principals, names: readonly string[]): Iterable<Candidate> {
  const accounts = accountsOf(json);
  const prefixes = names.map((name) => name.slice(0, -1));
  const isAll = names.join() === '*';
  if (condition || accounts?.length !== 1 || !names.every((name) => name.endsWith('*'))) return;
  if (!isAll && refusalsOf('', mistakesInFilters(REPLICATION_FILTERS, prefixes)).length > 0) return;
  for (const tagOnCreate of [undefined, true]) {
    yield {
      actions: [CREATE_ACTION, REPLICATE_ACTION, ...(tagOnCreate ? [TAG_ACTION] : [])],
      call: () =>
        `allowReplicationFrom(${literal({
          account: accounts[0],
          repositoryPrefixes: isAll ? undefined : prefixes,
          tagOnCreate,
        })})`,
    };
  }
}

function* imports({ write }: Principals, names: readonly string[]): Iterable<Candidate> {
  const [name, ...others] = names;
  if (others.length > 0) return;
  const prefix = prefixIn(name);
  if (prefix === undefined || refusalsOf('', mistakesInImportPrefix(prefix)).length > 0) return;
  for (const createRepositories of [undefined, false]) {
    yield {
      actions: [IMPORT_ACTION, ...(createRepositories === false ? [] : [CREATE_ACTION])],
      call: () =>
        `allowPullThroughCacheImport(${objectLiteral([
          ['principals', write()],
          ['repositoryPrefix', literal(prefix)],
          ...(createRepositories === false ? [['createRepositories', 'false'] as const] : []),
        ])})`,
    };
  }
}

function* creations({ write }: Principals, names: readonly string[]): Iterable<Candidate> {
  const prefixes = names
    .map(prefixIn)
    .map((prefix) => (prefix === ROOT || prefix === undefined ? prefix : `${prefix}/`));
  if (prefixes.some((prefix) => prefix === undefined || refusalsOf('', mistakesInTemplatePrefix(prefix)).length > 0)) {
    return;
  }
  yield {
    actions: [CREATE_ACTION],
    call: () =>
      `allowCreateOnPush(${objectLiteral([
        ['principals', write()],
        ['repositoryPrefixes', literal(prefixes)],
      ])})`,
  };
}

/** The prefix of a pattern for all names under it. */
function prefixIn(name: string): string | undefined {
  if (name === '*') return ROOT;
  return name.endsWith('/*') && name.length > 2 ? name.slice(0, -2) : undefined;
}

/** The patterns of the names of the repositories that a statement is about. */
function namesIn({ Resource: resources }: Json, { account, region, partition }: StackSource): string[] | undefined {
  const start = `arn:${partition}:ecr:${region}:${account}:repository/`;
  const all: unknown[] = [resources].flat();
  const names = all.flatMap((each) =>
    typeof each === 'string' && each.startsWith(start) ? [each.slice(start.length)] : [],
  );
  return names.length === all.length && names.length > 0 && new Set(names).size === names.length ? names : undefined;
}

function principalsIn(statement: Json, source: StackSource): Principals | undefined {
  const { Principal: json, Condition: condition } = statement;
  if (!isObject(json)) return undefined;
  const accounts = accountsOf(json);
  if (accounts && condition === undefined) {
    return {
      json: { AWS: accounts.map((account) => `arn:${source.partition}:iam::${account}:root`) },
      write: () => {
        const principal = source.use('AccountPrincipal', CodeModule.IAM);
        return listLiteral(accounts.map((account) => `new ${principal}(${literal(account)})`));
      },
    };
  }
  const equals = isObject(condition) ? condition.StringEquals : undefined;
  const organization = [isObject(equals) ? equals['aws:PrincipalOrgID'] : undefined].flat();
  const [id] = organization;
  if (organization.length !== 1 || typeof id !== 'string' || !isOrganizationId(id)) return undefined;
  return {
    json: { AWS: '*' },
    condition: {
      StringEquals: { 'aws:PrincipalOrgID': id },
      StringNotEquals: { 'aws:PrincipalAccount': source.account },
    },
    write: () => `[new ${source.use('OrganizationPrincipal', CodeModule.IAM)}(${literal(id)})]`,
  };
}

/** The accounts of a principal that has nothing else. */
function accountsOf({ AWS: principals, ...others }: Json): string[] | undefined {
  const all: unknown[] = [principals].flat();
  const accounts = all.flatMap((each) => {
    const account = /^arn:[\w-]+:iam::(\d+):root$/.exec(String(each))?.[1] ?? String(each);
    return isAccountId(account) ? [account] : [];
  });
  return Object.keys(others).length === 0 && accounts.length === all.length ? accounts : undefined;
}
