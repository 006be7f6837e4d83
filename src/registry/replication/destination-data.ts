import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { ReplicationPeer } from './replication-peer';
import { RepositoryAccess } from '../../access/repository-access';
import type { AppConstructs } from '../../core/app-constructs';
import { contentOf } from '../../core/content-text';
import { templatesFor } from '../../ecr/namespaces';
import { partitionOf } from '../../ecr/regions';
import { resolveSettings } from '../../repository/resolved-settings';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';
import type { RegistryCore } from '../registry-core';
import type { SettingsSource } from '../templates/template-settings';

type SettingsOf = (prefixes: string[]) => SettingsSource;

/** The statement that the policy of a destination in another account needs, as JSON. */
export function destinationPolicyStatement(
  source: RegistryCore,
  destination: ReplicationPeer & ResourceEnvironment,
  settingsOf: SettingsOf,
  constructsOf: () => AppConstructs,
): string | undefined {
  const { account, region, repositoryPrefixes } = destination;
  if (account === source.env.account) return undefined;
  const tags = templatesFor(repositoryPrefixes).flatMap(({ prefixes }) =>
    Object.keys(resolve(settingsOf(prefixes), constructsOf).tags),
  );
  const statement = RegistryPolicyStatement.allowReplicationFrom({
    account: source.env.account,
    repositoryPrefixes: repositoryPrefixes.length > 0 ? repositoryPrefixes : undefined,
    tagOnCreate: tags.length > 0,
  })._render(source, { account, region });
  return literal(source, { account, region }, statement.toStatementJson());
}

/** The creation templates that a destination needs, each as input of the AWS command line. */
export function destinationTemplates(
  source: RegistryCore,
  { account, region, repositoryPrefixes }: ReplicationPeer & ResourceEnvironment,
  settingsOf: SettingsOf,
  constructsOf: () => AppConstructs,
): string[] {
  const env = { account, region };
  return templatesFor(repositoryPrefixes).map(({ prefix, prefixes }) => {
    const settings = settingsOf(prefixes);
    const { tagMutability, lifecycle, access, tags } = resolve(settings, constructsOf);
    const encryption = encryptionOf(source, env, settings);
    const resourceTags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = tagMutability._render();
    const statements = RepositoryAccess._statements(access).map((statement) => statement.toStatementJson());
    return literal(source, env, {
      prefix,
      appliedFor: ['REPLICATION'],
      imageTagMutability,
      imageTagMutabilityExclusionFilters: filters?.map((filter) => ({
        filterType: filter.imageTagMutabilityExclusionFilterType,
        filter: filter.imageTagMutabilityExclusionFilterValue,
      })),
      lifecyclePolicy: lifecycle._render(),
      repositoryPolicy:
        statements.length > 0 ? literal(source, env, { Version: '2012-10-17', Statement: statements }) : undefined,
      resourceTags: resourceTags.length > 0 ? resourceTags : undefined,
      encryptionConfiguration: encryption,
      customRoleArn:
        encryption || resourceTags.length > 0
          ? `<ARN of a role of ${account} that ecr.amazonaws.com may assume>`
          : undefined,
    });
  });
}

function resolve(settings: SettingsSource, constructsOf: () => AppConstructs) {
  return resolveSettings(typeof settings === 'function' ? settings(constructsOf()) : settings);
}

/** Settings that are taken over from sources have a customer-managed key, as at a destination in the app. */
function encryptionOf(source: RegistryCore, { account, region }: ResourceEnvironment, settings: SettingsSource) {
  const { encryption } = typeof settings === 'function' ? resolveSettings({}) : resolveSettings(settings);
  // No control is lost with a customer's key only; the others need no resource to render.
  if (encryption._controlsLost.length > 0) return encryption._render(source);
  return { encryptionType: 'KMS', kmsKey: `<ARN of a key of ${account}/${region}>` };
}

/** JSON without tokens, as the environment of the destination is known. */
function literal(source: RegistryCore, { account, region }: ResourceEnvironment, value: object): string {
  const values: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Partition': partitionOf(region),
    'AWS::Region': region,
  };
  return JSON.stringify(contentOf(source, value)).replace(
    /\$\{(AWS::\w+)\}/g,
    (text, name: string) => values[name] ?? text,
  );
}
