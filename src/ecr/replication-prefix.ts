/** The start of a repository's name, by the schema of AWS::ECR::ReplicationConfiguration. A name starts with no separator. */
const REPLICATION_PREFIX = /^(?=[a-z0-9].{1,255}$)(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/;

/**
 * Whether replication takes a text as a filter, and repositories can have names that start with it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecr-replicationconfiguration-repositoryfilter.html
 */
export function isReplicationPrefix(prefix: string): boolean {
  return REPLICATION_PREFIX.test(prefix);
}
