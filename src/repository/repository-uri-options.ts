/** Options of `PrivateRepository.shareUriAsParameter`. */
export interface SharedUriParameterOptions {
  /** Name of the parameter, such as `/images/team/api`. */
  readonly parameterName: string;

  /**
   * Ids of other accounts of the organization that may read the parameter, by its ARN. They cost an advanced parameter
   * and a resource share of AWS RAM; sharing within the organization has to be enabled there.
   *
   * @default - only the account of the repository reads it; a standard parameter
   */
  readonly accounts?: string[];
}
