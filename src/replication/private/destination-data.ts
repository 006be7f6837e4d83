import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { partitionOf } from './replication-checks';
import { templatesFor } from './replica-templates';
import { RepositoryAccess } from '../../access';
import { contentOf } from '../../registry/private/content-text';
import type { SettingsSource } from '../../registry/private/template-settings';
import type { Registry } from '../../registry/registry';
import { RegistryPolicyStatement } from '../../registry/registry-policy-statement';
import { resolveSettings } from '../../repository/private/resolved-settings';
import type { ReplicationPeer } from '../replication';

type SettingsOf = (prefixes: string[]) => SettingsSource;

/** The statement that the policy of a destination in another account needs, as JSON. */
export function destinationPolicyStatement(
  source: Registry,
  destination: ReplicationPeer & ResourceEnvironment,
  settingsOf: SettingsOf,
): string | undefined {
  const { account, region, repositoryPrefixes } = destination;
  if (account === source.env.account) return undefined;
  const tags = templatesFor(repositoryPrefixes).flatMap(({ prefixes }) =>
    Object.keys(resolve(settingsOf(prefixes)).tags),
  );
  const statement = RegistryPolicyStatement.allowReplicationFrom({
    account: source.env.account,
    repositoryPrefixes: repositoryPrefixes.length > 0 ? repositoryPrefixes : undefined,
    tagOnCreate: tags.length > 0,
  })._render(source, { account, region });
  return literal(source, region, statement.toStatementJson());
}

/** The creation templates that a destination needs, each as input of the AWS command line. */
export function destinationTemplates(
  source: Registry,
  { account, region, repositoryPrefixes }: ReplicationPeer & ResourceEnvironment,
  settingsOf: SettingsOf,
): string[] {
  return templatesFor(repositoryPrefixes).map(({ prefix, prefixes }) => {
    const { tagMutability, lifecycle, access, tags } = resolve(settingsOf(prefixes));
    const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = tagMutability._render();
    const statements = RepositoryAccess._statements(access).map((statement) => statement.toStatementJson());
    return literal(source, region, {
      prefix,
      appliedFor: ['REPLICATION'],
      imageTagMutability,
      imageTagMutabilityExclusionFilters: filters?.map((filter) => ({
        filterType: filter.imageTagMutabilityExclusionFilterType,
        filter: filter.imageTagMutabilityExclusionFilterValue,
      })),
      lifecyclePolicy: lifecycle.isEmpty ? undefined : lifecycle.toJson(),
      repositoryPolicy:
        statements.length > 0 ? literal(source, region, { Version: '2012-10-17', Statement: statements }) : undefined,
      resourceTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: `<ARN of a key of ${account}/${region}>` },
      customRoleArn: `<ARN of a role of ${account} that ecr.amazonaws.com may assume>`,
    });
  });
}

function resolve(settings: SettingsSource) {
  return resolveSettings(typeof settings === 'function' ? settings() : settings);
}

/** JSON without tokens, as the partition of the destination is known. */
function literal(source: Registry, region: string, value: object): string {
  return JSON.stringify(contentOf(source, value)).replace(/\$\{AWS::Partition\}/g, partitionOf(region));
}
