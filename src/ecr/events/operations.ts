import { RegistryChange, RepositoryChange } from './configuration-change';

/** The operations of the API that change a repository, as AWS CloudTrail names them. */
export const REPOSITORY_OPERATIONS: Record<RepositoryChange, string[]> = {
  [RepositoryChange.CREATION]: ['CreateRepository'],
  [RepositoryChange.DELETION]: ['DeleteRepository'],
  [RepositoryChange.LIFECYCLE]: ['DeleteLifecyclePolicy', 'PutLifecyclePolicy'],
  [RepositoryChange.POLICY]: ['DeleteRepositoryPolicy', 'SetRepositoryPolicy'],
  [RepositoryChange.SCANNING]: ['PutImageScanningConfiguration'],
  [RepositoryChange.TAG_MUTABILITY]: ['PutImageTagMutability'],
};

/** The operations of the API that change a registry, as AWS CloudTrail names them. */
export const REGISTRY_OPERATIONS: Record<RegistryChange, string[]> = {
  [RegistryChange.ACCOUNT_SETTINGS]: ['PutAccountSetting'],
  [RegistryChange.CREATION_TEMPLATES]: [
    'CreateRepositoryCreationTemplate',
    'DeleteRepositoryCreationTemplate',
    'UpdateRepositoryCreationTemplate',
  ],
  [RegistryChange.POLICY]: ['DeleteRegistryPolicy', 'PutRegistryPolicy'],
  [RegistryChange.PULL_THROUGH_CACHES]: [
    'CreatePullThroughCacheRule',
    'DeletePullThroughCacheRule',
    'UpdatePullThroughCacheRule',
  ],
  [RegistryChange.PULL_TIME_EXCLUSIONS]: ['DeregisterPullTimeUpdateExclusion', 'RegisterPullTimeUpdateExclusion'],
  [RegistryChange.REPLICATION]: ['PutReplicationConfiguration'],
  [RegistryChange.SCANNING]: ['PutRegistryScanningConfiguration'],
  [RegistryChange.SIGNING]: ['DeleteSigningConfiguration', 'PutSigningConfiguration'],
};
