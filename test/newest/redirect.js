/**
 * Preload (`node -r ./test/newest/redirect.js …`) that makes every `aws-cdk-lib` and `aws-cdk-lib/…`, whoever asks for it,
 * the newest release instead of the floor that this package is compiled with. The newest one is installed beside the floor
 * under the alias `aws-cdk-lib-newest`. Requires only: `import()` of native ES modules is not redirected.
 */
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const { version } = require('aws-cdk-lib-newest/package.json');
const floorFolder = path.join(root, 'node_modules', 'aws-cdk-lib') + path.sep;

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  return /^aws-cdk-lib(\/|$)/.test(request)
    ? // Resolved from here, because the requester may live where the alias cannot be seen.
      resolveFilename.call(this, request.replace('aws-cdk-lib', 'aws-cdk-lib-newest'), module, ...rest)
    : resolveFilename.call(this, request, parent, ...rest);
};

process.stderr.write(`aws-cdk-lib is redirected to ${version}\n`);

// A redirect that leaks would judge a mixture of two releases, and say that all is well.
process.on('exit', () => {
  const leak = Object.keys(require.cache).find((file) => file.startsWith(floorFolder));
  if (leak !== undefined) {
    process.stderr.write(
      `the redirect to aws-cdk-lib ${version} did not hold: ${path.relative(root, leak)} was loaded\n`,
    );
    process.exitCode = 1;
  }
});
