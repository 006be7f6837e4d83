import { join } from 'node:path';
import { App, ConstructSelector, Mixins, Validations } from 'aws-cdk-lib';
import { EcrChecks, EcrRule, LifecyclePolicy, mixins, RepositoryDefaults, TagSelection } from 'cdk-ecr';
import type { RepositorySettings } from 'cdk-ecr';
import { PaymentsStack } from './payments-stack';

/** The settings of all repositories of the company. */
const SETTINGS: RepositorySettings = {
  lifecycle: LifecyclePolicy.forReleases({
    releases: [TagSelection.pattern('v*')],
    builds: TagSelection.prefix('ci-'),
    newestBuilds: 50,
  }),
};

export const app = new App({
  // 1. Defaults reach every ecr.Repository and PrivateRepository that the team declares.
  propertyInjectors: RepositoryDefaults.of(SETTINGS),
  // Fixed here, so that the acknowledgements below do not end in this example. Leave it out in your app.
  context: { 'cdk-ecr:today': '2026-12-01' },
});

const payments = new PaymentsStack(app, 'PaymentsImages', { env: { account: '111122223333', region: 'eu-west-1' } });

// 2. A mixin reaches the rest: the L1 gets the settings, and all repositories get the tag.
Mixins.of(app, ConstructSelector.resourcesOfType('AWS::ECR::Repository')).apply(
  new mixins.RepositoryBaseline({ ...SETTINGS, tags: { team: 'payments' } }),
);

// 3. Checks judge the templates that come out, with all overrides.
Validations.of(app).addPlugins(
  new EcrChecks(app, {
    protect: ['v*'],
    requiredTags: ['team'],
    evidenceDirectory: join(__dirname, 'evidence'),
  }),
);

// 4. The decisions. The encryption of a deployed repository cannot change, so these two keep theirs until they are replaced.
Validations.of(payments).acknowledge({
  id: 'cdk-ecr::encryptionStays',
  reason: 'A change of the encryption would replace deployed repositories.',
});
for (const repository of payments.deployed) {
  EcrChecks.acknowledge(repository, {
    rule: EcrRule.CUSTOMER_KEY,
    reason: 'The images move to new repositories with a key in spring.',
    until: '2027-06-30',
  });
}

app.synth();
