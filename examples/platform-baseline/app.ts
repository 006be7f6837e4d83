import { App } from 'aws-cdk-lib';
import { CredentialsStack } from './credentials-stack';
import { OfficialImagesStack } from './official-images-stack';
import { RegistryStack } from './registry-stack';

export const app = new App();

// The CDK command line sets both from your AWS credentials. The literals stand in where there are none, so that the app
// can be synthesized and checked without an account.
const env = {
  account: process.env.CDK_DEFAULT_ACCOUNT ?? '111122223333',
  region: process.env.CDK_DEFAULT_REGION ?? 'eu-west-1',
};

const { dockerHub: dockerHubCredentials } = new CredentialsStack(app, 'RegistryCredentials', {
  env,
  description: 'Credentials for Docker Hub',
});

new RegistryStack(app, 'Registry', {
  env,
  description: 'Scanning, signing, the Docker Hub cache, and repositories that a push creates',
  terminationProtection: true,
  dockerHubCredentials,
});

new OfficialImagesStack(app, 'OfficialImages', {
  env,
  description: 'Private mirror of the Docker Official Images',
  // The stack holds images that others deploy.
  terminationProtection: true,
});

app.synth();
