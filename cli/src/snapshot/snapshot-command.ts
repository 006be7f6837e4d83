import type { Command } from 'commander';
import { Option } from 'commander';
import type { CommandRun } from '../io/command';
import { collect } from '../io/command';

const HELP = `
It sends read-only calls. https://github.com/cdk-ecr/cdk-ecr/blob/main/docs/snapshot-policy.json allows them.

Exit status: 0 complete, 2 bad input, 3 AWS failed. If AWS refused some calls, the rest is written all the same.

Examples:
  $ cdk-ecr snapshot --out registry
  $ cdk-ecr snapshot --out registry.tar.gz --images --region eu-west-1 --region us-east-1
  $ cdk-ecr snapshot --out team --profile team --repository 'team/*' --rate 2
  $ cdk-ecr snapshot --out all --organization --role-name registry-reader
  $ cdk-ecr snapshot --out registry --from answers`;

/** Options that only calls of AWS have. */
const CALLS = [
  ...['region', 'profile', 'repository', 'withInspector', 'templates', 'account', 'organization', 'roleName'],
  ...['rate', 'endpointUrl'],
];

/** The command that reads registries of AWS. */
export function addSnapshotCommand(program: Command, run: CommandRun): void {
  program
    .command('snapshot')
    .summary('read a registry of AWS into files')
    .description('Read an Amazon ECR registry into files: its settings and its repositories. Other commands read them.')
    .requiredOption('-o, --out <path>', 'new folder, or new archive if it ends in .tar.gz')
    .option('--region <name>', 'region to read; repeatable (default: that of the environment or the profile)', collect)
    .option('--profile <name>', 'profile of the AWS configuration files')
    .option('-r, --repository <pattern>', 'only these repositories, * stands for any characters; repeatable', collect)
    .option('--images', 'also the images of the repositories')
    .option('--with-inspector', 'also the images, with where they run by Amazon Inspector')
    .option('--templates', 'also the deployed templates of the stacks that own repositories')
    .option('--account <id>', 'account to read; repeatable (default: that of the credentials)', collect)
    .option('--organization', 'all active accounts of the organization')
    .option('--role-name <name>', 'role to assume in each of these accounts')
    .option('--redact', 'replace account ids, principals and names, each by the same everywhere')
    .addOption(
      new Option('--from <path>', 'answers of the AWS CLI in a file or a folder, in place of calls of AWS').conflicts(
        CALLS,
      ),
    )
    .option('--rate <number>', 'most calls per second (default: 5)')
    .option('--endpoint-url <url>', 'endpoint of AWS for all services')
    .addHelpText('after', HELP)
    .action(run(async () => (await import('./snapshot')).snapshot));
}
