import type { TemplateResource } from '../../../../src/templates/template-resource';
import type { Json } from '../../../../src/text/json';
import type { CheckedInput } from '../../check/checked-input';

/** A resource of an input, with what is known at its place. */
export interface SourceResource {
  readonly input: CheckedInput;
  readonly resource: TemplateResource;
  readonly properties: Json;
  /** The path of its construct; absent for what a snapshot has. */
  readonly path?: string;
}

/** The path of the construct of a resource. Without a construct, the logical id tells it from the others in its stack. */
export function pathOf({ constructPath, stack, logicalId }: TemplateResource): string {
  return constructPath === stack.path ? `${constructPath}/${logicalId}` : constructPath.replace(/\/Resource$/, '');
}
