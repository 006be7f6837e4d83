/** Signs an image with a profile of AWS Signer. The principal that pushes needs it when the registry signs. */
export const SIGN_ACTION = 'signer:SignPayload';

/** Actions by which Amazon Inspector is activated. */
export const ACTIVATE_INSPECTOR_ACTIONS = ['inspector2:BatchGetAccountStatus', 'inspector2:Enable'];

/** Sets how long Amazon Inspector rescans images. */
export const CONFIGURE_INSPECTOR_ACTION = 'inspector2:UpdateConfiguration';

/** Actions on a KMS key by which Amazon ECR makes the grants for an encrypted repository. */
export const REPOSITORY_KEY_ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'];

/** Publishes a message to a topic. */
export const PUBLISH_ACTION = 'sns:Publish';

/** Actions on the KMS key of an encrypted topic that a service needs to publish to it. */
export const PUBLISHER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey*'];
