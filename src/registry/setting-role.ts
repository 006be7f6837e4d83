import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { settingId } from './setting-id';

/** The role of a setting, and the policy of that role. */
interface SettingRole {
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
}

/**
 * Makes the role of a setting follow it: with logical ids that follow from the setting, and the same removal policy. A
 * setting that is retained works only with its role.
 *
 * @param kind and key the setting, as for `settingId`
 */
export function followSetting(setting: CfnResource, kind: string, key: string, { role, policy }: SettingRole): void {
  for (const [name, construct] of Object.entries({ Role: role, Policy: policy })) {
    const resource = construct.node.defaultChild as CfnResource | undefined;
    // Role.customizeRoles makes no resource.
    if (!resource) continue;
    resource.overrideLogicalId(settingId(kind + name, key));
    resource.cfnOptions.deletionPolicy = setting.cfnOptions.deletionPolicy;
    resource.cfnOptions.updateReplacePolicy = setting.cfnOptions.updateReplacePolicy;
  }
}
