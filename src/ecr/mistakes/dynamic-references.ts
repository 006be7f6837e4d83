import type { Mistake } from './mistake';
import { hasHole } from '../../text/holes';
import { EcrRule } from '../ecr-rule';

/** A dynamic reference, or the beginning of one that does not end. */
const REFERENCE = /\{\{resolve:([^{}]*)(\}\})?/g;
/** The services whose values CloudFormation puts into properties of Amazon ECR. */
const SERVICES = ['ssm', 'secretsmanager'];
const SECURE = 'ssm-secure';

/**
 * The dynamic references in a text that CloudFormation refuses. A part of a reference may have holes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function* mistakesInDynamicReferences(text: string): Iterable<Mistake> {
  for (const [found, body, end] of text.matchAll(REFERENCE)) {
    const [service, name = ''] = body.split(':');
    if (hasHole(service)) continue;
    if (end === undefined) {
      yield mistake(found, 'end in "}}"', 'write {{resolve:ssm:<name>}}');
    } else if (service === SECURE) {
      const must = `not be of ${SECURE}, which CloudFormation takes in no property of Amazon ECR`;
      yield mistake(found, must, 'refer to a parameter of the type String with {{resolve:ssm:<name>}}');
    } else if (!SERVICES.includes(service)) {
      yield mistake(found, `name the service ${SERVICES.join(' or ')}`, 'write {{resolve:ssm:<name>}}');
    } else if (name.trim() === '') {
      yield mistake(found, 'name a value', `write {{resolve:${service}:<name>}}`);
    }
  }
}

function mistake(found: string, must: string, remedy: string): Mistake {
  return { id: EcrRule.PROPERTY_VALUE, at: '', found, must, remedy };
}
