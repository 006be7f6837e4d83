/**
 * The actions that a registry policy controls, as the account setting `REGISTRY_POLICY_SCOPE` has it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export enum RegistryPolicyScope {
  /** `ecr:ReplicateImage`, `ecr:BatchImportUpstreamImage` and `ecr:CreateRepository` only. */
  V1 = 'V1',
  /** All actions of Amazon ECR, on every request. The default of new registries. */
  V2 = 'V2',
}
