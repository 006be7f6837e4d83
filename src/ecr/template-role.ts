/**
 * Whether a creation template accepts a role with the path. It accepts only the default path.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repositorycreationtemplate.html
 */
export function isTemplateRolePath(path: unknown): boolean {
  return path === undefined || path === '/';
}
