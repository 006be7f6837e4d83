import { addCachesAndTemplates } from './registry-caches-and-templates';
import { comment, RegistryCode } from './registry-code';
import { addExclusions } from './registry-exclusions';
import { addPolicy, policyScopeOf } from './registry-policy';
import { addReplication } from './registry-replication';
import { scanningCode } from './registry-scanning';
import { addSigning } from './registry-signing';
import { StackSource } from './stack-source';
import { byKey } from '../../../../src/text/lists';
import type { RegistryFile } from '../../snapshot/format';
import type { AdoptionPlan } from '../adoption-plan';
import type { GeneratedStack } from '../generated-code';
import { ACCOUNT_SETTING } from '../terraform-state';

const CLASS_NAME = 'RegistrySettings';

/**
 * The stack with the settings of a registry. There is none if the registry has no settings, or others own them all. Its
 * file is not formatted yet: see `formatted`.
 *
 * @param declared the registries whose settings or repositories the app declares, this one included
 */
export function registryStacks(plan: AdoptionPlan, declared: readonly RegistryFile[] = []): GeneratedStack[] {
  const { account, region, partition, time } = plan.registry;
  const source = new StackSource(account, region, partition);
  const code = new RegistryCode(plan, source);
  const scanning = scanningCode(code);
  addPolicy(code);
  addReplication(code, declared);
  addSigning(code);
  addCachesAndTemplates(code);
  addExclusions(code);
  if (code.resources.length === 0) return [];
  source.add(declarationOf(code, scanning));
  for (const statement of code.statements) {
    if (statement.startsWith('//')) source.blankLine();
    source.add(statement);
  }
  return [
    {
      stackName: `${CLASS_NAME}-${account}-${region}`,
      account,
      region,
      className: CLASS_NAME,
      file: {
        path: `lib/${account}-${region}/registry-settings.ts`,
        content: source.render({
          className: CLASS_NAME,
          comment: `The settings of the registry of the account ${account} in ${region}, as of ${time.slice(0, 10)}.`,
        }),
      },
      resources: code.resources,
      remarks: [...code.remarks, ...accountSettings(code)],
    },
  ];
}

function declarationOf(code: RegistryCode, scanning: string | undefined): string {
  const scope = policyScopeOf(code.registry);
  return [
    comment(
      'Nothing is deleted when a line is removed. Change it to REVOKE, in a deployment of its own, once ' +
        '`cdk-ecr guard` finds no difference.',
    ),
    code.declaration([
      ['removalPolicy', `${code.source.use('RegistryRemovalPolicy')}.RETAIN`],
      ...(scanning === undefined ? [] : [['scanning', scanning] as const]),
      ...(scope === undefined ? [] : [['policyScope', `${code.source.use('RegistryPolicyScope')}.${scope}`] as const]),
    ]),
  ].join('\n');
}

/** Account settings are no resources of CloudFormation. */
function accountSettings(code: RegistryCode): string[] {
  const settings = Object.entries(code.registry.accountSettings ?? {})
    .filter(([name]) => !code.isLeft(ACCOUNT_SETTING, name))
    .sort(byKey)
    .map(([name, value]) => `${name} is ${value}`);
  if (settings.length === 0) return [];
  return [
    `Account settings are no resources of CloudFormation, so they are left out: ${settings.join(', ')}. ` +
      'RegistryAccountSettings would set them with an AWS Lambda function.',
  ];
}
