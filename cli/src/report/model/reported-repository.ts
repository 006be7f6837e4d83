/** A repository. */
export interface ReportedRepository {
  /** The place of its registry in `registries`. */
  readonly registry: number;
  /** Its name; of one that CloudFormation names, the path of its construct. */
  readonly name: string;
  readonly isPublic?: true;
  /** Whether an app declares it, a snapshot has it, or both. */
  readonly origin: RepositoryOrigin;
  /** The path of its construct. */
  readonly path?: string;
  /** Who is responsible: the value of the owner's tag, or else the stack. */
  readonly owner?: string;
  /** Such as "AES-256" or "customer managed key alias/images". */
  readonly encryption: string;
  /** Such as "immutable except latest, dev-*". */
  readonly mutability: string;
  /** The place in `lifecycles`; absent without a policy. */
  readonly lifecycle?: number;
  readonly scanning: ReportedScanning;
  /** The places of the registries that have its replicas. */
  readonly replicas: readonly number[];
  /** The prefix of the pull-through cache that fills it. */
  readonly cache?: string;
  /** The prefix of the creation template that applies if ECR creates it. */
  readonly template?: string;
  /** The signing profile. */
  readonly signedBy?: string;
  /** The places of the grants of its policy in `grants`. */
  readonly grants: readonly number[];
  /** Sums of its images, if a snapshot has them. */
  readonly images?: ReportedImages;
}

export enum RepositoryOrigin {
  DECLARED = 'declared',
  DEPLOYED = 'deployed',
  BOTH = 'both',
}

export enum ScanningMode {
  CONTINUOUS = 'continuous',
  ON_PUSH = 'on push',
  MANUAL = 'manual',
  /** Not even on request: enhanced scanning without a filter for it, or a public repository. */
  NEVER = 'never',
  UNKNOWN = 'unknown',
}

/** How the images of a repository are scanned. */
export interface ReportedScanning {
  readonly mode: ScanningMode;
  /** What decides it, such as "filter prod/*" or "its ScanOnPush". */
  readonly by: string;
}

/** Sums of the images of a repository. Layers are shared, so that a sum of sizes is an upper bound. */
export interface ReportedImages {
  readonly count: number;
  readonly bytes: number;
  /** Images without a size. */
  readonly unsizedCount: number;
  readonly archivedCount: number;
  /** Images that the lifecycle policy takes at the time of the report. */
  readonly dueCount: number;
  readonly inUseCount: number;
  readonly neverPulledCount: number;
  readonly neverPulledBytes: number;
  /** Milliseconds since 1970. */
  readonly lastPush?: number;
  readonly lastPull?: number;
}

/** The images of a repository, one list for each property, all in one order: the newest push first. Times are milliseconds since 1970. */
export interface ImageColumns {
  readonly digests: readonly string[];
  /** Tags, separated by a space. */
  readonly tags: readonly string[];
  readonly pushed: readonly number[];
  /** `null`: never, or not recorded. */
  readonly pulled: readonly (number | null)[];
  readonly bytes: readonly (number | null)[];
  /** `imageStatus`; empty for active. */
  readonly status: readonly string[];
  readonly archived: readonly (number | null)[];
  readonly activated: readonly (number | null)[];
  /** The place of the image that this one belongs to, such as that of a signature, or its digest if it is not in the list. */
  readonly subjects: readonly (number | string | null)[];
  /** `imageManifestMediaType`, as a place in `mediaTypes`, where an unknown one is empty. */
  readonly mediaType: readonly number[];
  readonly mediaTypes: readonly string[];
  /** The digests of the children of an index. */
  readonly children: readonly (readonly string[] | null)[];
  /** Who runs it, in words; empty if nobody is known to. */
  readonly users: readonly string[];
}
