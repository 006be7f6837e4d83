/** Where a command reads and writes; `process` is one. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** The exit statuses of all commands. */
export enum ExitStatus {
  /** Nothing was found. */
  OK = 0,
  /** Something was found that a pipeline should stop at. */
  FOUND = 1,
  /** The input is wrong, so that nothing was done. */
  BAD_INPUT = 2,
  /** The tool, the disk or AWS failed. */
  FAILED = 3,
}
