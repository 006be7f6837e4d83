import { constants } from 'buffer';
import { readFileSync } from 'fs';
import { gunzipSync } from 'zlib';
import { API, refuse } from './bad-input';
import { parseTexts } from '../../../src/lifecycle/evaluator/json-texts';

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

/** A text as tools write it: compressed or not, and in UTF-16 where Windows PowerShell has redirected it. */
export function decode(name: string, bytes: Buffer): string {
  const plain = isGzip(bytes) ? gunzip(name, bytes) : bytes;
  if (plain.length > constants.MAX_STRING_LENGTH) {
    const must = `be at most ${constants.MAX_STRING_LENGTH} bytes, which one text of Node.js can hold`;
    refuse({ property: `size of ${name}`, found: plain.length, must, remedy: 'preview a part of the repositories' });
  }
  return plain[0] === 0xff && plain[1] === 0xfe ? plain.toString('utf16le') : plain.toString('utf8');
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(name: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    const { message } = error as Error;
    return refuse({ property: `gzip of ${name}`, found: message, must: 'be complete', remedy: 'compress it again' });
  }
}

/** The only JSON text of a file. */
export function parseJson(file: string, text: string, remedy: string): unknown {
  const values = parseTexts({ api: API, place: `${file} `, remedy }, text);
  if (values.length > 1) {
    refuse({ property: `number of JSON texts in ${file}`, found: values.length, must: 'be 1', remedy });
  }
  return values[0];
}
