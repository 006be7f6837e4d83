/**
 * Whether a creation template takes a role with the path: the default one alone.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repositorycreationtemplate.html
 */
export function isTemplateRolePath(path: unknown): boolean {
  return path === undefined || path === '/';
}
