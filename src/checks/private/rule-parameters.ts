import { DefaultTokenResolver, Stack, Tokenization } from 'aws-cdk-lib';
import type { IFragmentConcatenator } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { guardrailStatements } from '../../access/guardrail';
import type { RepositoryPerimeter } from '../../access/repository-perimeter';
import { meantLifecyclesOf } from '../../core/meant-lifecycles';
import type { RuleParameters } from '../../templates/rule-parameters';
import type { TemplateApp } from '../../templates/template-app';
import { UNRESOLVED } from '../../text/holes';
import type { EcrChecksProps } from '../ecr-checks-props';

/** The parameters of rules. Keys are given as their values in templates. */
export function ruleParameters(
  scope: IConstruct,
  { allowedKeys, requiredPerimeter, ...others }: EcrChecksProps,
  app: TemplateApp,
): RuleParameters {
  return {
    ...others,
    meantLifecycles: meantLifecyclesOf(scope),
    allowedKeys: allowedKeys?.map((key) => arnOf(key, app)),
    requiredPerimeter: requiredPerimeter && statementsOf(scope, requiredPerimeter),
  };
}

/** The statements of a perimeter without exemptions, as in a template. */
function statementsOf(scope: IConstruct, perimeter: RepositoryPerimeter): unknown[] {
  const guardrail = { boundary: perimeter._boundary, exceptAccounts: [], exceptPrincipals: [], deploymentRoles: [] };
  const resolver = new DefaultTokenResolver(JOIN);
  return guardrailStatements(guardrail, '').map((statement): unknown =>
    Tokenization.resolve(statement.toStatementJson(), { scope, resolver }),
  );
}

const JOIN: IFragmentConcatenator = { join: (left: unknown, right: unknown) => ({ 'Fn::Join': ['', [left, right]] }) };

/** The ARN of a key, as in a template that is read. */
function arnOf(key: kms.IKeyRef, app: TemplateApp): unknown {
  const stack = Stack.of(key);
  const arn: unknown = stack.resolve(key.keyRef.keyArn);
  return typeof arn === 'string' ? arn : (app.stackAt(stack.node.path)?.resolve(arn) ?? UNRESOLVED);
}
