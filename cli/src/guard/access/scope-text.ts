import type { Scope } from './scope';
import type { WrittenNames } from './written-names';
import { readable } from '../../../../src/text/holes';

/** Principals or resources as their policy writes them. */
export function scopeText({ except, names }: Scope, written: WrittenNames): string {
  const texts = names.map((name) => readable(written.of(name))).join(' and ');
  return except ? `all but ${texts}` : texts;
}
