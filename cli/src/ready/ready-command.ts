import type { Command } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
Both are snapshots by cdk-ecr snapshot --images, of one registry each. What runs is a list of digests or image URIs, or
what kubectl get pods -A -o json, aws ecs describe-tasks or aws lambda get-function print. Without it, what Amazon
Inspector knows counts, and without that every image of the primary registry that is not archived.

Exit status: 0 all are ready, 1 something is missing or archived, 2 bad input, 3 failed.

Examples:
  $ cdk-ecr ready frankfurt.tar.gz ireland.tar.gz --in-use pods.json
  $ cdk-ecr ready registry/111122223333/eu-central-1 registry/111122223333/eu-west-1 --json`;

/** The command that compares a registry with the one that would stand in for it. */
export function addReadyCommand(program: Command, run: CommandRun): void {
  program
    .command('ready')
    .summary('whether a recovery registry has the images that run')
    .description('Check that each image in use, with its signatures and SBOMs, can be pulled from a recovery registry.')
    .argument('<primary>', 'snapshot of the registry that is in use')
    .argument('<recovery>', 'snapshot of the registry that would stand in for it')
    .option('--in-use <file>', 'what runs; repeatable', collect)
    .option('--json', 'print JSON')
    .option('--all', 'list every image that is not ready')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./ready')).ready));
}
