import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AppConstructs } from './app-constructs';
import { isLiteral } from '../text/unresolved';

/** The account of the scope, followed by all other accounts that the app is known to be deployed to. */
export function accountsOfApp(scope: IConstruct, constructs: AppConstructs): string[] {
  const accounts = constructs.derive(accountsOfApp, () => [
    ...new Set(constructs.stacks.map(({ account }) => account).filter(isLiteral)),
  ]);
  return [...new Set([Stack.of(scope).account, ...accounts])];
}
