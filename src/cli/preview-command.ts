import type { Command } from 'commander';
import { API } from './bad-input';
import { ExitStatus } from './command-io';
import type { CommandIo } from './command-io';
import { readImages } from './image-source';
import { policySource } from './policy-source';
import type { PolicyOptions } from './policy-source';
import { PRESET_NAMES } from './preset-policy';
import { previewJson } from './preview-json';
import { previewTables } from './preview-table';
import { Progress } from './progress';
import { Protected } from './protection';
import { previewRepositories } from './repository-previews';
import { parseDate } from '../lifecycle/evaluator/image-json';

interface PreviewOptions extends PolicyOptions {
  readonly repository?: readonly string[];
  readonly at?: string;
  readonly protect?: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

const HELP = `
The images are what this prints, for one repository or for several, in files or on standard input:
  aws ecr describe-images --repository-name team/api --filter imageStatus=ANY --output json

Exit status: 0 nothing surprising, 1 a protected image would go, 2 bad input.

Examples:
  $ aws ecr describe-images … | cdk-ecr preview --app cdk.out --repository team/api --protect 'v*'
  $ cdk-ecr preview images.json --policy policy.json --at 2026-12-31T00:00:00Z
  $ cdk-ecr preview images.json.gz --preset releases --releases 'v*' --builds 'ci-*'`;

/** The command that previews a lifecycle policy on the images of repositories. */
export function addPreviewCommand(program: Command, io: CommandIo, done: (status: ExitStatus) => void): void {
  program
    .command('preview')
    .summary('what a lifecycle policy would do with images')
    .description('Preview a lifecycle policy: the images that it deletes or archives, and why.')
    .argument('[images...]', 'JSON files of aws ecr describe-images, also .gz; - is standard input, the default')
    .option('-a, --app <folder>', 'policies of a synthesized app, such as cdk.out')
    .option('--stack <name>', 'only this stack of the app')
    .option('-p, --policy <file>', 'policy in a JSON file, for all repositories')
    .option('--preset <name>', `policy of the library, for all repositories: ${PRESET_NAMES.join(', ')}`)
    .option('--releases <pattern>', 'tags that --preset releases keeps; repeatable', collect)
    .option('--builds <pattern>', 'tags whose newest images --preset releases keeps')
    .option('--newest-builds <number>', 'how many of them (default: 100)')
    .option('-r, --repository <name>', 'only this repository; repeatable', collect)
    .option('--at <date>', 'time of the evaluation, with its zone (default: now)')
    .option('--protect <pattern>', 'fail if an image with such a tag would go; repeatable', collect)
    .option('--json', 'print JSON, in the form of aws ecr get-lifecycle-policy-preview')
    .option('--all', 'list every image, also those that stay')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: PreviewOptions) => done(await preview(files, options, io)));
}

async function preview(files: readonly string[], options: PreviewOptions, io: CommandIo): Promise<ExitStatus> {
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
    return ExitStatus.PROTECTED_IMAGE_GOES;
  }
  if (!json && protect.length > 0) io.stdout.write(`\n${protection.assurance}\n`);
  return ExitStatus.OK;
}

function parseAt(text: string | undefined): Date {
  if (text === undefined) return new Date();
  return parseDate(API, () => '--at', 'at', /^\d+$/.test(text) ? Number(text) : text)!;
}

function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}
