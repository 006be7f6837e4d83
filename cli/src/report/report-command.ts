import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
An input is the folder of a synthesized app, a CloudFormation template, or a snapshot of cdk-ecr snapshot. Several are one
report: a repository that an app declares and a snapshot has is one. The page needs no network.

With an app before and one in the inputs, it says what the change does. A snapshot before and an app after are a plan of
adoption. An app before and a snapshot after are drift.

Exit status: 0 done, 1 with a before: something is lost or opened, or is not as it was declared, 2 bad input, 3 failed.

Examples:
  $ cdk-ecr report
  $ cdk-ecr report cdk.out registry --in-use pods.json --output registry.html
  $ cdk-ecr report cdk.out --deployed registry --redact --format markdown
  $ cdk-ecr report registry --before cdk.out --json`;

/** The command that writes what is and will be in registries as a page. */
export function addReportCommand(program: Command, run: CommandRun): void {
  program
    .command('report')
    .summary('what is and will be in registries, as a page')
    .description('Write what apps declare and registries have as one HTML page, as JSON or as a summary in Markdown.')
    .argument('[inputs...]', 'apps, templates and snapshots (default: cdk.out)')
    .option('-o, --output <file>', 'what to write (default: ecr-report.html); .json and .md choose the format')
    .addOption(
      new Option(
        '-f, --format <format>',
        'form of the report (default: html); json and markdown without --output are printed',
      ).choices(['html', 'json', 'markdown']),
    )
    .option('--json', 'the same as --format json')
    .option('-b, --before <path>', 'a synthesized app or a snapshot to compare with')
    .option('-d, --deployed <path>', 'what is deployed: a snapshot with templates, or a folder of templates')
    .option('--change-set <file>', 'what describe-change-set --include-property-values printed; repeatable', collect)
    .option('--in-use <file>', 'what runs: a list of images, pods, tasks or functions; repeatable', collect)
    .option('--at <date>', 'time at which lifecycle policies and ages are judged, with its zone (default: now)')
    .option('--owner-tag <key>', 'the tag that names the owner of a repository (default: the stack)')
    .option('-c, --config <file>', 'parameters of EcrChecks in JSON or YAML, such as protect: ["v*"]')
    .option(
      '--evidence <file>',
      'ecr-checks.json of EcrChecks (default: the one beside or in an app); repeatable',
      collect,
    )
    .option('--redact', 'replace account ids')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./report')).report));
}
