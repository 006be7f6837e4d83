import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { knownText } from '../../core/known-text';
import { KEY_ARN } from '../../ecr/key-arn';
import { InvalidInputError } from '../../text/errors';

/** Throws unless a creation template takes the key, which it wants by its full ARN. */
export function checkKey(scope: IConstruct, arn: string): void {
  const text = knownText(scope, arn);
  const fits = Token.isUnresolved(arn) ? !text.includes(':alias/') : KEY_ARN.test(text);
  if (fits) return;
  throw new InvalidInputError({
    scope,
    api: 'Registry',
    property: 'encryption of a creation template',
    found: text,
    must: 'name its key by the full ARN of the key, not by an alias or id',
    remedy: 'import the key with kms.Key.fromKeyArn',
  });
}
