import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
An input is the folder of a synthesized app, a CloudFormation template in JSON or YAML, or a snapshot of cdk-ecr snapshot
(a folder or a .tar.gz). Each input is judged by itself. The rules are those of EcrChecks.

Exit status: 0 nothing that fails, 1 something fails, 2 bad input, 3 failed.

Examples:
  $ cdk-ecr check
  $ cdk-ecr check template.yaml --rule-off customerKey='the images are public'
  $ cdk-ecr check snapshots --config ecr-checks.yaml --by-owner --format markdown
  $ cdk-ecr check cdk.out --format sarif --output ecr.sarif`;

/** The command that judges an app, a template or what is deployed. */
export function addCheckCommand(program: Command, run: CommandRun): void {
  program
    .command('check')
    .summary('what is wrong with an app, a template or a registry')
    .description('Judge the resources of Amazon ECR in an app, a template or a snapshot by the rules of EcrChecks.')
    .argument('[inputs...]', 'apps, templates and snapshots (default: cdk.out)')
    .option('-c, --config <file>', 'parameters of EcrChecks in JSON or YAML, such as protect: ["v*"]')
    .option('--rule-off <id=reason>', 'leave out a rule; repeatable', collect)
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addOption(
      new Option('-f, --format <format>', 'form of the report (default: table)').choices([
        'table',
        'json',
        'markdown',
        'sarif',
        'junit',
      ]),
    )
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', 'write the report to a file')
    .option('--by-owner', 'group by owner: the stack, or the stack that owns a deployed repository')
    .option('--owner-tag <key>', 'group by the value of this tag')
    .option('--unresolved', 'list what only the deployment knows, so that it is not judged')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./check')).check));
}
