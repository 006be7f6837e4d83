import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Build } from '../../../checks/support';

export const OTHER = '222222222222';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };

type Json = Record<string, unknown>;

/** A statement that lets another account pull, unless something else is said. `undefined` takes an element away. */
export function statement(changes: Json = {}): Json {
  return { Effect: 'Allow', Principal: { AWS: rootOf(OTHER) }, Action: 'ecr:BatchGetImage', ...changes };
}

export function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

export function policy(...statements: unknown[]): Json {
  return { Version: '2012-10-17', Statement: statements };
}

/** A repository with a policy of such statements. */
export function repository(...statements: unknown[]): Build {
  return (stack) => new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(...statements) });
}

export function publicRepository(...statements: unknown[]): Build {
  return (stack) => new ecr.CfnPublicRepository(stack, 'Bad', { repositoryPolicyText: policy(...statements) });
}

export function registryPolicy(...statements: unknown[]): Build {
  return (stack) => new ecr.CfnRegistryPolicy(stack, 'Bad', { policyText: policy(...statements) });
}

export function template(...statements: unknown[]): Build {
  return (stack) => templateOf(stack, JSON.stringify(policy(...statements)));
}

export function templateOf(stack: Stack, repositoryPolicy: string): ecr.CfnRepositoryCreationTemplate {
  const appliedFor = ['REPLICATION'];
  return new ecr.CfnRepositoryCreationTemplate(stack, 'Bad', { prefix: 'team/', appliedFor, repositoryPolicy });
}

/** An L2 with a statement. */
export function l2(props: iam.PolicyStatementProps): Build {
  return (stack) => new ecr.Repository(stack, 'Bad').addToResourcePolicy(new iam.PolicyStatement(props));
}

/** A sound repository whose policy is overridden. */
export function override(...statements: unknown[]): Build {
  return (stack) => {
    const bad = new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: policy(statement()) });
    bad.addPropertyOverride('RepositoryPolicyText', policy(...statements));
  };
}
