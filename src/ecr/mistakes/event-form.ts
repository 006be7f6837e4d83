import { mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { hasHole } from '../../text/holes';
import { isObject } from '../../text/json';
import type { EventField } from '../events/event-fields';
import { REGION } from '../regions';

/** The form of the values of a field. */
interface ValueForm {
  readonly must: string;
  readonly remedy: string;
  isWhole(text: string): boolean;
  /** Whether a value may start with a text. */
  isStart(text: string): boolean;
  /** Whether a value may end in a text. */
  isEnd(text: string): boolean;
}

const ALGORITHM = 'sha256:';

const FORMS: Readonly<Record<NonNullable<EventField['form']>, ValueForm>> = {
  account: {
    must: 'be an account id of 12 digits',
    remedy: 'write all 12 digits as a text',
    isWhole: (text) => /^\d{12}$/.test(text),
    isStart: (text) => /^\d{0,12}$/.test(text),
    isEnd: (text) => /^\d{0,12}$/.test(text),
  },
  digest: {
    must: `start with "${ALGORITHM}"`,
    remedy: 'write the digest as `aws ecr describe-images` shows it',
    isWhole: (text) => text.startsWith(ALGORITHM),
    isStart: (text) => text.startsWith(ALGORITHM) || ALGORITHM.startsWith(text),
    isEnd: () => true,
  },
  region: {
    must: 'be the name of a region',
    remedy: 'write it as in eu-central-1',
    isWhole: (text) => REGION.test(text),
    isStart: (text) => /^[a-z-]*\d*$/.test(text),
    isEnd: (text) => /^[a-z-]*\d*$/.test(text),
  },
};

/** The mistake in a value or matcher that no value of the form can match. */
export function* mistakesInFormMatcher(
  value: unknown,
  name: NonNullable<EventField['form']>,
  events: string,
): Iterable<Mistake> {
  if (hasHole(value)) return;
  const form = FORMS[name];
  if (!canMatch(value, form)) yield mismatch('', value, `${form.must}, as in ${events}`, { remedy: form.remedy });
}

/** Whether a value or matcher can match. Matchers that exclude values, and operands of other kinds, count as if they can. */
function canMatch(value: unknown, form: ValueForm): boolean {
  if (typeof value === 'string') return form.isWhole(value);
  if (!isObject(value)) return true;
  const { prefix, suffix, wildcard, 'equals-ignore-case': whole } = value;
  if (typeof whole === 'string') return form.isWhole(whole.toLowerCase());
  if (typeof prefix === 'string') return form.isStart(prefix);
  if (typeof suffix === 'string') return form.isEnd(suffix);
  if (typeof wildcard !== 'string') return true;
  const parts = wildcard.split('*');
  const [start] = parts;
  return parts.length === 1 ? form.isWhole(start) : form.isStart(start) && form.isEnd(parts[parts.length - 1]);
}
