import { constants } from 'buffer';
import { readFileSync } from 'fs';
import { gunzipSync } from 'zlib';
import { API, refuse } from './bad-input';
import { parseTexts } from '../../../src/lifecycle/evaluator/json-texts';
import { isDeeperThan, MAX_DEPTH } from '../../../src/text/depth';

/** The text of a file, which may be compressed by gzip. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const must = code === 'ENOENT' ? 'exist' : `be a file that can be read (${code})`;
    return refuse({ property: 'file', found: file, must, remedy: 'correct its path' });
  }
  return decode(file, bytes);
}

/**
 * A text as tools write it: compressed or not, in UTF-16 where Windows PowerShell has redirected it, and with or without a
 * byte order mark, which is no part of it.
 */
export function decode(name: string, bytes: Buffer, limit = constants.MAX_STRING_LENGTH): string {
  const plain = isGzip(bytes) ? gunzip(name, bytes, limit) : bytes;
  if (plain.length > limit) refuseSize(name, plain.length, limit);
  const text = plain[0] === 0xff && plain[1] === 0xfe ? plain.toString('utf16le') : plain.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function refuseSize(name: string, found: number | string, limit: number): never {
  const must = `be at most ${limit} bytes, which one text of Node.js can hold`;
  return refuse({ property: `size of ${name}`, found, must, remedy: 'preview a part of the repositories' });
}

/** Whether bytes are compressed by gzip, by their start. */
export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(name: string, bytes: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') refuseSize(name, `more than ${limit}`, limit);
    return refuse({ property: `gzip of ${name}`, found: message, must: 'be complete', remedy: 'compress it again' });
  }
}

/** The only JSON text of a file. */
export function parseJson(file: string, text: string, remedy: string): unknown {
  const values = parseTexts({ api: API, place: `${file} `, remedy }, text);
  if (values.length > 1) {
    refuse({ property: `number of JSON texts in ${file}`, found: values.length, must: 'be 1', remedy });
  }
  checkDepth(file, values[0], remedy);
  return values[0];
}

/** Refuses a value whose levels have no end. */
export function checkDepth(place: string, value: unknown, remedy: string): void {
  if (!isDeeperThan(MAX_DEPTH, value)) return;
  const found = `more than ${MAX_DEPTH}`;
  refuse({ property: `number of levels in ${place}`, found, must: `be at most ${MAX_DEPTH}`, remedy });
}
