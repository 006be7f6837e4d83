import { App } from 'aws-cdk-lib';
import { CredentialsStack } from './credentials-stack';
import { RegistryStack } from './registry-stack';
import { WorkloadStack } from './workload-stack';

export const app = new App({
  // A value that one stack uses of another cannot be removed first. Newer releases of the CDK ask for that choice.
  context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
});

// Account settings, caches and policies speak of one account and region: put in yours.
const env = { account: '111122223333', region: 'eu-west-1' };

const { dockerHub: credentials } = new CredentialsStack(app, 'RegistryCredentials', { env });
const { dockerHub, settings } = new RegistryStack(app, 'Registry', { env, credentials });
new WorkloadStack(app, 'Payments', { env, dockerHub, settings });

app.synth();
