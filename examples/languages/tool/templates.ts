import * as fs from 'node:fs';
import * as path from 'node:path';

/** The templates of an assembly by their names, without what says how they were made. */
export function templatesIn(outdir: string): Record<string, string> {
  const names = fs.readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
  if (names.length === 0) throw new Error(`no template in ${outdir}`);
  return Object.fromEntries(names.map((name) => [name, JSON.stringify(plain(path.join(outdir, name)), null, 1)]));
}

function plain(file: string): unknown {
  const template = JSON.parse(fs.readFileSync(file, 'utf8'), (key, value: unknown) =>
    key === 'Metadata' ? undefined : value,
  ) as { Resources?: Record<string, unknown> };
  delete template.Resources?.CDKMetadata;
  return template;
}

/** What is not the same, in words; nothing where all is. */
export function differences(expected: Record<string, string>, actual: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return names.filter((name) => expected[name] !== actual[name]).map((name) => difference(name, expected, actual));
}

function difference(name: string, expected: Record<string, string>, actual: Record<string, string>): string {
  if (actual[name] === undefined) return `${name} is missing`;
  if (expected[name] === undefined) return `${name} is one more`;
  const [lines, others] = [expected[name].split('\n'), actual[name].split('\n')];
  const line = lines.findIndex((text, index) => text !== others[index]);
  return `${name}: ${others[line]?.trim() ?? 'nothing'} instead of ${lines[line]?.trim() ?? 'nothing'}`;
}
