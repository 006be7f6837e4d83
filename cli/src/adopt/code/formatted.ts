import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import type { GeneratedFile } from '../generated-code';

/** Formats files of TypeScript and JSON. */
export async function formatted(files: readonly GeneratedFile[]): Promise<GeneratedFile[]> {
  return Promise.all(files.map(formattedFile));
}

async function formattedFile({ path, content }: GeneratedFile): Promise<GeneratedFile> {
  if (!path.endsWith('.ts')) return { path, content };
  const options = { singleQuote: true, printWidth: 120, trailingComma: 'all' } as const;
  return { path, content: await format(content, { ...options, parser: 'typescript', plugins: [typescript, estree] }) };
}
