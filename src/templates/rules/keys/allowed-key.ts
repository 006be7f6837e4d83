import { isKnownText, UNRESOLVED } from '../../../text/holes';
import type { CheckContext } from '../../rule';
import type { TemplateStack } from '../../template-stack';
import { keyIdentity } from '../key-identity';

/** Whether the app allows the key in a property of a stack; undefined if it is unresolved. */
export function isAllowedKey(value: unknown, stack: TemplateStack, { app, props }: CheckContext): boolean | undefined {
  const used = keyIdentity(value, stack, app);
  let unresolved = used === undefined;
  for (const key of props.allowedKeys ?? []) {
    const allowed = keyIdentity(key, stack, app);
    if (key === value && key !== UNRESOLVED && isKnownText(key)) return true;
    if (allowed === undefined) unresolved = true;
    else if (used && (used.resource ? used.resource === allowed.resource : used.id === allowed.id)) return true;
  }
  return unresolved ? undefined : false;
}
