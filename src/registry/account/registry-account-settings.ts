import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { AccountSettingsProvider } from './account-settings-provider';
import { InspectorScanning } from './inspector-scanning';
import { AppLedger } from '../../core/app-ledger';
import { environmentOf, relate, Relation } from '../../core/environment';
import { ownerOf } from '../../core/owners';
import { RegistryPolicyScope } from '../../ecr/registry-policy-scope';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import type { IRegistry } from '../../facades/i-registry';
import { describe, InvalidInputError } from '../../text/errors';
import { checkProperties, checkValue } from '../../text/kinds';

/** Properties of `RegistryAccountSettings`. */
export interface RegistryAccountSettingsProps {
  /**
   * Whether repositories of the registry share layers, so that a push skips layers that another repository has.
   *
   * Only repositories with the same encryption type and key share layers. The principal that pushes needs
   * `ecr:GetDownloadUrlForLayer` on the repository that has the layer. Layers of cached images are not shared.
   *
   * @default - unchanged
   */
  readonly blobMounting?: boolean;

  /**
   * The actions that the registry policy can control. Only V2 can be set.
   *
   * Amazon ECR cannot switch the registry back to V1.
   *
   * @default - unchanged
   */
  readonly policyScope?: RegistryPolicyScope;

  /**
   * Activates Amazon Inspector for Amazon ECR, and can set how long it rescans images.
   *
   * Amazon Inspector makes the scanning of the registry enhanced. If the app has a `Registry` with basic scanning for
   * the same account and region, synthesis fails.
   *
   * @default - unchanged
   */
  readonly inspector?: InspectorScanning;
}

/**
 * Registry settings of the stack's account and region that CloudFormation has no resource for.
 *
 * A Lambda function sets the given settings at every deployment that changes them. The role of the function has
 * permissions for these settings only. Settings that you do not give stay unchanged.
 *
 * The settings apply to the whole account in the region, including repositories and users outside this app. An app may
 * have at most one `RegistryAccountSettings` for each account and region.
 *
 * Neither removing a setting nor deleting the stack undoes the setting. To undo blob mounting, call
 * `aws ecr put-account-setting --name BLOB_MOUNTING --value DISABLED`. To deactivate Amazon Inspector, call
 * `aws inspector2 disable --resource-types ECR`. Amazon ECR cannot switch the policy scope back from V2 to V1.
 *
 * If another construct needs a setting, make that construct depend on the settings, so that CloudFormation deploys the
 * settings before it: `registry.node.addDependency(settings)`.
 *
 * @example
 * import { Duration } from 'aws-cdk-lib';
 * import { InspectorScanning, Registry, RegistryAccountSettings, RegistryPolicyScope } from 'cdk-ecr';
 *
 * const settings = new RegistryAccountSettings(this, 'AccountSettings', {
 *   blobMounting: true,
 *   policyScope: RegistryPolicyScope.V2,
 *   inspector: InspectorScanning.rescanning({
 *     rescanDuration: Duration.days(30),
 *     pullDateRescanDuration: Duration.days(90),
 *   }),
 * });
 * const registry = new Registry(this, 'Registry', { policyScope: RegistryPolicyScope.V2 });
 * registry.node.addDependency(settings);
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html
 */
export class RegistryAccountSettings extends Construct {
  /** The Lambda function that sets the settings. */
  public readonly handler: lambda.IFunctionRef;

  /** The log group of the Lambda function. It keeps logs for a year and is deleted with the stack. */
  public readonly logGroup: logs.ILogGroup;

  /**
   * @throws if no setting is given, `policyScope` is V1, or the app already has a `RegistryAccountSettings` for the
   * account and region
   */
  public constructor(scope: Construct, id: string, props: RegistryAccountSettingsProps) {
    super(scope, id);
    const at = (property: string) => ({ scope: this, api: 'RegistryAccountSettings', property });
    checkProperties(at('props'), props, 'write { blobMounting: true }');
    if (props.inspector !== undefined) checkValue(at('inspector'), props.inspector, InspectorScanning);
    claim(this);
    const ecr = ecrSettings(this, props);
    if (!ecr && !props.inspector) {
      throw new InvalidInputError({
        scope: this,
        api: 'RegistryAccountSettings',
        property: 'props',
        found: {},
        must: 'have a setting',
        remedy: 'give blobMounting, policyScope or inspector, or leave the construct out',
      });
    }
    const inspectorConfiguration = props.inspector?._render();
    const provider = new AccountSettingsProvider(this, 'Provider', {
      ecr: ecr !== undefined,
      inspector: props.inspector !== undefined,
      inspectorConfiguration: inspectorConfiguration !== undefined,
    });
    this.handler = provider.handler;
    this.logGroup = provider.logGroup;
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ECRAccountSettings',
      serviceToken: provider.handler.attrArn,
      serviceTimeout: Duration.minutes(20),
      // So that nothing runs, and nothing can fail, when the stack is deleted.
      removalPolicy: RemovalPolicy.RETAIN,
      properties: {
        EcrSettings: ecr,
        Inspector: props.inspector && 'ACTIVE',
        InspectorEcrConfiguration: inspectorConfiguration,
      },
    });
    if (props.inspector) this.node.addValidation({ validate: () => checkScanning(this) });
  }
}

/** Activating Amazon Inspector and setting basic scanning undo each other: the last one wins. */
function checkScanning(settings: IConstruct): string[] {
  const registry = ownerOf(settings) as IRegistry | undefined;
  if (registry?.scanning?.type !== RegistryScanType.BASIC) return [];
  return [
    describe({
      scope: settings,
      api: 'RegistryAccountSettings',
      property: 'inspector',
      found: 'active',
      must: `be left out where ${registry.node.path} has basic scanning, because Amazon Inspector makes it enhanced`,
      remedy: `give ${registry.node.path} RegistryScanning.enhanced, or leave inspector out`,
    }),
  ];
}

/** Values by the names of the API, if there is any. */
function ecrSettings(scope: IConstruct, props: RegistryAccountSettingsProps): Record<string, string> | undefined {
  if (props.policyScope === RegistryPolicyScope.V1) {
    throw new InvalidInputError({
      scope,
      api: 'RegistryAccountSettings',
      property: 'policyScope',
      found: props.policyScope,
      must: 'be V2, the only one that the service lets anybody set',
      remedy: 'leave it out; Registry.policyScope tells the library that the registry is at V1',
    });
  }
  const settings = {
    ...(props.blobMounting !== undefined && { BLOB_MOUNTING: props.blobMounting ? 'ENABLED' : 'DISABLED' }),
    ...(props.policyScope !== undefined && { REGISTRY_POLICY_SCOPE: props.policyScope }),
  };
  return Object.keys(settings).length > 0 ? settings : undefined;
}

const ACCOUNT_SETTINGS = new AppLedger<IConstruct[]>('account-settings', () => []);

/** Two would set the same thing at every deployment of the one or the other. */
function claim(settings: IConstruct): void {
  const all = ACCOUNT_SETTINGS.of(settings);
  const other = all.find((one) => Stack.of(one) === Stack.of(settings) || relate(settings, one) === Relation.SAME);
  if (other) {
    const { account, region } = environmentOf(settings);
    throw new InvalidInputError({
      scope: settings,
      api: 'RegistryAccountSettings',
      property: 'environment',
      found: `${account}/${region}`,
      must: `have its account settings in one place, and ${other.node.path} is it already`,
      remedy: `give ${other.node.path} what is missing there`,
    });
  }
  all.push(settings);
}
