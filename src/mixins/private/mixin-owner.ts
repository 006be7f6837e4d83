import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { ConstructLedger } from '../../core/app-ledger';
import { declaringConstruct } from '../../core/l1-of';
import { overrideOf } from '../../core/overrides';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { declaredSettings, declareSettings } from '../../repository/declared-settings';
import type { RepositorySettings } from '../../repository/repository-settings';
import { MixinStrategy } from '../mixin-strategy';

/** Properties of a repository as CloudFormation names them, and attributes of the resource. */
export type Part =
  | 'DeletionPolicy'
  | 'EncryptionConfiguration'
  | 'ImageScanningConfiguration'
  | 'ImageTagMutability'
  | 'LifecyclePolicy'
  | 'RepositoryPolicyText'
  | 'Tags';

/** The warnings made already, as mixins may be applied twice. */
const WARNINGS = new ConstructLedger<ecr.CfnRepository, Set<string>>();

/** Whether a mixin may set a part of a repository, given whether the resource itself sets it. */
export function maySet(
  resource: ecr.CfnRepository,
  part: Part,
  strategy: MixinStrategy | undefined,
  said: boolean,
): boolean {
  if (strategy === MixinStrategy.OVERRIDE) return !isBlocked(resource, part);
  // A repository of this library says everything, also where it renders nothing, as for AES-256.
  return !said && !isOverridden(resource, part) && declaredSettings(resource) === undefined;
}

/** Whether an override of the template stands in the way of what a mixin would set, which is then a warning. */
export function isBlocked(resource: ecr.CfnRepository, part: Part): boolean {
  if (!isOverridden(resource, part)) return false;
  skipped(resource, `${part} is overridden in the template (addOverride, addPropertyOverride), which wins over mixins`);
  return true;
}

/** Warns of what a mixin could not do. */
export function skipped(resource: ecr.CfnRepository, why: string): void {
  warnOnce(resource, EcrRule.SETTING_SKIPPED, `a mixin has no effect here: ${why}`);
}

/** Warns of something the first time only. */
export function warnOnce(resource: ecr.CfnRepository, id: EcrRule, text: string): void {
  const given = WARNINGS.require(resource, () => new Set<string>());
  if (given.has(text)) return;
  given.add(text);
  warn(declaringConstruct(resource), id, text);
}

/** Remembers the settings of a repository of this library, so that replicas can match them. */
export function redeclare(resource: ecr.CfnRepository, changed: RepositorySettings): void {
  const declared = declaredSettings(resource);
  if (declared) declareSettings(resource, declared.with(changed));
}

function isOverridden(resource: ecr.CfnRepository, part: Part): boolean {
  return overrideOf(resource, part) !== undefined;
}
