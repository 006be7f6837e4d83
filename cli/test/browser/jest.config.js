/**
 * The page of `cdk-ecr report` in Chromium: `npx projen browser`. The tests are no part of the unit suite. They look for
 * `chromium` on the PATH or in the variable CHROMIUM; without it they are skipped, which they say, and fail in CI.
 */
const { jest } = require('../../../package.json');

module.exports = {
  ...jest,
  rootDir: '../../..',
  testMatch: ['<rootDir>/cli/test/browser/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Writes the pages once for all tests.
  globalSetup: '<rootDir>/cli/test/browser/write-pages.ts',
  setupFiles: [],
  setupFilesAfterEnv: [],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'cli/test/browser/tsconfig.json' }] },
  testTimeout: 180_000,
  // Coverage and reports are those of the unit suite.
  collectCoverage: false,
  reporters: ['default'],
};
