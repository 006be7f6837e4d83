import { accessFactories } from './access-factories';
import { refusalOfCdk } from './cdk-statement';
import type { CodePart } from './code-part';
import { listLiteral, literal } from './literal';
import { refusalsOf } from './refusals';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { mistakesInStatement } from '../../../../src/ecr/mistakes/statements/statement';
import { MAX_POLICY_LENGTH, policyLength, SHORTEST } from '../../../../src/ecr/policy/policy-length';
import { isObject, mentions } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';

/** The version of policies that the CDK writes. In the older one, variables are plain text. */
const VERSION = '2012-10-17';

/** The policy of a repository, as values of `RepositoryAccess`. */
export function accessCode(policy: Json | undefined, source: StackSource, type: string): CodePart {
  if (policy === undefined) return { refused: [], write: () => undefined };
  const refused = policyRefusals(policy, source, type);
  return { refused, write: () => listLiteral(accessValues(statementsOf(policy), source)) };
}

/** The statements of a policy. */
export function statementsOf({ Statement: statements }: Json): readonly unknown[] {
  return statements === undefined ? [] : [statements].flat();
}

/** The reasons why the library cannot declare a policy. */
export function policyRefusals(policy: Json, { account, region }: StackSource, type: string): string[] {
  const { Version: version } = policy;
  const statements = statementsOf(policy);
  const longest = policyLength(policy, SHORTEST);
  return [
    ...(statements.length === 0 ? ['the policy has no statement'] : []),
    ...(version !== VERSION && mentions(policy, '${')
      ? ['the policy is of the version 2008-10-17, in which its variables are plain text']
      : []),
    ...(longest > MAX_POLICY_LENGTH ? [`the policy has ${longest} characters`] : []),
    ...statements.flatMap((statement) => {
      const ofCdk = isObject(statement) ? refusalOfCdk(statement) : undefined;
      const mistakes = refusalsOf(statementName(statement), mistakesInStatement(statement, { type, account, region }));
      return ofCdk === undefined ? mistakes : [ofCdk, ...mistakes];
    }),
  ];
}

/** The code of a statement. */
export function statementCode(statement: unknown, source: StackSource): string {
  return `${source.use('PolicyStatement', CodeModule.IAM)}.fromJson(${literal(statement)})`;
}

function accessValues(statements: readonly unknown[], source: StackSource): string[] {
  const { code, others } = accessFactories(statements, source);
  const library = source.use('RepositoryAccess');
  return [
    ...code.map((factory) => `${library}.${factory}`),
    ...others.map((statement) => `${library}.of(${statementCode(statement, source)})`),
  ];
}

function statementName(statement: unknown): string {
  const sid = isObject(statement) ? statement.Sid : undefined;
  return typeof sid === 'string' && sid !== '' ? `statement ${sid}` : 'a statement';
}
