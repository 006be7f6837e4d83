import { LIMITS } from './limits';

/** The lengths that a filter of replication may have. */
export const REPLICATION_PREFIX_LENGTH = `${LIMITS.MIN_NAME_LENGTH} to ${LIMITS.NAME_LENGTH} characters`;

/** The start of a repository's name, by the schema of AWS::ECR::ReplicationConfiguration. A name starts with no separator. */
const REPLICATION_PREFIX = /^(?=[a-z0-9])(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/;

/**
 * Whether replication takes a text as a filter, and repositories can have names that start with it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecr-replicationconfiguration-repositoryfilter.html
 */
export function isReplicationPrefix(prefix: string): boolean {
  const { length } = prefix;
  return length >= LIMITS.MIN_NAME_LENGTH && length <= LIMITS.NAME_LENGTH && REPLICATION_PREFIX.test(prefix);
}
