import { PUBLIC_REPOSITORY_ACTIONS, REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from './action-names';
import { CREATE_ACTION, IMPORT_ACTION, REPLICATE_ACTION, UPLOAD_ACTIONS } from './ecr-actions';

/** The purpose of an action on images, for a comparison of access. */
export enum AccessClass {
  /** Read images. */
  PULL = 'pull',
  /** Write images: by a push, by replication or through a cache. Either may create the repository. */
  PUSH = 'push',
  /** Delete images, or the key that they are encrypted with. */
  DELETE = 'delete',
  /** Change policies and settings. */
  ADMINISTER = 'administer',
  /** Read what describes images, policies and settings. */
  READ = 'read',
}

const PULL = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];
const PUSH = [...UPLOAD_ACTIONS, CREATE_ACTION, IMPORT_ACTION, REPLICATE_ACTION].map(verbOf);
const DELETE = ['BatchDeleteImage', 'DeleteRepository'];
/** Actions that read, by the start of their names. A scan and a preview change nothing. */
const READ = /^(BatchGet|Describe|Get|List|Validate|StartImageScan|StartLifecyclePolicyPreview)/;

/** The actions of AWS KMS that matter to encrypted images. Amazon ECR reads and writes them through a grant. */
const KEY_ACTIONS: Readonly<Record<string, AccessClass>> = {
  'kms:Decrypt': AccessClass.PULL,
  'kms:Encrypt': AccessClass.PUSH,
  'kms:GenerateDataKey': AccessClass.PUSH,
  'kms:GenerateDataKeyWithoutPlaintext': AccessClass.PUSH,
  'kms:ReEncryptFrom': AccessClass.PUSH,
  'kms:ReEncryptTo': AccessClass.PUSH,
  'kms:DeleteImportedKeyMaterial': AccessClass.DELETE,
  'kms:DisableKey': AccessClass.DELETE,
  'kms:ScheduleKeyDeletion': AccessClass.DELETE,
  'kms:CreateGrant': AccessClass.ADMINISTER,
  'kms:RetireGrant': AccessClass.ADMINISTER,
  'kms:RevokeGrant': AccessClass.ADMINISTER,
  'kms:CancelKeyDeletion': AccessClass.ADMINISTER,
  'kms:DisableKeyRotation': AccessClass.ADMINISTER,
  'kms:EnableKey': AccessClass.ADMINISTER,
  'kms:EnableKeyRotation': AccessClass.ADMINISTER,
  'kms:PutKeyPolicy': AccessClass.ADMINISTER,
  'kms:DescribeKey': AccessClass.READ,
  'kms:GetKeyPolicy': AccessClass.READ,
  'kms:ListGrants': AccessClass.READ,
};

/** The actions that the policy of a type of resource can allow or deny. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECR::Repository': REPOSITORY_ACTIONS,
  'AWS::ECR::RepositoryCreationTemplate': REPOSITORY_ACTIONS,
  'AWS::ECR::RegistryPolicy': [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS],
  'AWS::ECR::PublicRepository': PUBLIC_REPOSITORY_ACTIONS,
  'AWS::KMS::Key': Object.keys(KEY_ACTIONS),
};

/** All actions that are known. A policy has no use for those that are for another type of resource. */
export const KNOWN_ACTIONS: readonly string[] = [...new Set(Object.values(ACTIONS).flat())];

/** The types of resources whose policies are compared. */
export const TYPES_WITH_ACCESS: readonly string[] = Object.keys(ACTIONS);

/** The actions that matter in the policy of a type of resource. */
export function actionsOfType(type: string): readonly string[] {
  return ACTIONS[type] ?? [];
}

/** The class of an action. An action that is not known may change anything. */
export function accessClassOf(action: string): AccessClass {
  if (action in KEY_ACTIONS) return KEY_ACTIONS[action];
  const verb = verbOf(action);
  if (PULL.includes(verb)) return AccessClass.PULL;
  if (PUSH.includes(verb)) return AccessClass.PUSH;
  if (DELETE.includes(verb)) return AccessClass.DELETE;
  return READ.test(verb) ? AccessClass.READ : AccessClass.ADMINISTER;
}

function verbOf(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}
