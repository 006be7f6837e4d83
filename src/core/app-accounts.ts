import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isLiteral } from '../text/unresolved';

/** The account of the scope and all others to which the app is known to be deployed. */
export function accountsOfApp(scope: IConstruct): string[] {
  const accounts = scope.node.root.node.findAll().flatMap((one) => (Stack.isStack(one) ? [one.account] : []));
  return [...new Set([Stack.of(scope).account, ...accounts.filter(isLiteral)])];
}
