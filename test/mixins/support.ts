import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

export function stackOf(): Stack {
  return new Stack(new App(), 'Stack', { env: ENV });
}

/** A repository as the template has it. */
export interface RenderedRepository {
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;

  readonly Properties: Record<string, any>;
}

/** The only repository of a stack. */
export function repositoryOf(stack: Stack): RenderedRepository {
  const repositories = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository'));
  expect(repositories).toHaveLength(1);
  const [{ Properties = {}, ...rest }] = repositories as RenderedRepository[];
  return { Properties, ...rest };
}

/** What a repository does to images, rule by rule. */
export function lifecycleOf(stack: Stack): { selection: object; description?: string }[] {
  const text = repositoryOf(stack).Properties.LifecyclePolicy?.LifecyclePolicyText;
  return text === undefined ? [] : JSON.parse(text).rules;
}

/** A repository that says nothing, by each construct that declares one. */
export const DECLARED: [string, (scope: Construct) => ecr.CfnRepository][] = [
  ['L1', (scope) => new ecr.CfnRepository(scope, 'Api')],
  ['L2', (scope) => new ecr.Repository(scope, 'Api').node.defaultChild as ecr.CfnRepository],
];

/** Anything but a private repository. */
export function others(scope: Construct): CfnResource[] {
  return [
    new ecr.CfnPublicRepository(scope, 'Public'),
    new ecr.CfnRepositoryCreationTemplate(scope, 'Template', { prefix: 'ROOT', appliedFor: ['CREATE_ON_PUSH'] }),
    new CfnResource(scope, 'Bucket', { type: 'AWS::S3::Bucket' }),
  ];
}
