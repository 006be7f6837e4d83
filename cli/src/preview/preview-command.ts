import type { Command } from 'commander';
import { PRESET_NAMES } from './preset-names';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
The images are in snapshots, or are what this prints, for one repository or several, in files or on standard input:
  aws ecr describe-images --repository-name team/api --filter imageStatus=ANY --output json

What runs is a list of digests or image URIs, or what kubectl get pods -A -o json, aws ecs describe-tasks or aws lambda
get-function print. A snapshot has what Amazon Inspector knows of it.

Exit status: 0 nothing surprising, 1 an image that is protected or in use would go, or one in use is archived, 2 bad input, 3 failed.

Examples:
  $ aws ecr describe-images … | cdk-ecr preview --app cdk.out --repository team/api --protect 'v*'
  $ cdk-ecr preview snapshot.tar.gz --in-use pods.json
  $ cdk-ecr preview images.json --policy policy.json --at 2026-12-31T00:00:00Z
  $ cdk-ecr preview images.json.gz --preset releases --releases 'v*' --builds 'ci-*'`;

/** The command that previews a lifecycle policy on the images of repositories. */
export function addPreviewCommand(program: Command, run: CommandRun): void {
  program
    .command('preview')
    .summary('what a lifecycle policy would do with images')
    .description('Preview a lifecycle policy: the images that it deletes or archives, and why.')
    .argument(
      '[images...]',
      'snapshots, and JSON files of aws ecr describe-images, also .gz; - (default): standard input',
    )
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
    .option('--in-use <file>', 'what runs: fail if an image of it would go; repeatable', collect)
    .option('--restore-commands', 'print the commands that restore what is archived')
    .option('--json', 'print JSON, in the form of aws ecr get-lifecycle-policy-preview')
    .option('--all', 'list every image, also those that stay')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./preview')).preview));
}
