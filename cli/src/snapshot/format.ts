import type { Json } from '../../../src/text/json';

/*
 * A snapshot is a directory for each account and region, `<account>/<region>`, or the same as a `.tar.gz`:
 *
 *   registry.json               the settings of the registry, and what could not be read
 *   repositories.ndjson         one line for each repository
 *   images/<name>.ndjson.gz     one line for each image of a repository, on request; of public ones in public-images
 *   templates/<stack>.json      the deployed templates of the stacks that own something, on request
 *
 * Parts that the service answers as they are keep its names, as the AWS CLI prints them. Times are ISO 8601 in UTC.
 */

/** The version of the format. A reader refuses a version that it does not know. */
export const FORMAT_VERSION = 1;

export const REGISTRY_FILE = 'registry.json';
export const REPOSITORIES_FILE = 'repositories.ndjson';
export const IMAGES_FOLDER = 'images';
export const PUBLIC_IMAGES_FOLDER = 'public-images';
export const TEMPLATES_FOLDER = 'templates';

/**
 * The file with the images of a repository. Names of repositories have slashes. A public repository may have the name of
 * a private one.
 */
export function imagesFileOf({
  repositoryName,
  isPublic,
}: Pick<RepositoryLine, 'repositoryName' | 'isPublic'>): string {
  return `${isPublic ? PUBLIC_IMAGES_FOLDER : IMAGES_FOLDER}/${encodeURIComponent(repositoryName)}.ndjson.gz`;
}

/** The file with the deployed template of a stack. */
export function templateFileOf(stackName: string): string {
  return `${TEMPLATES_FOLDER}/${encodeURIComponent(stackName)}.json`;
}

/** The content of `registry.json`. A setting that the registry does not have is absent. */
export interface RegistryFile {
  readonly version: typeof FORMAT_VERSION;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The time when reading began. */
  readonly time: string;
  /** What was asked for. */
  readonly contents: SnapshotContents;
  /** The registry policy as JSON. */
  readonly policy?: Json;
  /** `scanType` and `rules`. */
  readonly scanningConfiguration?: Json;
  /** `rules` of the replication. */
  readonly replicationConfiguration?: Json;
  readonly pullThroughCacheRules?: readonly Json[];
  readonly repositoryCreationTemplates?: readonly Json[];
  /** `rules` of managed signing. */
  readonly signingConfiguration?: Json;
  /** The ARNs of principals whose pulls are not recorded. */
  readonly pullTimeUpdateExclusions?: readonly string[];
  /** The values of the account settings by their names. */
  readonly accountSettings?: Readonly<Record<string, string>>;
  /** What may not or could not be read. It is empty if the snapshot is complete. */
  readonly unread: readonly Unread[];
}

/** The parts of a snapshot that are there on request. */
export interface SnapshotContents {
  readonly images: boolean;
  readonly inspector: boolean;
  readonly templates: boolean;
}

/** A call that AWS refused. */
export interface Unread {
  /** The action, such as `ecr:GetRegistryPolicy`. */
  readonly action: string;
  /** The repository, the key, the account setting or the stack, if the call was about one. */
  readonly of?: string;
  /** The error code of AWS, such as `AccessDeniedException`. */
  readonly code: string;
  readonly message: string;
}

/** A line of `repositories.ndjson`. */
export interface RepositoryLine {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUri: string;
  readonly createdAt?: string;
  /** Whether it is a repository of the public registry. */
  readonly isPublic?: boolean;
  readonly encryption?: RepositoryEncryption;
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly Json[];
  readonly scanOnPush?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** The repository policy as JSON. */
  readonly policy?: Json;
  /** The lifecycle policy as JSON. */
  readonly lifecyclePolicy?: Json;
  /** The stack of CloudFormation that owns it, by its tags. */
  readonly stack?: OwningStack;
  /** The description of a public repository. */
  readonly catalogData?: Json;
}

export interface RepositoryEncryption {
  /** `AES256`, `KMS` or `KMS_DSSE`. */
  readonly encryptionType: string;
  readonly kmsKey?: string;
  /** `AWS` or `CUSTOMER`, as AWS KMS says who manages the key. It is absent for AES256, or if it may not be read. */
  readonly keyManager?: string;
}

export interface OwningStack {
  readonly stackName: string;
  readonly stackId?: string;
  readonly logicalId?: string;
}

/** A line of a file of images: an image as `aws ecr describe-images` prints it, and what Amazon Inspector knows of it. */
export interface ImageLine extends Json {
  readonly imageDigest: string;
  readonly imageTags?: readonly string[];
  readonly imagePushedAt: string;
  readonly imageStatus?: string;
  /** The number of running tasks and pods with the image, by Amazon Inspector. */
  readonly inUseCount?: number;
  readonly lastInUseAt?: string;
}
