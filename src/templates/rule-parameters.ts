/** The choices of an organization that rules use. */
export interface RuleParameters {
  /** Keys of tags that every repository must have. */
  readonly requiredTags?: readonly string[];
  /** The tags that every repository must have, with their allowed values. */
  readonly requiredTagValues?: Readonly<Record<string, readonly string[]>>;
  /** The keys that may encrypt repositories. Each is an id, an ARN or a hole, as in a template that is read. */
  readonly allowedKeys?: readonly unknown[];
  /** Hosts that pull-through caches may have as upstream. */
  readonly allowedUpstreams?: readonly string[];
  /** Accounts that policies may admit, besides the account of the resource. */
  readonly allowedAccounts?: readonly string[];
  /** Organizations that policies may admit. */
  readonly allowedOrganizations?: readonly string[];
  /** The statements of the perimeter that policies of private repositories must have, as in a template. */
  readonly requiredPerimeter?: readonly unknown[];
  /** Patterns of tags that no lifecycle policy may delete. */
  readonly protect?: readonly string[];
  /** The lifecycle policies, as text, whose lists of tags code wrote as lists that mean all of the tags. */
  readonly meantLifecycles?: ReadonlySet<string>;
}
