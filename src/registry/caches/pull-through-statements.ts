import * as iam from 'aws-cdk-lib/aws-iam';
import { cachePullActions, TOKEN_ACTION } from '../../ecr/policy/ecr-actions';

/** The identity policy of a client of a cache. */
export function clientPolicy(repositoriesArn: string, mayCreate: boolean): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ actions: [TOKEN_ACTION], resources: ['*'] }),
      new iam.PolicyStatement({ actions: cachePullActions(mayCreate), resources: [repositoriesArn] }),
    ],
  });
}
