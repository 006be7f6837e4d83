/** Signs an image with a profile of AWS Signer. If the registry signs, the principal that pushes needs it. */
export const SIGN_ACTION = 'signer:SignPayload';

/** Actions that activate Amazon Inspector. */
export const ACTIVATE_INSPECTOR_ACTIONS = ['inspector2:BatchGetAccountStatus', 'inspector2:Enable'];

/** Sets how long Amazon Inspector rescans images. */
export const CONFIGURE_INSPECTOR_ACTION = 'inspector2:UpdateConfiguration';

/** Actions on a KMS key that Amazon ECR needs to create the grants for an encrypted repository. */
export const REPOSITORY_KEY_ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'];

/** Retires a grant. Only an identity policy can allow it, so a key policy does not replace it. */
export const RETIRE_GRANT_ACTION = 'kms:RetireGrant';

/** Publishes a message to a topic. */
export const PUBLISH_ACTION = 'sns:Publish';

/** Sends a message to a queue. */
export const SEND_ACTION = 'sqs:SendMessage';

/** Actions of a permission with which a service may invoke a function. */
export const INVOKE_ACTION = /^(lambda:(InvokeFunction|\*)|\*)$/i;

/** Actions on the KMS key of an encrypted topic or queue that a service needs to publish to it. */
export const PUBLISHER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Actions with which a client logs in to the public registry. They have no resource. */
export const PUBLIC_LOGIN_ACTIONS = ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'];
