import { API } from './bad-input';
import { parseDate } from '../../../src/lifecycle/evaluator/image-json';

/** The time that `--at` names, as a date or as seconds; now without it. */
export function parseAt(text: string | undefined): Date {
  if (text === undefined) return new Date();
  return parseDate(API, () => '--at', 'at', /^\d+$/.test(text) ? Number(text) : text)!;
}
