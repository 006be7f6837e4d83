import { IMPORT_ACTION, PULL_ACTIONS, SERVICE_PULL_ACTIONS, TOKEN_ACTION } from './ecr-actions';

/**
 * The actions on Amazon ECR that managed policies of AWS allow on all repositories, by their paths and names. The policies
 * that are not listed may allow anything.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
 */
export const MANAGED_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'service-role/AmazonECSTaskExecutionRolePolicy': [TOKEN_ACTION, ...PULL_ACTIONS],
  AmazonEC2ContainerRegistryReadOnly: [TOKEN_ACTION, ...PULL_ACTIONS],
  AmazonEC2ContainerRegistryPullOnly: [TOKEN_ACTION, ...SERVICE_PULL_ACTIONS, IMPORT_ACTION],
  'service-role/AWSAppRunnerServicePolicyForECRAccess': [TOKEN_ACTION, ...PULL_ACTIONS],
  CloudWatchLogsFullAccess: [],
  AmazonSSMReadOnlyAccess: [],
  SecretsManagerReadWrite: [],
};
