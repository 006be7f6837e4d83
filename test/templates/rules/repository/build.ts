import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { PrivateRepositoryProps } from '../../../../src/repository/private-repository';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { override } from '../../../checks/support';

/** A correct repository with the id `Bad` and overridden properties. */
export function overridden(
  stack: Stack,
  overrides: Record<string, unknown>,
  props?: PrivateRepositoryProps,
): ecr.CfnRepository {
  const resource = new PrivateRepository(stack, 'Bad', props).node.defaultChild as ecr.CfnRepository;
  override(resource, overrides);
  return resource;
}

/** A creation template with the id `Bad`. */
export function template(
  stack: Stack,
  props: Partial<ecr.CfnRepositoryCreationTemplateProps> = {},
): ecr.CfnRepositoryCreationTemplate {
  return new ecr.CfnRepositoryCreationTemplate(stack, 'Bad', {
    prefix: 'team',
    appliedFor: ['CREATE_ON_PUSH'],
    imageTagMutability: 'IMMUTABLE',
    ...props,
  });
}

/** A lifecycle policy with one rule, as text; its selection and action can be broken. */
export function lifecycleText(selection: object = {}, action: object = {}): string {
  const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
  const rule = { rulePriority: 1, selection: { ...untagged, ...selection }, action: { type: 'expire', ...action } };
  return JSON.stringify({ rules: [rule] });
}
