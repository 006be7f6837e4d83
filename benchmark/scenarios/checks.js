'use strict';

const assert = require('node:assert/strict');
const { synthesizeOurs } = require('./repositories');

module.exports = {
  title: 'EcrChecks over one stack of repositories with full settings',
  sizes: [1, 1_000],
  rounds: 5,
  variants: {
    'without checks': (size) => synthesizeOurs(size, () => undefined),
    'with checks': (size) => synthesizeOurs(size, addChecks),
  },
  verify,
  bounds: [
    { measure: 'cpu', of: 'with checks', over: 'without checks', sizes: [1_000], max: 1.25, goal: 1.15 },
    { measure: 'time', of: 'with checks', over: 'without checks', sizes: [1_000], max: 1.25, goal: 1.15 },
    // For information: what is left when the start-up does not dilute it.
    { measure: 'time', of: 'with checks', over: 'without checks', sizes: [1_000], startUp: 1 },
  ],
};

function addChecks(app) {
  const { Validations } = require('aws-cdk-lib');
  const { EcrChecks } = require('../../lib');
  Validations.of(app).addPlugins(new EcrChecks(app, { protect: ['v*'] }));
}

/** The checks look at the repositories, and have nothing to report about them. */
function verify() {
  const { EcrChecks } = require('../../lib');
  synthesizeOurs(10, (app) => {
    const checks = new EcrChecks(app, { protect: ['v*'] });
    const validate = checks.validate.bind(checks);
    checks.validate = (context) => {
      const report = validate(context);
      assert.deepEqual(report, { success: true, violations: [] });
      return report;
    };
    require('aws-cdk-lib').Validations.of(app).addPlugins(checks);
  });
  assert.equal(process.exitCode, undefined);
}
