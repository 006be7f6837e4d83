import { LIMITS } from './limits';

/** The lengths that a filter of replication may have. */
export const REPLICATION_PREFIX_LENGTH = `${LIMITS.MIN_NAME_LENGTH} to ${LIMITS.NAME_LENGTH} characters`;

/** The start of the name of a repository, as in the schema of AWS::ECR::ReplicationConfiguration. No name starts with a separator. */
const REPLICATION_PREFIX = /^(?=[a-z0-9])(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/;

/**
 * Whether replication accepts a text as a filter, and names of repositories can start with it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecr-replicationconfiguration-repositoryfilter.html
 */
export function isReplicationPrefix(prefix: string): boolean {
  const { length } = prefix;
  return length >= LIMITS.MIN_NAME_LENGTH && length <= LIMITS.NAME_LENGTH && REPLICATION_PREFIX.test(prefix);
}

/** The names that continue after a prefix without a `/`, such as `apples-dev` after `apples`. */
export function namesBeyond(prefix: string, names: readonly string[]): string[] {
  if (/[/._-]$/.test(prefix)) return [];
  return names.filter((name) => name.startsWith(prefix) && name !== prefix && name[prefix.length] !== '/');
}
