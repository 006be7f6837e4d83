/** A finding that is there on purpose. One that does not occur is an error too, so that the list stays true. */
export interface ExpectedFinding {
  readonly judge: string;
  readonly rule: string;
  /** @default - every target */
  readonly target?: string;
  /** Which logical ids or construct paths (whatever the judge names). */
  readonly resource: RegExp;
  /**
   * How many findings it covers, so that one more, of another resource, does not hide behind a pattern.
   *
   * @default - any number
   */
  readonly count?: number;
  /** Why the rule cannot or should not be met. */
  readonly reason: string;
}

export const EXPECTED_FINDINGS: readonly ExpectedFinding[] = [
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.3',
    target: 'examples/platform-baseline',
    resource: /./,
    count: 77,
    reason: 'the mirror has 23 distributions and 54 runtimes whose upstream tags move; the other 96 must be immutable',
  },
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.1',
    target: 'test/integ/integ.private-repository',
    resource: /^Bare/,
    reason: 'shows a repository without any option that complies',
  },
];
