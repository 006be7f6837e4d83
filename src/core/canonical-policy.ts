import { Lazy } from 'aws-cdk-lib';
import type { IResolvable } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { canonical, textOf } from './comparable-content';
import { byKey, byText } from '../text/lists';

type StatementJson = Record<string, unknown>;

/**
 * The statements of a policy in canonical form and order, without repetitions. The order in which an app adds statements
 * does not matter.
 */
export function canonicalStatements(scope: IConstruct, document: iam.PolicyDocument): StatementJson[] {
  const { Statement: statements = [] } = (document.toJSON() ?? {}) as { Statement?: StatementJson[] };
  const byContent = statements.map((statement) => {
    const json = canonical(scope, statement) as StatementJson;
    return [textOf(scope, json), json] as const;
  });
  return [...new Map(byContent)].sort(byKey).map(([, json]) => json);
}

/**
 * A policy in canonical order whose statements are merged as far as possible.
 *
 * The CDK merges statements pair by pair, so the result depends on their order. They are therefore in canonical order
 * before.
 */
export function canonicalPolicy(scope: IConstruct, document: iam.PolicyDocument): IResolvable {
  return Lazy.uncachedAny({
    produce: (context) => {
      const statements = canonicalStatements(scope, document).map((json) => iam.PolicyStatement.fromJson(json));
      const merged = context.resolve(new iam.PolicyDocument({ statements, minimize: true })) as {
        Statement: StatementJson[];
      };
      return { ...merged, Statement: sorted(merged.Statement.map(withSortedLists)) };
    },
  });
}

function withSortedLists(statement: StatementJson): StatementJson {
  const lists = Object.entries(statement).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
  return { ...statement, ...Object.fromEntries(lists.map(([key, values]) => [key, sorted(values)])) };
}

function sorted<T>(values: readonly T[]): T[] {
  return [...values].sort((one, other) => byText(JSON.stringify(one), JSON.stringify(other)));
}
