import type { GuardedResource } from './guarded-resource';
import { ACCOUNT_SETTINGS } from './subjects';
import type { Change } from '../../../../src/ecr/changes/change';
import { REGISTRY_CHANGES } from '../../../../src/ecr/changes/registry-changes';
import { REPOSITORY_CHANGES } from '../../../../src/ecr/changes/repository-changes';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { PropertyChange } from '../../compare/property-changes';

const ROWS = { ...REPOSITORY_CHANGES, ...REGISTRY_CHANGES } as const;
type RowId = keyof typeof ROWS;

/** A row of the page of changes. */
export function row(id: RowId): Change {
  return ROWS[id];
}

const REMOVED: Readonly<Record<string, RowId>> = {
  [ResourceType.REGISTRY_POLICY]: 'last-statement-removed',
  [ResourceType.REPLICATION_CONFIGURATION]: 'replication-removed',
  [ResourceType.PULL_TIME_EXCLUSION]: 'exclusion-removed',
  [ResourceType.CREATION_TEMPLATE]: 'template-removed',
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'cache-removed',
  [ResourceType.TOPIC]: 'notification-topic-removed',
};

const ORPHANED: Readonly<Record<string, RowId>> = {
  [ResourceType.REPOSITORY]: 'removed',
  [ResourceType.SCANNING_CONFIGURATION]: 'scanning-removed',
  [ResourceType.SIGNING_CONFIGURATION]: 'signing-removed',
  [ACCOUNT_SETTINGS]: 'account-settings-removed',
};

const EXISTS: Readonly<Record<string, RowId>> = {
  [ResourceType.REPOSITORY]: 'adoption',
  [ResourceType.PUBLIC_REPOSITORY]: 'adoption',
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'cache-adopted',
};

const MOVED: Readonly<Record<string, RowId>> = {
  [ResourceType.REPOSITORY]: 'other-stack',
  [ResourceType.PUBLIC_REPOSITORY]: 'other-stack',
  [ResourceType.IAM_ROLE]: 'push-role-id-named',
  [ResourceType.SECRET]: 'cache-credentials-id',
};

const RENAMED: Readonly<Record<string, RowId>> = {
  [ResourceType.REPOSITORY]: 'construct-id',
  [ResourceType.PUBLIC_REPOSITORY]: 'public-construct-id',
  [ResourceType.IAM_ROLE]: 'push-role-id-named',
  [ResourceType.SECRET]: 'cache-credentials-id',
};

/** The row of a resource that another one replaces under another logical id. */
export function renamedRow({ type, name }: GuardedResource): Change | undefined {
  if (type === ResourceType.REPOSITORY && name === undefined) return row('construct-id-unnamed');
  if (type === ResourceType.IAM_ROLE && name === undefined) return row('push-role-id');
  if (type === ResourceType.PULL_THROUGH_CACHE_RULE) return row('cache-prefix');
  if (type === ResourceType.CREATION_TEMPLATE) return row('template-prefix');
  if (type === ResourceType.KEY_ALIAS) return row('alias');
  return ROWS[RENAMED[type]];
}

/** The row of a resource whose logical id changes, and which exists under the old one. */
export function renamedAloneRow({ type }: GuardedResource): Change {
  return ROWS[RENAMED[type] ?? (type.startsWith('AWS::ECR::') ? 'ids-by-path' : 'construct-id')];
}

export function removedRow({ type }: GuardedResource): Change | undefined {
  return ROWS[REMOVED[type]];
}

export function orphanedRow({ type }: GuardedResource): Change | undefined {
  if (type in ORPHANED) return ROWS[ORPHANED[type]];
  return type.startsWith('AWS::ECR::') ? row('removed-after-retain') : undefined;
}

export function movedRow({ type }: GuardedResource): Change {
  return ROWS[MOVED[type] ?? 'registry-stack'];
}

export function existsRow({ type }: GuardedResource): Change {
  return ROWS[EXISTS[type] ?? 'registry-adopted'];
}

/** The row of a resource that CloudFormation would have to create anew, by the properties that cannot change. */
export function replacedRow(before: GuardedResource, changes: readonly PropertyChange[]): Change | undefined {
  const changed = new Set(changes.map(({ path }) => path.split('.')[0]));
  const isUnnamed = before.name === undefined;
  switch (before.type) {
    case ResourceType.REPOSITORY:
      if (changed.has('RepositoryName')) return row(isUnnamed ? 'repository-gets-name' : 'repository-name');
      if (isUnnamed) return row('encryption-unnamed');
      return row(encryptionRow(changes));
    case ResourceType.PUBLIC_REPOSITORY:
      return row('public-name');
    case ResourceType.PULL_THROUGH_CACHE_RULE:
      return row(changed.has('EcrRepositoryPrefix') ? 'cache-prefix' : 'cache-upstream');
    case ResourceType.CREATION_TEMPLATE:
      return row('template-prefix');
    case ResourceType.SIGNING_PROFILE:
      return row(isUnnamed ? 'signature-validity-unnamed' : 'signature-validity');
    case ResourceType.KEY_ALIAS:
      return row('alias');
    case ResourceType.IAM_ROLE:
      return row('push-role-id');
    default:
      return undefined;
  }
}

/** The row of another encryption, or of another key. AES-256 is no encryption in comparable form. */
function encryptionRow(changes: readonly PropertyChange[]): RowId {
  if (changes.some(({ path }) => path === 'EncryptionConfiguration.KmsKey')) return 'key-of-registry';
  const isFromDefault = changes.some(({ path, before }) => path === 'EncryptionConfiguration' && before === undefined);
  return isFromDefault ? 'encryption-to-default' : 'encryption';
}
