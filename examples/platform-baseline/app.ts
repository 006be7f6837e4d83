import { App, Validations } from 'aws-cdk-lib';
import { EcrChecks, RepositoryKey } from 'cdk-ecr';
import { CredentialsStack } from './credentials-stack';
import { MonitoringStack } from './monitoring-stack';
import { OfficialImagesStack } from './official-images-stack';
import { RecoveryStack, REPLICA_SETTINGS } from './recovery-stack';
import { RegistryStack } from './registry-stack';

export const app = new App({
  // A value that one stack uses of another cannot be removed first. Newer releases of the CDK ask for that choice.
  context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
});

// The CDK command line sets both from your AWS credentials. The literals stand in where there are none, so that the app
// can be synthesized and checked without an account.
const env = {
  account: process.env.CDK_DEFAULT_ACCOUNT ?? '111122223333',
  region: process.env.CDK_DEFAULT_REGION ?? 'eu-west-1',
};

// All other constructs of this app are held to the same rules as the constructs of the library.
Validations.of(app).addPlugins(new EcrChecks(app));

const { dockerHub: dockerHubCredentials } = new CredentialsStack(app, 'RegistryCredentials', {
  env,
  description: 'Credentials for Docker Hub',
});

const { registry } = new RegistryStack(app, 'Registry', {
  env,
  description: 'Scanning, signing, the Docker Hub cache, and repositories that a push creates',
  terminationProtection: true,
  dockerHubCredentials,
});

// Amazon ECR creates the replicas' repositories there, by a template with these settings and a key of that region.
const recovery = new RecoveryStack(app, 'Recovery', {
  env: { ...env, region: env.region === 'eu-central-1' ? 'eu-west-1' : 'eu-central-1' },
  description: 'Registry of the recovery region',
  terminationProtection: true,
});
registry.replicateTo(recovery.registry, { repositoryPrefixes: ['library/'], settings: REPLICA_SETTINGS });

const officialImages = new OfficialImagesStack(app, 'OfficialImages', {
  env,
  description: 'Private mirror of the Docker Official Images',
  // The stack holds images that others deploy.
  terminationProtection: true,
});

// Set both to tell a channel of Slack of findings.
const { SLACK_WORKSPACE_ID: workspaceId, SLACK_CHANNEL_ID: channelId } = process.env;

new MonitoringStack(app, 'Monitoring', {
  env,
  description: 'Notifications, alarms and a dashboard of the registry',
  registry,
  otherMonitoring: [recovery.monitoring],
  repositoryKeys: [RepositoryKey.ofStack(officialImages)],
  slack: workspaceId && channelId ? { workspaceId, channelId } : undefined,
});

app.synth();
