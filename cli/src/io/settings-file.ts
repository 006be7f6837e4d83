import { extname } from 'path';
import { parse } from 'yaml';
import { refuse } from './bad-input';
import { parseJson, readText } from './text-file';

/** What a file says that a person has written, in YAML by its name or in JSON. */
export function readSettings(file: string): unknown {
  const text = readText(file);
  if (!/^\.ya?ml$/.test(extname(file))) return parseJson(file, text, 'correct the file');
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    const [message] = (error as Error).message.split('\n');
    return refuse({ property: `YAML of ${file}`, found: message, must: 'be correct', remedy: 'correct the file' });
  }
}
