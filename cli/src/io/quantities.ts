import { number } from '../../../src/text/lists';

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'];

/** A number with its noun. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${number(value)} ${value === 1 ? noun : plural}`;
}

/** A size in decimal units; images whose size is unknown make it a question. */
export function size(bytes: number, unsized = 0): string {
  if (unsized > 0) return bytes > 0 ? `${decimal(bytes)} + ?` : '?';
  return decimal(bytes);
}

function decimal(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}
