import { App } from 'aws-cdk-lib';
import { PREFIXES } from './image-groups';
import { PrimaryStack } from './primary-stack';
import { RecoveryStack } from './recovery-stack';

export const app = new App();

// Put in yours. They are not the account of your credentials: each side is configured with the account of the other.
const account = process.env.PRIMARY_ACCOUNT ?? '111122223333';
const recoveryAccount = process.env.RECOVERY_ACCOUNT ?? '444455556666';

const primary = new PrimaryStack(app, 'Primary', {
  env: { account, region: 'eu-west-1' },
  description: 'Where images are pushed to',
  terminationProtection: true,
});

// Another region, for when Ireland is down.
const frankfurt = new RecoveryStack(app, 'RecoveryFrankfurt', {
  env: { account, region: 'eu-central-1' },
  description: 'Copies of all images in another region',
  terminationProtection: true,
});

// Another account, for when the first one is lost: nobody there can delete these copies.
const vault = new RecoveryStack(app, 'RecoveryVault', {
  env: { account: recoveryAccount, region: 'us-east-1' },
  description: 'Copies of all images in another account',
  terminationProtection: true,
});

// Both sides of everything: the rule here, and there the creation templates with their keys and roles, and the statement
// of the registry's policy that another account needs.
for (const { registry } of [frankfurt, vault]) {
  primary.registry.replicateTo(registry, { repositoryPrefixes: PREFIXES });
}

app.synth();
