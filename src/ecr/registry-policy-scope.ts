/**
 * What the service enforces of a registry's policy: the account setting `REGISTRY_POLICY_SCOPE`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export enum RegistryPolicyScope {
  /** `ecr:ReplicateImage`, `ecr:BatchImportUpstreamImage` and `ecr:CreateRepository` only. */
  V1 = 'V1',
  /** Every action of Amazon ECR, on every request. The default of new registries. */
  V2 = 'V2',
}
