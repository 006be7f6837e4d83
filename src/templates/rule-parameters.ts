/** The choices of an organization that rules judge by. */
export interface RuleParameters {
  /** Keys of tags that every repository must have. */
  readonly requiredTags?: readonly string[];
  /** The keys that may encrypt repositories, each as a template that is read has it: an id, an ARN or a hole. */
  readonly allowedKeys?: readonly unknown[];
  /** Hosts from which pull-through caches may take images. */
  readonly allowedUpstreams?: readonly string[];
  /** Accounts that policies may admit, besides the resource's own. */
  readonly allowedAccounts?: readonly string[];
  /** Organizations that policies may admit. */
  readonly allowedOrganizations?: readonly string[];
  /** Patterns of tags that no lifecycle policy may delete. */
  readonly protect?: readonly string[];
}
