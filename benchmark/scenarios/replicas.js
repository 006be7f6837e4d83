'use strict';

const assert = require('node:assert/strict');

const REPOSITORIES = 4_000;
const ACCOUNT = '111122223333';

module.exports = {
  title: `Replication of ${REPOSITORIES.toLocaleString('en')} repositories, by number of prefixes`,
  sizes: [1, 60],
  rounds: 5,
  variants: {
    'settings given': (prefixes) => void synthesize(prefixes, REPOSITORIES, true),
    'settings by default': (prefixes) => void synthesize(prefixes, REPOSITORIES, false),
  },
  verify,
  bounds: [
    { measure: 'cpu', of: 'settings by default', over: 'settings given', sizes: [60], max: 1.2 },
    { measure: 'time', of: 'settings by default', over: 'settings given', sizes: [60], max: 1.2 },
    // Work grows with repositories and prefixes, not with their product.
    { measure: 'time', of: 'settings by default', sizes: [60], overSize: 1, max: 1.5 },
  ],
};

/** Repositories that are spread over the prefixes, and a replication of each prefix. */
function synthesize(prefixes, repositories, given) {
  const { App, Stack } = require('aws-cdk-lib');
  const { PrivateRepository, Registry } = require('../../lib');
  const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const stack = (id, region) => new Stack(app, id, { env: { account: ACCOUNT, region } });
  const [primary, recovery] = [stack('Primary', 'eu-west-1'), stack('Recovery', 'eu-central-1')];
  const source = new Registry(primary, 'Registry');
  const destination = new Registry(recovery, 'Registry');
  for (let index = 0; index < repositories; index++) {
    new PrivateRepository(primary, `R${index}`, { repositoryName: `team-${index % prefixes}/api-${index}` });
  }
  for (let index = 0; index < prefixes; index++) {
    source.replicateTo(destination, {
      repositoryPrefixes: [`team-${index}/`],
      // The defaults, as for the repositories, and the key that replicas get by default.
      settings: given ? { encryption: keyOf() } : undefined,
    });
  }
  return app.synth();
}

function keyOf() {
  return require('../../lib').RepositoryEncryption.customerManaged();
}

/** Settings that replicas take from their sources are rendered as settings that are given. */
function verify() {
  const templates = [true, false].map((given) => {
    const { template } = synthesize(3, 30, given).getStackByName('Recovery');
    return template.Resources;
  });
  assert.deepEqual(templates[0], templates[1]);
  const created = Object.values(templates[0]).filter(({ Type }) => Type === 'AWS::ECR::RepositoryCreationTemplate');
  assert.equal(created.length, 3);
}
