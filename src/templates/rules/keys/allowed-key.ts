import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { isKnownText, UNKNOWN } from '../../../text/holes';
import type { CheckContext } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateStack } from '../../template-stack';
import { keyIdentity } from '../key-identity';

/** Whether the app allows the key that a property of a stack names; undefined if only the deployment knows. */
export function isAllowedKey(value: unknown, stack: TemplateStack, { app, props }: CheckContext): boolean | undefined {
  const used = keyIdentity(value, stack, app);
  let open = used === undefined;
  for (const key of props.allowedKeys ?? []) {
    const text = textOf(key, app);
    const allowed = keyIdentity(text, stack, app);
    if (text === value && text !== UNKNOWN && isKnownText(text)) return true;
    if (allowed === undefined) open = true;
    else if (used && (used.resource ? used.resource === allowed.resource : used.id === allowed.id)) return true;
  }
  return open ? undefined : false;
}

/** The ARN of a key as templates have it once they are read. */
function textOf(key: kms.IKeyRef, app: TemplateApp): unknown {
  const stack = Stack.of(key);
  const arn: unknown = stack.resolve(key.keyRef.keyArn);
  if (typeof arn === 'string') return arn;
  return app.stacks.find((each) => each.stack === stack)?.resolve(arn) ?? UNKNOWN;
}
