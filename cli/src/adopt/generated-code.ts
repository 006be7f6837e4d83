/** A file of the new app. */
export interface GeneratedFile {
  /** The path in the folder of the app, with slashes. */
  readonly path: string;
  readonly content: string;
}

/** A stack of the new app. */
export interface GeneratedStack {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** The class of the stack, and the file that declares it, such as `lib/repositories.ts`. */
  readonly className: string;
  readonly file: GeneratedFile;
  /** The resources of the stack that exist already. */
  readonly resources: readonly GeneratedResource[];
  /** Differences from what exists that the code cannot avoid, as sentences for the report. */
  readonly remarks: readonly string[];
}

/** A resource that CloudFormation imports. */
export interface GeneratedResource {
  readonly type: string;
  /** The ids of its constructs within the stack, down to the resource itself. */
  readonly path: readonly string[];
  /** Its logical id, if the library sets it (see `settingLogicalId`). Otherwise it follows from the path. */
  readonly logicalId?: string;
  /** The property that identifies it, such as `{ RepositoryName: 'team/api' }`. */
  readonly identifier: Readonly<Record<string, string>>;
}
