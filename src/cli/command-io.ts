/** Where a command reads and writes; `process` is one. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Meaning of the exit statuses of a command. */
export enum ExitStatus {
  /** Nothing surprising. */
  OK = 0,
  /** A protected image would go. */
  PROTECTED_IMAGE_GOES = 1,
  /** The input is wrong, so that nothing was previewed. */
  BAD_INPUT = 2,
}
