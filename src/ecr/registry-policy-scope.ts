/**
 * The actions that a registry policy can control. It is the account setting `REGISTRY_POLICY_SCOPE`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export enum RegistryPolicyScope {
  /**
   * The registry policy controls only `ecr:ReplicateImage`, `ecr:BatchImportUpstreamImage` and `ecr:CreateRepository`.
   */
  V1 = 'V1',
  /** The registry policy controls all actions of Amazon ECR, on every request. New registries have this scope. */
  V2 = 'V2',
}
