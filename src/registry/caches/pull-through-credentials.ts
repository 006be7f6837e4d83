import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { l1Of } from '../../core/l1-of';
import { AWS_MANAGED_KEY, CREDENTIALS_PREFIX, parseSecretArn } from '../../ecr/cache-credentials';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** Throws unless Amazon ECR can use the secret for a cache; returns its full ARN. */
export function checkCredentials(cache: IConstruct, secret: secretsmanager.ISecretRef): string {
  const resource = l1Of(secretsmanager.CfnSecret, secret);
  if (resource) checkResource(cache, secret, resource);
  else checkImported(cache, secret);
  return secret.secretRef.secretId;
}

function checkResource(cache: IConstruct, secret: IConstruct, resource: secretsmanager.CfnSecret): void {
  checkName(cache, secret, Stack.of(resource).resolve(resource.name) ?? '');
  const key = JSON.stringify(Stack.of(resource).resolve(resource.kmsKeyId) ?? AWS_MANAGED_KEY);
  if (!key.includes(AWS_MANAGED_KEY)) refuseKey(cache, secret);
  checkEnvironment(cache, secret, Stack.of(resource));
}

/** An `ISecret` knows whether its ARN is full; of another reference, only the ARN itself tells. */
function checkImported(cache: IConstruct, secret: secretsmanager.ISecretRef): void {
  const { secretFullArn, encryptionKey } = secret as Partial<secretsmanager.ISecret>;
  const id = secret.secretRef.secretId;
  const arn = isLiteral(id) ? parseSecretArn(id) : undefined;
  const partial = 'secretFullArn' in secret ? secretFullArn === undefined : isLiteral(id) && !arn?.isFull;
  if (partial) {
    throw new InvalidInputError({
      ...about(cache, secret),
      must: 'have its full ARN, with the 6 characters at the end, which a cache rule asks for',
      remedy: 'import it with secretsmanager.Secret.fromSecretCompleteArn',
    });
  }
  if (encryptionKey) refuseKey(cache, secret);
  if (arn) checkName(cache, secret, arn.name);
  checkEnvironment(cache, secret, arn ?? secret.env);
}

function checkName(cache: IConstruct, secret: IConstruct, name: unknown): void {
  if (typeof name !== 'string' || name.startsWith(CREDENTIALS_PREFIX)) return;
  throw new InvalidInputError({
    ...about(cache, secret),
    found: name || 'a generated name',
    must: `have a name that starts with "${CREDENTIALS_PREFIX}", by which Amazon ECR may read it`,
    remedy: 'declare a PullThroughCacheCredentials',
  });
}

function checkEnvironment(cache: IConstruct, secret: IConstruct, found: { account: string; region: string }): void {
  const { account, region } = Stack.of(cache);
  const differs = [
    [account, found.account],
    [region, found.region],
  ].some(([one, other]) => isLiteral(one) && isLiteral(other) && one !== other);
  if (!differs) return;
  throw new InvalidInputError({
    ...about(cache, secret),
    must: `be in ${account}/${region}, the account and region of the cache, not in ${found.account}/${found.region}`,
    remedy: 'declare a PullThroughCacheCredentials there',
  });
}

function refuseKey(cache: IConstruct, secret: IConstruct): never {
  throw new InvalidInputError({
    ...about(cache, secret),
    must: 'have no customer-managed key, which Amazon ECR cannot use',
    remedy: 'leave its encryptionKey out, or declare a PullThroughCacheCredentials',
  });
}

function about(cache: IConstruct, secret: IConstruct) {
  return { scope: cache, owner: 'PullThroughCache', property: 'credentials', found: secret.node.path };
}
