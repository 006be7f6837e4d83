/**
 * The packages as users install them: `npx projen packages`, after `npx projen compile`. They are no part of the unit
 * suite: they run npm, jsii-pacmak and the TypeScript compiler.
 */
const { jest } = require('../../package.json');

module.exports = {
  ...jest,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/packages/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  // Coverage and reports are those of the unit suite.
  collectCoverage: false,
  reporters: ['default'],
};
