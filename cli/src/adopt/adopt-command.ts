import type { Command } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
The snapshot is one of cdk-ecr snapshot; with --templates, adopt knows what stacks own. The new app declares what nobody
owns, as it is. ADOPT.md in its folder has the steps of the import, the way back, and what differs from the baseline.

Exit status: 0 the app is written, 2 bad input, 3 failed.

Examples:
  $ cdk-ecr adopt registry --out app
  $ cdk-ecr adopt registry.tar.gz --out app --terraform-state network.tfstate --terraform-state teams.json --json`;

/** The command that writes an app for what exists. */
export function addAdoptCommand(program: Command, run: CommandRun): void {
  program
    .command('adopt')
    .summary('write an app that declares what exists')
    .description('Write a CDK app that declares the repositories and settings of a registry as they are.')
    .argument('<snapshot>', 'snapshot of one or several registries')
    .requiredOption('-o, --out <folder>', 'new folder for the app')
    .option(
      '--terraform-state <file>',
      'what terraform state pull or terraform show -json prints: it is left to Terraform; repeatable',
      collect,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./adopt')).adopt));
}
