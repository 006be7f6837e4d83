/**
 * The occasions on which Amazon ECR creates a repository with a creation template. The names are those of `AppliedFor`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export const TEMPLATE_USES = ['REPLICATION', 'PULL_THROUGH_CACHE', 'CREATE_ON_PUSH'] as const;

/** One of `TEMPLATE_USES`. */
export type TemplateUse = (typeof TEMPLATE_USES)[number];
