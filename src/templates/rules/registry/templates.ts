import { mistakesInUses } from '../../../ecr/mistakes/templates';
import { covers } from '../../../ecr/namespaces';
import type { TemplateUse } from '../../../ecr/template-use';
import { hasHole } from '../../../text/holes';
import type { TemplateResource } from '../../template-resource';
import { judgeable, known } from '../list-items';

/** The templates for all repositories whose names start with a text, certainly or maybe. */
export interface CoveringTemplates {
  readonly certain: readonly TemplateResource[];
  readonly unresolved: readonly TemplateResource[];
}

/** The templates that Amazon ECR applies on an occasion to all names with a start. */
export function templatesCovering(
  templates: readonly TemplateResource[],
  use: TemplateUse,
  start: string,
): CoveringTemplates {
  const covering = templates.filter((template) => mayCover(template, start) && mayApply(template, use));
  const isUnresolved = (template: TemplateResource) =>
    known(template.property('Prefix')) === undefined || !applies(template, use);
  return { certain: covering.filter((each) => !isUnresolved(each)), unresolved: covering.filter(isUnresolved) };
}

/** Whether a template may cover all names with a start, on any occasion. */
export function mayCover(template: TemplateResource, start: string): boolean {
  const value = template.property('Prefix');
  const prefix = known(value);
  return prefix === undefined ? hasHole(value) : covers(prefix, start);
}

function mayApply(template: TemplateResource, use: TemplateUse): boolean {
  return hasHole(template.property('AppliedFor')) || applies(template, use);
}

/** Whether a template applies on an occasion. Another rule reports an invalid list, so it counts as applied. */
function applies(template: TemplateResource, use: TemplateUse): boolean {
  const uses = template.list('AppliedFor');
  return !isUseList(uses) && !hasHole(uses) ? true : uses.includes(use);
}

/** Whether the service accepts the list. */
function isUseList(uses: readonly unknown[]): boolean {
  return [...mistakesInUses(uses.map(judgeable))].length === 0;
}
