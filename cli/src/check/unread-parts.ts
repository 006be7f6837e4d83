import type { StackDescription } from '../../../src/templates/stack-description';

const CHILDREN = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet'];

/** The parts of templates that are not read, as sentences: templates that are elsewhere, and what macros make. */
export function unreadIn(stacks: readonly StackDescription[]): string[] {
  const read = new Set(
    stacks.flatMap(({ declaration }) => (declaration ? [`${declaration.stack.path}|${declaration.logicalId}`] : [])),
  );
  return stacks.flatMap(({ path, template }) =>
    Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => {
      if (id.startsWith('Fn::ForEach::')) return [`the resources that ${id} of ${path} makes`];
      const isUnread = CHILDREN.includes(String(resource?.Type)) && !read.has(`${path}|${id}`);
      return isUnread ? [`the template of ${String(resource.Type)} ${id} of ${path}`] : [];
    }),
  );
}
