import { LeftReason } from './adoption-plan';
import type { AdoptionReport, ReportedStack } from './adoption-report';

/** A step of an adoption: what to do, and the commands for it. */
export interface Step {
  readonly text: string;
  readonly commands: readonly string[];
}

/** How to bring what exists under the control of the new app. */
export function stepsOf({ snapshot, stacks }: Pick<AdoptionReport, 'snapshot' | 'stacks'>): Step[] {
  if (stacks.length === 0) return [];
  return [
    { text: 'Install the app, and synthesize it.', commands: ['npm install', 'npx cdk synth --quiet'] },
    {
      text: 'Compare it with what there is. The guard must find nothing but what is to be imported.',
      commands: [`npx cdk-ecr-cli guard cdk.out --deployed ${quoted(snapshot)}`],
    },
    {
      text: 'Import. Nothing is created, and no setting changes.',
      commands: stacks.flatMap(importsOf),
    },
    {
      text: 'Look for drift. Correct the code until there is none.',
      commands: stacks.map(
        ({ stackName, region }) => `aws cloudformation detect-stack-drift --stack-name ${stackName} --region ${region}`,
      ),
    },
    {
      text: 'Deploy. The difference should be metadata and what an import cannot bring, such as roles of templates.',
      commands: stacks.flatMap(({ stackName }) => [`npx cdk diff ${stackName}`, `npx cdk deploy ${stackName}`]),
    },
    {
      text:
        'Close the differences from the baseline, and change removal policies last, each in a deployment of its own ' +
        'that the guard has seen.',
      commands: [],
    },
  ];
}

/** How to undo it. */
export function wayBack({ stacks }: Pick<AdoptionReport, 'stacks'>): Step[] {
  if (stacks.length === 0) return [];
  return [
    { text: 'Before the import: delete this folder. Nothing in AWS has changed.', commands: [] },
    {
      text:
        'After the import: delete the stacks. All that was imported is retained, and stays as it is. Do so only while ' +
        'every resource has the deletion policy Retain or RetainExceptOnCreate.',
      commands: stacks.map(
        ({ stackName, region }) => `aws cloudformation delete-stack --stack-name ${stackName} --region ${region}`,
      ),
    },
  ];
}

/** How the other waves come in, by the reason why they are left. */
export const LATER: Readonly<Record<LeftReason, readonly string[]>> = {
  [LeftReason.STACK]: [
    'Leave out autoDeleteImages of ecr.Repository in their stack, and deploy that alone: otherwise, all images of such a ' +
      'repository are deleted when it leaves the stack.',
    'Give them DeletionPolicy: Retain in their stack, and deploy it.',
    'Remove them from its template, and deploy it: they stay. A stack needs one resource: leave an ' +
      'AWS::CloudFormation::WaitConditionHandle if it has no other, and delete the stack after the import.',
    'Take the snapshot again with --templates, adopt again, and import what is new. Where both stacks are in one app, ' +
      'npx cdk refactor moves the resources instead.',
  ],
  [LeftReason.TERRAFORM]: [
    'Let Terraform forget them: replace each resource by removed { from = <address> lifecycle { destroy = false } } ' +
      'and apply, or remove the resource and run terraform state rm.',
    'Adopt again with --terraform-state of the new state, and import what is new.',
  ],
  [LeftReason.UNREAD]: ['Take the snapshot again, with a role that may make these calls, and adopt again.'],
};

function importsOf({ stackName, mappings }: ReportedStack): string[] {
  return mappings.map((mapping) => `npx cdk import ${stackName} --resource-mapping ${mapping}`);
}

/** A text as one word of a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
