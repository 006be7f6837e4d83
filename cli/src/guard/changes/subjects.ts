import { AUTO_DELETE_IMAGES } from '../../../../src/ecr/auto-delete-images';
import { ResourceType } from '../../../../src/ecr/resource-type';

/** A type of resource that the guard watches, in words. */
export interface Subject {
  /** The start of the kinds of its changes. */
  readonly kind: string;
  /** The subject of a sentence. */
  readonly words: string;
}

/** What sets the account settings of a registry. */
export const ACCOUNT_SETTINGS = 'Custom::ECRAccountSettings';

/** The types that the guard watches. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  [ResourceType.REPOSITORY]: { kind: 'repository', words: 'The repository' },
  [ResourceType.PUBLIC_REPOSITORY]: { kind: 'public-repository', words: 'The public repository' },
  [ResourceType.REGISTRY_POLICY]: { kind: 'registry-policy', words: 'The registry policy' },
  [ResourceType.SCANNING_CONFIGURATION]: { kind: 'scanning', words: 'The scanning of the registry' },
  [ResourceType.REPLICATION_CONFIGURATION]: { kind: 'replication', words: 'The replication' },
  [ResourceType.SIGNING_CONFIGURATION]: { kind: 'signing', words: 'The signing of images' },
  [ResourceType.PULL_THROUGH_CACHE_RULE]: { kind: 'cache', words: 'The pull-through cache' },
  [ResourceType.CREATION_TEMPLATE]: { kind: 'creation-template', words: 'The creation template' },
  [ResourceType.PULL_TIME_EXCLUSION]: { kind: 'pull-time-exclusion', words: 'The exclusion from pull times' },
  [ResourceType.KEY]: { kind: 'key', words: 'The key' },
  [ResourceType.KEY_ALIAS]: { kind: 'alias', words: 'The alias of a key' },
  [ResourceType.SECRET]: { kind: 'credentials', words: 'The secret with the credentials of a cache' },
  [ResourceType.IAM_ROLE]: { kind: 'role', words: 'The role' },
  [ResourceType.TOPIC]: { kind: 'topic', words: 'The topic' },
  [ResourceType.SIGNING_PROFILE]: { kind: 'signing-profile', words: 'The signing profile' },
  [ACCOUNT_SETTINGS]: { kind: 'account-settings', words: 'The resource with the account settings' },
  [AUTO_DELETE_IMAGES.TYPE]: { kind: 'auto-delete-images', words: 'The custom resource of autoDeleteImages' },
};

/** The types of Amazon ECR. */
export function isOfEcr(type: string): boolean {
  return type.startsWith('AWS::ECR::') || type === ACCOUNT_SETTINGS;
}
