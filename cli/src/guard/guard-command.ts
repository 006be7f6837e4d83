import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
after is the folder of a synthesized app or a CloudFormation template. What is deployed comes from --deployed: a snapshot of
cdk-ecr snapshot --templates, or a folder of templates that are named after their stacks.

A file of --allow is a list in YAML or JSON. Each entry has kind, path (or its start and *), reason and until (the last day).

Exit status: 0 nothing is lost or opened, 1 images are lost or access is opened, 2 bad input, 3 failed.

Examples:
  $ cdk-ecr guard --deployed registry
  $ cdk-ecr guard cdk.out --deployed registry --allow guard-allow.yaml --format markdown --output guard.md
  $ cdk-ecr guard --change-set change-set.json --images registry
  $ cdk-ecr guard cdk.out --before main/cdk.out --json`;

/** The command that says what a change does to what exists. */
export function addGuardCommand(program: Command, run: CommandRun): void {
  program
    .command('guard')
    .summary('what a change replaces, deletes, revokes or opens')
    .description(
      'Say what a change does to images, repositories, access and settings that exist, before it is deployed.',
    )
    .argument('[after]', 'the app or template to deploy (default: cdk.out)')
    .option('-d, --deployed <path>', 'what is deployed: a snapshot with templates, or a folder of templates')
    .option('--change-set <file>', 'what describe-change-set --include-property-values printed; repeatable', collect)
    .option('-b, --before <folder>', 'another synthesized app, in place of what is deployed')
    .option(
      '--images <snapshot>',
      'a snapshot with images (default: that of --deployed), which tells the images that go',
    )
    .option('--principal <arn>', 'decide what this principal may do before and after; repeatable', collect)
    .option('--allow <file>', 'changes that are allowed, with a reason and an end; repeatable', collect)
    .addOption(
      new Option('-f, --format <format>', 'form of the report (default: table)').choices(['table', 'json', 'markdown']),
    )
    .option('--json', 'the same as --format json: the full report, with principals and accounts')
    .option('-o, --output <file>', 'write the report to a file')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./guard')).guard));
}
