import * as iam from 'aws-cdk-lib/aws-iam';
import { PULL_ACTIONS, TOKEN_ACTION } from '../../ecr/policy/ecr-actions';

/** What a client needs on the repositories of a cache. */
export function cacheActions(mayCreate: boolean): string[] {
  return [...PULL_ACTIONS, 'ecr:BatchImportUpstreamImage', ...(mayCreate ? ['ecr:CreateRepository'] : [])];
}

/** The identity policy of a client of a cache. */
export function clientPolicy(repositoriesArn: string, mayCreate: boolean): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ actions: [TOKEN_ACTION], resources: ['*'] }),
      new iam.PolicyStatement({ actions: cacheActions(mayCreate), resources: [repositoriesArn] }),
    ],
  });
}
