import { readImages } from './image-source';
import { policySource } from './policy-source';
import type { PolicyOptions } from './policy-source';
import { previewJson } from './preview-json';
import { previewTables } from './preview-table';
import { Protected } from './protection';
import { previewRepositories } from './repository-previews';
import { parseDate } from '../../../src/lifecycle/evaluator/image-json';
import { API } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { Progress } from '../io/progress';

/** The options of the command `preview`. */
export interface PreviewOptions extends PolicyOptions {
  readonly repository?: readonly string[];
  readonly at?: string;
  readonly protect?: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Previews lifecycle policies on images. */
export async function preview(io: CommandIo, files: readonly string[], options: PreviewOptions): Promise<ExitStatus> {
  const policies = policySource(options);
  const at = parseAt(options.at);
  const images = await readImages(files, io);
  const results = previewRepositories(images, policies, {
    wanted: [...new Set(options.repository)],
    at,
    progress: new Progress(io),
  });
  const { protect = [], json = false, all = false } = options;
  const protection = Protected.of(protect, results.previews);
  io.stdout.write(`${json ? previewJson(results, { at, protection }) : previewTables(results, { at, all })}\n`);
  if (protection.losses.length > 0) {
    io.stderr.write(`${API}: ${protection.explain()}\n`);
    return ExitStatus.FOUND;
  }
  if (!json && protect.length > 0) io.stdout.write(`\n${protection.assurance}\n`);
  return ExitStatus.OK;
}

function parseAt(text: string | undefined): Date {
  if (text === undefined) return new Date();
  return parseDate(API, () => '--at', 'at', /^\d+$/.test(text) ? Number(text) : text)!;
}
