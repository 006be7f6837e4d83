import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { ReplicationPeer } from './replication-peer';
import type { AppConstructs } from '../../core/app-constructs';
import { contentOf } from '../../core/comparable-content';
import { templatesFor } from '../../ecr/namespaces';
import { partitionOf } from '../../ecr/regions';
import { RepositoryRole } from '../../ecr/repository-role';
import { mapTexts } from '../../text/json';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';
import type { RegistryCore } from '../registry-core';
import { specOf } from '../templates/template-settings';
import type { SettingsSource } from '../templates/template-settings';

type SettingsOf = (prefixes: string[]) => SettingsSource;

/** The statement that the policy of a destination in another account needs. */
export function destinationPolicyStatement(
  source: RegistryCore,
  destination: ReplicationPeer & ResourceEnvironment,
  settingsOf: SettingsOf,
  constructsOf: () => AppConstructs,
): object | undefined {
  const { account, region, repositoryPrefixes } = destination;
  if (account === source.env.account) return undefined;
  const tags = templatesFor(repositoryPrefixes).flatMap(({ prefixes }) =>
    Object.keys(specOf(settingsOf(prefixes), constructsOf).tags),
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
): object[] {
  const env = { account, region };
  return templatesFor(repositoryPrefixes).map(({ prefix, prefixes }) => {
    const template = specOf(settingsOf(prefixes), constructsOf).templateInput(RepositoryRole.REPLICA, {
      key: `<ARN of a key of ${account}/${region}>`,
      policyText: (policy) => JSON.stringify(literal(source, env, policy)),
    });
    const needsRole = template.encryptionConfiguration !== undefined || template.resourceTags !== undefined;
    return literal(source, env, {
      prefix,
      appliedFor: ['REPLICATION'],
      ...template,
      customRoleArn: needsRole ? `<ARN of a role of ${account} that ecr.amazonaws.com may assume>` : undefined,
    });
  });
}

/** A value without tokens, as the environment of the destination is known. */
function literal(source: RegistryCore, { account, region }: ResourceEnvironment, value: object): object {
  const values: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Partition': partitionOf(region),
    'AWS::Region': region,
  };
  const known = (text: string) => text.replace(/\$\{(AWS::\w+)\}/g, (all, name: string) => values[name] ?? all);
  return mapTexts(contentOf(source, value), known) as object;
}
