import { createWriteStream } from 'fs';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { htmlReport } from './html-report';
import { jsonReport } from './json-report';
import { markdownReport } from './markdown-report';
import { refuse } from '../../io/bad-input';
import type { CommandIo } from '../../io/command-io';
import { Output } from '../../io/output';
import type { RegistryReport } from '../model/registry-report';

/** The forms of a report by their names. Each gives its text piece by piece. */
const FORMATS = { html: htmlReport, json: jsonReport, markdown: markdownReport };
type Format = keyof typeof FORMATS;

/** The formats that ends of file names choose. */
const ENDS: readonly (readonly [end: RegExp, format: Format])[] = [
  [/\.json$/i, 'json'],
  [/\.(md|markdown)$/i, 'markdown'],
];

/** The options that say what is written, and where. */
export interface OutputOptions {
  readonly output?: string;
  readonly format?: Format;
  readonly json?: boolean;
}

/** What is written, and to which file. */
export interface ReportOutput {
  readonly format: Format;
  /** Standard output if it is absent. */
  readonly file?: string;
}

/** What is written, and where. A page is for a file, and the others are for what reads standard output. */
export function outputOf({ output, format, json = false }: OutputOptions): ReportOutput {
  if (json && format !== undefined && format !== 'json') {
    const remedy = 'leave out one of them';
    refuse({ property: '--format', found: format, must: 'be absent with --json', remedy });
  }
  const byName = ENDS.find(([end]) => output !== undefined && end.test(output))?.[1];
  const chosen = json ? 'json' : (format ?? byName ?? 'html');
  return { format: chosen, file: output ?? (chosen === 'html' ? 'ecr-report.html' : undefined) };
}

/** Writes a report piece by piece: it may be large. */
export async function writeReport(
  io: CommandIo,
  report: RegistryReport,
  { format, file }: ReportOutput,
): Promise<void> {
  const pieces = FORMATS[format](report);
  if (file !== undefined) return pipeline(Readable.from(pieces), createWriteStream(file));
  const out = new Output(io.stdout);
  for await (const piece of pieces) await out.text(piece);
  await out.flush();
}
