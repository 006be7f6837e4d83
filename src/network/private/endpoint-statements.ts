import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { layerObjects } from '../../ecr/layer-bucket';
import { cachePullActions, PULL_ACTIONS, PUSH_ACTIONS, READ_ACTIONS, TOKEN_ACTION } from '../../ecr/policy/ecr-actions';
import type { AwsImageSource } from '../aws-image-source';
import type { ReachableRepositories } from '../reachable-repositories';

/** The requests that endpoints of Amazon ECR let through. */
export interface RegistryTraffic {
  readonly repositories: ReachableRepositories;
  readonly pullThroughCaches: boolean;
  readonly imageSources: AwsImageSource[];
}

/**
 * Statements for the policies of `ecr.api` and `ecr.dkr`. They say which repositories are reachable, not by whom: that
 * is for identity and repository policies, so that services which call with roles of their own are not refused here.
 */
export function registryStatements(scope: IConstruct, traffic: RegistryTraffic): iam.PolicyStatement[] {
  const { repositories, pullThroughCaches, imageSources } = traffic;
  const sources = imageSources.flatMap((source) => source._accounts(scope));
  return [
    // Belongs to no repository: with any resource but * nobody logs in.
    allow({ sid: 'LogIn', actions: [TOKEN_ACTION], resources: ['*'] }),
    allow({
      sid: 'PullAndPush',
      actions: unique([...PUSH_ACTIONS, ...READ_ACTIONS, ...(pullThroughCaches ? cachePullActions(true) : [])]),
      resources: repositoriesOf(scope, repositories._accounts(Stack.of(scope).account)),
      conditions: repositories._conditions,
    }),
    ...(sources.length > 0
      ? [allow({ sid: 'PullFromAws', actions: PULL_ACTIONS, resources: repositoriesOf(scope, sources) })]
      : []),
  ];
}

/** The requests of a pull to Amazon S3, which holds the layers. Amazon ECR signs them, so no principal is named. */
export function layerStatement(scope: IConstruct): iam.PolicyStatement {
  return allow({
    sid: 'PullLayers',
    actions: ['s3:GetObject'],
    resources: [layerObjects(Aws.PARTITION, Stack.of(scope).region)],
  });
}

/** `"*"` and not `{ "AWS": "*" }`, which policies of gateways refuse. */
function allow(statement: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ ...statement, principals: [new iam.StarPrincipal()] });
}

/** An endpoint reaches repositories of its own region only. */
function repositoriesOf(scope: IConstruct, accounts: string[]): string[] {
  return unique(accounts).map((account) =>
    Stack.of(scope).formatArn({
      service: 'ecr',
      account,
      resource: 'repository',
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  );
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
