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
  /** Whether tasks, functions and builds must name images by a digest or a tag that cannot move. */
  readonly requirePinnedImages?: boolean;
  /** Hosts of the registries whose images they may use. A `*` stands for any characters. */
  readonly allowedImageRegistries?: readonly string[];
  /** Whether each VPC must have interface endpoints for Amazon ECR. */
  readonly requireVpcEndpoints?: boolean;
  /** Whether Amazon Inspector must scan each registry. */
  readonly requireEnhancedScanning?: boolean;
  /** Patterns of the names of repositories whose images must be signed. */
  readonly requireSigning?: readonly string[];
  /** Patterns of the names of repositories whose images must be replicated. */
  readonly requireReplication?: readonly string[];
  /** Patterns of tags that no lifecycle policy may delete. */
  readonly protect?: readonly string[];
  /** The lifecycle policies, as text, whose lists of tags code wrote as lists that mean all of the tags. */
  readonly meantLifecycles?: ReadonlySet<string>;
}
