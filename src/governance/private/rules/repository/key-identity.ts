import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { KEY_ARN } from '../../../../private/key-arn';
import type { CheckContext } from '../../rule';
import type { TemplateApp } from '../../template/template-app';
import type { TemplateResource } from '../../template/template-resource';
import { fill, isKnownText, UNKNOWN } from '../../template/text';

const ALIAS = 'AWS::KMS::Alias';
const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];

/** Which key a value stands for, as far as that is known before deployment. */
export interface KeyIdentity {
  /** A key that the app declares. */
  readonly resource?: TemplateResource;
  /** The id of a key that it does not. */
  readonly id?: string;
}

/** The key that an ARN or id, an alias of the app or a reference stands for; nothing if only the deployment knows. */
export function keyIdentity(app: TemplateApp, value: unknown): KeyIdentity | undefined {
  const resource = app.resourceOf(value);
  if (resource) {
    if (KEYS.includes(resource.type)) return { resource };
    const target = resource.type === ALIAS ? resource.property('TargetKeyId') : undefined;
    // An alias of an alias would be a mistake, and might go in circles.
    return app.resourceOf(target)?.type === ALIAS
      ? undefined
      : target === undefined
        ? undefined
        : keyIdentity(app, target);
  }
  if (typeof value !== 'string') return undefined;
  const id = partsOfKey(value)?.id ?? value;
  return isKnownText(id) && !id.includes('alias/') ? { id } : undefined;
}

/** What the ARN of a key says, where each part may be a hole. */
export function partsOfKey(arn: string): { region: string; id: string } | undefined {
  // A hole may have colons.
  const [, region, id] = KEY_ARN.exec(fill(arn, () => UNKNOWN)) ?? [];
  return region === undefined ? undefined : { region, id };
}

/** Whether the app allows a key; undefined if only the deployment knows. */
export function isAllowedKey(value: unknown, { app, props }: CheckContext): boolean | undefined {
  const used = keyIdentity(app, value);
  let open = used === undefined;
  for (const key of props.allowedKeys ?? []) {
    const text = textOf(app, key);
    const allowed = keyIdentity(app, text);
    if (text === value && text !== UNKNOWN && isKnownText(text)) return true;
    if (allowed === undefined) open = true;
    else if (used && (used.resource ? used.resource === allowed.resource : used.id === allowed.id)) return true;
  }
  return open ? undefined : false;
}

/** The ARN of a key as templates have it once they are read. */
function textOf(app: TemplateApp, key: kms.IKeyRef): unknown {
  const stack = Stack.of(key);
  const arn: unknown = stack.resolve(key.keyRef.keyArn);
  if (typeof arn === 'string') return arn;
  return app.stacks.find((each) => each.stack === stack)?.resolve(arn) ?? UNKNOWN;
}
