import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';

/** The texts that CloudFormation takes for a boolean. */
const TEXTS = ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'];
const NO = /^(?:no|n|off|0|never|none|disabled?|)$/i;

/** A value of a property that is a boolean. CloudFormation takes some texts too. */
export function* mistakesInBoolean(value: unknown): Iterable<Mistake> {
  if (typeof value === 'boolean' || isUnresolved(value) || TEXTS.some((text) => text === value)) return;
  const isText = typeof value === 'string' || typeof value === 'number';
  const remedy = `write ${isText && NO.test(String(value).trim()) ? 'false' : 'true'}`;
  yield {
    id: EcrRule.PROPERTY_VALUE,
    at: '',
    found: value,
    must: 'be true or false',
    remedy: isText ? remedy : 'write true or false',
  };
}
