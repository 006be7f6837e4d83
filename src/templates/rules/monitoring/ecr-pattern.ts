import { isOnEcr } from '../../../ecr/events/pattern-json';
import type { Json } from '../../../text/json';
import { isObject, parsed } from '../../../text/json';
import type { TemplateResource } from '../../template-resource';

/** The pattern of a rule on events of Amazon ECR. It is an object, or a text with JSON in an L1. */
export function ecrPatternOf(rule: TemplateResource): Json | undefined {
  const pattern = parsed(rule.property('EventPattern'));
  return isObject(pattern) && isOnEcr(pattern) ? pattern : undefined;
}
