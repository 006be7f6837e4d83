/** Options of `PrivateRepository.shareUriAsParameter`. */
export interface SharedUriParameterOptions {
  /** Name of the parameter, such as `/images/team/api`. */
  readonly parameterName: string;

  /**
   * Ids of other accounts of the organization that may read the parameter. They refer to the parameter by its ARN.
   *
   * A resource share of AWS RAM shares the parameter with these accounts, so it must be an advanced parameter, which
   * costs money. Sharing within the organization must be enabled in AWS RAM.
   *
   * @default - a standard parameter, which only the repository's own account can read
   */
  readonly accounts?: string[];
}
