import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { RuleParameters } from '../../templates/rule-parameters';
import type { TemplateApp } from '../../templates/template-app';
import { UNRESOLVED } from '../../text/holes';
import type { EcrChecksProps } from '../ecr-checks-props';

/** The parameters of rules. Keys are given as their values in templates. */
export function ruleParameters({ allowedKeys, ...others }: EcrChecksProps, app: TemplateApp): RuleParameters {
  return { ...others, allowedKeys: allowedKeys?.map((key) => arnOf(key, app)) };
}

/** The ARN of a key, as in a template that is read. */
function arnOf(key: kms.IKeyRef, app: TemplateApp): unknown {
  const stack = Stack.of(key);
  const arn: unknown = stack.resolve(key.keyRef.keyArn);
  return typeof arn === 'string' ? arn : (app.stackAt(stack.node.path)?.resolve(arn) ?? UNRESOLVED);
}
