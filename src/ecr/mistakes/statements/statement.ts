import { mistakesInAccountPush } from './account-push';
import { mistakesInActions } from './actions';
import { mistakesInAdministration } from './administration';
import { mistakesInConditions, mistakesInKeys } from './effective-conditions';
import { mistakesInForAllValues } from './for-all-values';
import { judgedStatement } from './judged-statement';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { mistakesInOpenness } from './open-statement';
import { mistakesInOrganizationPaths } from './organization-path';
import { mistakesInRegistryDeny } from './registry-deny';
import { mistakesInResources } from './resources';
import { mistakesInServiceSource } from './service-source';
import { statementFlaw } from './statement-flaw';
import { statementMistake } from './statement-mistake';
import { EcrRule } from '../../ecr-rule';
import { readPolicy } from '../../policy/policy-document';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

/** All mistakes in a statement of the policy of a repository or registry. The statement is JSON whose texts have holes. */
export function* mistakesInStatement(json: unknown, context: StatementContext): Iterable<Mistake> {
  const flaw = statementFlaw(json, context);
  if (flaw !== undefined) return yield statementMistake(EcrRule.POLICY_FORM, flaw);
  const [statement] = readPolicy({ Statement: [json] }, context).statements.map((each) =>
    judgedStatement(each, context),
  );
  if (statement && !statement.uncertain) yield* mistakesInJudged(statement, context);
}

function* mistakesInJudged(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  yield* mistakesInActions(statement, context);
  yield* mistakesInResources(statement, context);
  if (context.type === ResourceType.REGISTRY_POLICY) yield* mistakesInRegistryDeny(statement, context);
  yield* mistakesInOpenness(statement, context);
  yield* mistakesInServiceSource(statement, context);
  yield* mistakesInForAllValues(statement);
  yield* mistakesInOrganizationPaths(statement);
  yield* mistakesInConditions(statement, context);
  yield* mistakesInKeys(statement);
  yield* mistakesInAccountPush(statement, context);
  yield* mistakesInAdministration(statement, context);
}
