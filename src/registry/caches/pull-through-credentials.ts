import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { l1Of } from '../../core/l1-of';
import { review } from '../../core/review';
import { AWS_MANAGED_KEY, parseSecretArn } from '../../ecr/cache-credentials';
import {
  mistakesInSecretName,
  mistakesInSecretPlace,
  partialSecretArn,
  secretWithKey,
} from '../../ecr/mistakes/cache-credentials';
import { isLiteral } from '../../text/unresolved';

const PLACE = { api: 'PullThroughCache', property: 'credentials' };

/** Throws unless Amazon ECR can use the secret for a cache; returns its full ARN. */
export function checkCredentials(cache: IConstruct, secret: secretsmanager.ISecretRef): string {
  const resource = l1Of(secretsmanager.CfnSecret, secret);
  if (resource) checkResource(cache, secret, resource);
  else checkImported(cache, secret);
  return secret.secretRef.secretId;
}

function checkResource(cache: IConstruct, secret: IConstruct, resource: secretsmanager.CfnSecret): void {
  const found = secret.node.path;
  const key = JSON.stringify(Stack.of(resource).resolve(resource.kmsKeyId) ?? AWS_MANAGED_KEY);
  const name: unknown = Stack.of(resource).resolve(resource.name);
  review(cache, PLACE, [
    // An intrinsic function is no text.
    ...(typeof name === 'object' ? [] : mistakesInSecretName(name)),
    ...(key.includes(AWS_MANAGED_KEY) ? [] : [secretWithKey(found)]),
    ...mistakesInSecretPlace(Stack.of(cache), Stack.of(resource), found),
  ]);
}

/** An `ISecret` knows whether its ARN is full; of another reference, only the ARN itself tells. */
function checkImported(cache: IConstruct, secret: secretsmanager.ISecretRef): void {
  const { secretFullArn, encryptionKey } = secret as Partial<secretsmanager.ISecret>;
  const found = secret.node.path;
  const id = secret.secretRef.secretId;
  const arn = isLiteral(id) ? parseSecretArn(id) : undefined;
  const partial = 'secretFullArn' in secret ? secretFullArn === undefined : isLiteral(id) && !arn?.isFull;
  review(cache, PLACE, [
    ...(partial ? [partialSecretArn(found)] : []),
    ...(encryptionKey ? [secretWithKey(found)] : []),
    ...(arn ? mistakesInSecretName(arn.name) : []),
    ...mistakesInSecretPlace(Stack.of(cache), arn ?? secret.env, found),
  ]);
}
