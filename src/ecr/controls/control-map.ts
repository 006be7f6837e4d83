import { controls, ControlFramework } from './control';
import type { Control, ControlMapEntry } from './control';
import { EcrRule } from '../ecr-rule';
import { ResourceType } from '../resource-type';

const {
  SECURITY_HUB,
  AWS_CONFIG,
  CONTROL_TOWER,
  NIST_800_53_R5,
  PCI_DSS_4,
  HIPAA,
  CHECKOV,
  TRIVY,
  PROWLER,
  KICS,
  CNSPEC,
} = ControlFramework;

/** All relations of controls to rules. AWS or a tool states each of them, except for HIPAA. */
export const CONTROL_MAP: readonly ControlMapEntry[] = [
  {
    requirement: 'images are scanned',
    resourceType: ResourceType.REPOSITORY,
    option: '`scanOnPush` of `PrivateRepository`, `scanning` of `Registry`',
    rules: [EcrRule.REPOSITORY_SCANNING],
    controls: [
      ...controls(SECURITY_HUB, 'ECR.1'),
      ...controls(AWS_CONFIG, 'ECR_PRIVATE_IMAGE_SCANNING_ENABLED'),
      ...controls(NIST_800_53_R5, 'RA-5'),
      ...controls(PCI_DSS_4, '6.2.3', '6.2.4'),
      ...controls(HIPAA, '164.308(a)(1)(ii)(A)'),
    ],
    stricterControls: [
      ...controls(CONTROL_TOWER, 'CT.ECR.PR.2'),
      ...controls(CHECKOV, 'CKV_AWS_163'),
      ...controls(TRIVY, 'AVD-AWS-0030'),
      ...controls(PROWLER, 'ecr_repositories_scan_images_on_push_enabled', 'ecr_registry_scan_images_on_push_enabled'),
      ...controls(KICS, '9025b2b3-e554-4842-ba87-db7aeec36d35'),
      ...controls(CNSPEC, 'ecr-image-scan-on-push'),
    ],
  },
  {
    requirement: 'Amazon Inspector scans the registry',
    resourceType: ResourceType.SCANNING_CONFIGURATION,
    option: '`RegistryScanning.enhanced()`',
    rules: [EcrRule.ENHANCED_SCANNING],
    controls: [],
    // In an organization, the controls ask for scanning in all member accounts.
    stricterControls: [
      ...controls(SECURITY_HUB, 'Inspector.2'),
      ...controls(AWS_CONFIG, 'INSPECTOR_ECR_SCAN_ENABLED'),
      ...controls(PROWLER, 'inspector2_is_enabled'),
    ],
  },
  {
    requirement: 'tags cannot be moved',
    resourceType: ResourceType.REPOSITORY,
    option: '`ImageTagMutability.immutable()`',
    rules: [EcrRule.TAG_IMMUTABILITY, EcrRule.TAG_EXCEPTIONS],
    controls: [
      ...controls(SECURITY_HUB, 'ECR.2'),
      ...controls(AWS_CONFIG, 'ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED'),
      ...controls(CONTROL_TOWER, 'CT.ECR.PR.3'),
      ...controls(NIST_800_53_R5, 'CA-9(1)', 'CM-2', 'CM-8(1)'),
      ...controls(HIPAA, '164.312(c)(1)'),
      ...controls(CHECKOV, 'CKV_AWS_51'),
      ...controls(TRIVY, 'AVD-AWS-0031'),
      ...controls(PROWLER, 'ecr_repositories_tag_immutability'),
      ...controls(KICS, '33f41d31-86b1-46a4-81f7-9c9a671f59ac'),
      ...controls(CNSPEC, 'ecr-image-tag-immutability'),
    ],
    stricterControls: [],
  },
  {
    requirement: 'a lifecycle policy cleans up',
    resourceType: ResourceType.REPOSITORY,
    option: '`lifecycle`',
    rules: [EcrRule.LIFECYCLE_POLICY, EcrRule.LIFECYCLE_GRAMMAR],
    controls: [
      ...controls(SECURITY_HUB, 'ECR.3'),
      ...controls(AWS_CONFIG, 'ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED'),
      ...controls(NIST_800_53_R5, 'CA-9(1)', 'CM-2', 'CM-2(2)'),
      ...controls(PROWLER, 'ecr_repositories_lifecycle_policy_enabled'),
    ],
    // The control requires a text without intrinsic functions.
    stricterControls: controls(CONTROL_TOWER, 'CT.ECR.PR.1'),
  },
  {
    requirement: 'public repositories are tagged',
    resourceType: ResourceType.PUBLIC_REPOSITORY,
    option: '`tags` of `PublicRepository`',
    rules: [EcrRule.REPOSITORY_TAGS],
    controls: controls(SECURITY_HUB, 'ECR.4'),
    stricterControls: [],
  },
  {
    requirement: 'images are encrypted with a customer-managed key',
    resourceType: ResourceType.REPOSITORY,
    option: '`RepositoryEncryption.customerManaged()`',
    rules: [EcrRule.CUSTOMER_KEY],
    controls: [
      ...controls(SECURITY_HUB, 'ECR.5'),
      ...controls(AWS_CONFIG, 'ECR_REPOSITORY_CMK_ENCRYPTION_ENABLED'),
      ...controls(
        NIST_800_53_R5,
        ...['SC-12(2)', 'CM-3(6)', 'SC-13', 'SC-28', 'SC-28(1)', 'SC-7(10)', 'CA-9(1)', 'SI-7(6)', 'AU-9'],
      ),
      ...controls(HIPAA, '164.312(a)(2)(iv)'),
      ...controls(CHECKOV, 'CKV_AWS_136'),
      ...controls(TRIVY, 'AVD-AWS-0033'),
      ...controls(KICS, 'ecr_repository_not_encrypted_with_CMK'),
      ...controls(CNSPEC, 'ecr-repository-cmk-encryption'),
    ],
    stricterControls: [],
  },
  {
    requirement: 'the key is rotated',
    resourceType: ResourceType.KEY,
    option: '`RepositoryKey`',
    rules: [EcrRule.KEY_ROTATION],
    controls: [
      ...controls(SECURITY_HUB, 'KMS.4'),
      ...controls(AWS_CONFIG, 'CMK_BACKING_KEY_ROTATION_ENABLED'),
      ...controls(CONTROL_TOWER, 'CT.KMS.PR.1'),
      ...controls(NIST_800_53_R5, 'SC-12', 'SC-12(2)', 'SC-28(3)'),
    ],
    stricterControls: [],
  },
  {
    requirement: 'no policy admits everybody',
    resourceType: ResourceType.REPOSITORY,
    option: '`RepositoryAccess`, `grants`, `RegistryPolicyStatement`',
    rules: [EcrRule.OPEN_POLICY, EcrRule.FOR_ALL_VALUES],
    controls: controls(HIPAA, '164.312(a)(1)'),
    // The tools report a principal `*` even if a condition limits it to an organization.
    stricterControls: [
      ...controls(CHECKOV, 'CKV_AWS_32'),
      ...controls(TRIVY, 'AVD-AWS-0032'),
      ...controls(PROWLER, 'ecr_repositories_not_publicly_accessible'),
      ...controls(KICS, '75be209d-1948-41f6-a8c8-e22dd0121134'),
      ...controls(CNSPEC, 'ecr-no-public-access'),
    ],
  },
  {
    requirement: 'roles that push trust named jobs only',
    resourceType: ResourceType.IAM_ROLE,
    option: '`ImagePushRole`',
    rules: [EcrRule.PUSH_TRUST],
    controls: controls(CHECKOV, 'CKV_AWS_358'),
    stricterControls: [],
  },
  {
    requirement: 'VPCs have endpoints for Amazon ECR',
    resourceType: ResourceType.VPC,
    option: '`RegistryEndpoints`',
    rules: [EcrRule.VPC_ENDPOINTS],
    controls: controls(SECURITY_HUB, 'EC2.55', 'EC2.56'),
    stricterControls: [],
  },
  {
    requirement: 'the key is not given away',
    resourceType: ResourceType.KEY,
    option: '`RepositoryKey`',
    rules: [EcrRule.KEY_POLICY],
    controls: [],
    stricterControls: controls(CONTROL_TOWER, 'CT.KMS.PR.3'),
  },
];

/**
 * The controls of a type of resources that a finding of a rule fails.
 *
 * @param resourceType type of the resource, e.g. `AWS::ECR::Repository`
 */
export function controlsOf(rule: EcrRule, resourceType: string): Control[] {
  return CONTROL_MAP.filter((entry) => entry.rules.includes(rule) && entry.resourceType === resourceType).flatMap(
    (entry) => entry.controls,
  );
}
