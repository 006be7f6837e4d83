// A mapping that does not take effect would test the floor twice.
const mapped = require('aws-cdk-lib/package.json').version;
const newest = require('aws-cdk-lib-newest/package.json').version;
if (mapped !== newest) {
  throw new Error(`aws-cdk-lib is ${mapped} instead of ${newest}`);
}
