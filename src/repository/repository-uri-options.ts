/** Options of `PrivateRepository.shareUriAsParameter`. */
export interface SharedUriParameterOptions {
  /** Name of the parameter, such as `/images/team/api`. */
  readonly parameterName: string;

  /**
   * Ids of other accounts in the same organization that may read the parameter. They must read it by its ARN.
   *
   * If set, the parameter is an advanced parameter, which AWS bills. A resource share of AWS Resource Access Manager
   * (AWS RAM) shares the parameter with these accounts. Sharing within the organization must be enabled in AWS RAM.
   *
   * @default - a standard parameter, which only the repository's own account can read
   */
  readonly accounts?: string[];
}
