import { App } from 'aws-cdk-lib';
import { OpenSourceStack } from './open-source-stack';

export const app = new App();

new OpenSourceStack(app, 'OpenSource', {
  // Public repositories are in us-east-1, from where everybody pulls. The CDK command line sets the account from your AWS
  // credentials; the literal stands in where there are none, so that the app can be synthesized and checked without.
  env: { account: process.env.CDK_DEFAULT_ACCOUNT ?? '111122223333', region: 'us-east-1' },
  description: 'Public images of an open-source project',
  terminationProtection: true,
});

app.synth();
